import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Deferrable, F, Q
from django.db.models.functions import Now

from meetings.models.body import OfABody
from meetings.models.meeting import Meeting
from meetings.models.words import OF_A_PAPER, OF_A_REPORT, OF_AN_ITEM, OF_SPEAKERS, by_words
from pbc.core.models.versioned import Versioned

LARGEST_PAPER = 10 * 1024 * 1024  # bytes


class ItemKind(models.TextChoices):
    """What an item of an agenda brings with it."""

    PLAIN = "PLAIN", "Plain"
    ROUND_TABLE = "ROUND_TABLE", "Round the table: one row for each group"
    ACTIONS = "ACTIONS", "Actions that are still open"


class ItemQuerySet(OfABody):
    to_body = "meeting__body__"
    to_meeting = "meeting"

    def on_the_agenda(self):
        """Items that were not taken off, in their order."""
        return self.filter(number__isnull=False).order_by("number")


@pghistory.track()
class Item(Versioned):
    """An item of a meeting's agenda, and what the minutes say under it, in plain text or Markdown.

    `number` counts from 1; None is an item that was taken off the agenda.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(null=True)
    heading = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ItemKind, default=ItemKind.PLAIN)
    minutes = models.TextField(blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            by_words(OF_AN_ITEM, "items_by_words"),
            by_words(OF_SPEAKERS, "items_by_who_said_it"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(heading=""), name="an_item_has_a_heading"),
            models.CheckConstraint(
                condition=Q(number=None) | Q(number__gte=1), name="an_agenda_counts_from_one"
            ),
            models.UniqueConstraint(
                fields=["meeting", "number"],
                deferrable=Deferrable.DEFERRED,
                name="an_agenda_has_one_item_of_a_number",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.heading}" if self.number else self.heading


class PaperQuerySet(OfABody):
    to_body = "item__meeting__body__"
    to_meeting = "item__meeting"

    def handed_out(self):
        """Papers that were not taken off again, of items that are on the agenda."""
        return self.filter(taken_off_on=None, item__number__isnull=False)

    def attached(self):
        """Papers that were not taken off again, without their bytes, in the order they came."""
        return self.filter(taken_off_on=None).defer("content", "words").order_by("pk")


@pghistory.track(exclude=["content", "words"])
class Paper(models.Model):
    """A paper or handout of an item, its bytes as sent. Only ever handed out as an attachment.

    `words` is what it says, by which it is found: of a plain text its text, else nothing.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="papers")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    words = models.TextField(blank=True, db_default="", editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    taken_off_on = models.DateField(null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        indexes = [by_words(OF_A_PAPER, "papers_by_words")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_paper_has_a_name"),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST_PAPER), name="a_paper_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(taken_off_on=None) | Q(taken_off_on__gte=F("sent_on")),
                name="a_paper_is_taken_off_after_it_came",
            ),
        ]

    def __str__(self):
        return self.name


class ReportQuerySet(OfABody):
    to_body = "item__meeting__body__"
    to_meeting = "item__meeting"


@pghistory.track()
class Report(Versioned):
    """What one group said at a round-the-table item."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="reports")
    group = models.ForeignKey("core.Group", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [by_words(OF_A_REPORT, "reports_by_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "group"], name="a_group_reports_once_on_an_item"
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.text}"
