from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Now

from meetings.models.action import Action, State
from pbc.core.models import Bounce, Mail


class ActionLinkQuerySet(models.QuerySet):
    def good(self):
        """Links that were not used, that have not run out, that stood in the mail as it was last
        handed over, which arrived as far as anybody knows, and whose action is open and as it was
        then. A mail that the server did not take is not begun: none of its links is good."""
        returned = Bounce.objects.filter(mail=models.OuterRef("mail"), for_good=True)
        return self.filter(
            ~models.Exists(returned),
            used=None,
            expires_at__gt=Now(),
            made_at__gte=F("mail__begun_at"),
            action__state=State.OPEN,
            action__version=F("version"),
        )


class ActionLink(models.Model):
    """That a mail held a link by which its reader may say once, without signing in, that an action
    is done: never the link itself. Added only.

    `known_by` is the SHA-256 of its token; `version` is that of the action when it was made;
    `of_account` a digest of the mail address and the password that its reader had then.
    """

    action = models.ForeignKey(Action, models.PROTECT, related_name="links")
    version = models.IntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    mail = models.ForeignKey(Mail, models.PROTECT, related_name="+")
    known_by = models.CharField(max_length=64, unique=True)
    of_account = models.CharField(max_length=64, blank=True, default="", db_default="")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField()

    objects = ActionLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=F("made_at")), name="a_link_is_good_for_a_time"
            ),
        ]

    def __str__(self):
        return f"Link for {self.person} to action {self.action_id}"


class ActionLinkUse(models.Model):
    """That a link was used, and when: `on_date` is the day of the clock of the business. Added
    only, once for a link."""

    link = models.OneToOneField(ActionLink, models.PROTECT, related_name="used", primary_key=True)
    on_date = models.DateField(null=True)
    used_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"{self.link}, used"
