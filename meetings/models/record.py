import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from meetings.models.action import Action
from meetings.models.agenda import Item
from meetings.models.body import Body, OfABody
from meetings.models.meeting import Meeting
from meetings.models.words import OF_AN_AMENDMENT, by_words


class OfAMeeting(OfABody):
    to_body = "meeting__body__"
    to_meeting = "meeting"


class OldMinutes(models.Model):
    """The text of minutes that were pasted or sent in, from which a meeting was made. Added, never
    changed; the same text makes one meeting of a body."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="old_minutes")
    body = models.ForeignKey(Body, models.PROTECT, related_name="old_minutes")
    file_name = models.CharField(max_length=150, blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    read_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfAMeeting.as_manager()

    class Meta:
        verbose_name_plural = "old minutes"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "sha256"], name="the_same_minutes_make_one_meeting"
            ),
        ]

    def __str__(self):
        return self.file_name or str(self.meeting)


class Agreed(models.Model):
    """An action that a meeting agreed, and where it stands in the list of its minutes.

    `line` is the line of the old minutes from which it was read, None of one raised here.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agreed")
    action = models.OneToOneField(Action, models.PROTECT, related_name="agreed")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="agreed")
    place = models.PositiveSmallIntegerField()
    line = models.PositiveIntegerField(null=True)

    objects = OfAMeeting.as_manager()

    class Meta:
        verbose_name_plural = "agreed"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "place"], name="an_action_has_its_place_in_the_minutes"
            ),
        ]

    def __str__(self):
        return str(self.action)


class Initials(models.Model):
    """Whom letters stand for in the minutes of a body: a person, or a name. Asked once."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="initials")
    letters = models.CharField(max_length=6)
    name = models.CharField(max_length=100)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name_plural = "initials"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="initials_stand_for_somebody"),
            models.UniqueConstraint(
                fields=["body", "letters"], name="letters_stand_for_one_in_a_body"
            ),
        ]

    def __str__(self):
        return f"{self.letters}: {self.name}"


class OtherTextQuerySet(OfABody):
    to_body = "item__meeting__body__"
    to_meeting = "item__meeting"

    def waiting(self):
        """Texts of which nobody has yet said whether they stand."""
        return self.filter(settled_by=None)


@pghistory.track()
class OtherText(models.Model):
    """What somebody wrote of an item that another had changed meanwhile. Both texts are kept
    until one is chosen."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="other_texts")
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken = models.BooleanField(default=False)

    objects = OtherTextQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken=False) | Q(settled_by__isnull=False),
                name="a_text_is_taken_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.item}, by {self.written_by}"


class Sent(models.TextChoices):
    """As what a copy of minutes was kept."""

    CIRCULATED = "CIRCULATED", "Circulated"
    APPROVED = "APPROVED", "Approved"


class MinutesCopy(models.Model):
    """The minutes as they were sent or approved, as Word and as PDF, byte for byte."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=20, choices=Sent)
    word = models.BinaryField()
    pdf = models.BinaryField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfAMeeting.as_manager()

    class Meta:
        verbose_name_plural = "minutes copies"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(kind=Sent.APPROVED),
                name="minutes_are_approved_once",
            ),
        ]

    def __str__(self):
        return f"{self.meeting}, {self.get_kind_display().lower()}"


class Amendment(models.Model):
    """A correction to approved minutes, which stands beside them. Added, never changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="amendments")
    text = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfAMeeting.as_manager()

    class Meta:
        indexes = [by_words(OF_AN_AMENDMENT, "amendments_by_words")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_amendment_says_something"),
        ]

    def __str__(self):
        return self.text
