from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

TRIES = 5
WORTH_SENDING_FOR = timedelta(days=1)  # a mail of yesterday says what is no longer so


class MailQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A mail is its person's alone."""
        return self.filter(person=user)

    def unsent(self):
        """Mails that no server has taken yet and that are still worth another try."""
        return self.filter(
            accepted_at=None,
            begun_at=None,
            tries__lt=TRIES,
            asked_at__gt=Now() - WORTH_SENDING_FOR,
        )


class Mail(models.Model):
    """One mail to one person about several things, and what became of it.

    `occasion` says why it was written ("actions of 2007-04-02"): a person gets one mail an
    occasion, whoever asks twice. `begun_at` is when it was handed to the server; what the server
    has taken, or may have taken, is never sent again. `leave_path` is the page at which one click
    leaves the list it went to, empty where it went to no list; `calendar` what the mail tells the
    person's calendar (iCalendar), empty for most. `once` has the pages of the things for each of
    which a link for one use is offered (pbc.core.one_use); never a link. `sent_to` is the address
    that it goes to where that is no longer the person's own; empty for all others.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails")
    occasion = models.CharField(max_length=100)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    tries = models.SmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    sent_to = models.EmailField(blank=True, default="", db_default="")
    leave_path = models.CharField(max_length=300, blank=True, default="", db_default="")
    calendar = models.TextField(blank=True, default="", db_default="")
    once = ArrayField(models.CharField(max_length=300), default=list, db_default=[])
    failure = models.CharField(max_length=300, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "occasion"], name="a_person_gets_one_mail_an_occasion"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | (Q(failure="") & Q(tries__gt=0)),
                name="an_accepted_mail_was_tried_and_did_not_fail",
            ),
        ]

    def __str__(self):
        return f"{self.subject}, to {self.person}"

    @property
    def address(self):
        """Where it goes."""
        return self.sent_to or self.person.email

    @property
    def fate(self):
        """What became of it, in words: also those of the server, which name its person's address,
        so for nobody but the person and whoever wrote to them."""
        if self.back:
            return f"Came back: {self.back.said}"
        return self.failure if self.failure and not self.begun_at else self.outcome

    @property
    def outcome(self):
        """What became of it in one of four words, for anybody."""
        if self.back:
            return "Did not arrive"
        if self.accepted_at:
            return "Sent"
        if self.begun_at:
            return "May have been sent"
        tried = self.tries < TRIES and self.asked_at > timezone.now() - WORTH_SENDING_FOR
        return "Not sent yet" if tried or not self.failure else "Did not arrive"

    @property
    def back(self):
        """What says that it came back for good; None where nothing does."""
        return next((one for one in self.bounces.all() if one.for_good), None)
