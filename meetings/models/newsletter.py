import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from meetings.models.audience import VIEW, Audience
from meetings.models.words import OF_A_COPY, OF_A_NEWSLETTER, by_words
from pbc.core import access
from pbc.core.models.versioned import Versioned


class NewsletterState(models.TextChoices):
    """How far a newsletter is. What was sent changes no more."""

    DRAFT = "DRAFT", "Draft"
    SENT = "SENT", "Sent"
    DISCARDED = "DISCARDED", "Discarded"


def _seen_by(user, to):
    own = Q(audience__in=Audience.objects.visible_to(user, to))
    if to == VIEW and access.appointments(user):
        own |= Q(pk__in=NewsletterCopy.objects.visible_to(user).values("newsletter"))
    return own


class NewsletterQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Those to audiences that the user may see; to look at, also what was sent to them, for as
        long as they hold an appointment."""
        return self.filter(_seen_by(user, to))

    def drafts_or_sent(self, user, to):
        """The drafts to audiences over which the user has that permission, and what was sent that
        the user may see."""
        drafts = Q(state=NewsletterState.DRAFT) & _seen_by(user, to)
        return self.filter(drafts | Q(state=NewsletterState.SENT) & _seen_by(user, VIEW))

    def drafts(self):
        """Those that are still to be sent."""
        return self.filter(state=NewsletterState.DRAFT)

    def sent(self):
        """Those that were sent."""
        return self.filter(state=NewsletterState.SENT)

    def with_names(self):
        """With the audience and the organisation that names whose it is, read at once."""
        return self.with_audience().select_related("sent_by", "written_by")

    def with_audience(self):
        """With the audience and its organisation alone: none is of a practice."""
        of = [f"audience__{kind}" for kind in ("commissioner", "locality", "group")]
        return self.select_related(*of)


@pghistory.track()
class Newsletter(Versioned):
    """What is written once and sent to an audience. `sections` are the keys of what is put in from
    the organisation's figures, actions and decisions, made for each reader when it is sent; `year`
    and `month` those of the figures, None for the last that are known."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="newsletters")
    subject = models.CharField(max_length=150)
    text = models.TextField(blank=True)
    sections = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    year = models.SmallIntegerField(null=True)
    month = models.SmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=NewsletterState, default=NewsletterState.DRAFT)
    written_on = models.DateField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_on = models.DateField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        indexes = [by_words(OF_A_NEWSLETTER, "newsletters_by_words")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(subject="") & (~Q(text="") | Q(sections__len__gt=0)),
                name="a_newsletter_says_something",
            ),
            models.CheckConstraint(
                condition=Q(year=None, month=None) | Q(year__isnull=False, month__range=(1, 12)),
                name="the_figures_of_a_newsletter_are_of_a_month",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=NewsletterState.SENT, sent_on__isnull=False, sent_by__isnull=False
                )
                | (~Q(state=NewsletterState.SENT) & Q(sent_on=None, sent_by=None)),
                name="what_was_sent_says_when_and_by_whom",
            ),
        ]

    def __str__(self):
        return self.subject


class Fate(models.TextChoices):
    """What somebody in an audience had of a newsletter."""

    MAIL = "MAIL", "By mail"
    READS = "READS", "Reads it here: no mail reaches them"
    LEFT = "LEFT", "None: they left the list"
    GONE = "GONE", "None: they hold no appointment any more"
    NOBODY = "NOBODY", "None: no account on this site"


class NewsletterCopyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What a person was sent themselves."""
        return self.filter(person=user, fate__in=(Fate.MAIL, Fate.READS))


class NewsletterCopy(models.Model):
    """A newsletter as one of its audience had it. `parts` are the sections that were put in for
    this reader: [{title, sentences, path}], `name` whose it is and `because` why they got it."""

    newsletter = models.ForeignKey(Newsletter, models.PROTECT, related_name="copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    name = models.CharField(max_length=200)
    because = models.CharField(max_length=300)
    fate = models.CharField(max_length=10, choices=Fate)
    parts = models.JSONField(default=list)
    mail = models.OneToOneField("core.Mail", models.PROTECT, null=True, related_name="+")

    objects = NewsletterCopyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "newsletter copies"
        indexes = [by_words(OF_A_COPY, "copies_by_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["newsletter", "person"],
                condition=Q(person__isnull=False),
                name="somebody_has_a_newsletter_once",
            ),
            models.CheckConstraint(
                condition=Q(fate="MAIL", mail__isnull=False) | (~Q(fate="MAIL") & Q(mail=None)),
                name="a_copy_by_mail_has_its_mail",
            ),
        ]

    def __str__(self):
        return f"{self.newsletter}, to {self.name}"
