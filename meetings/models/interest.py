"""What members of a body have an interest in, which items touch it, and who took no part."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from meetings.models.agenda import Item
from meetings.models.body import Body, OfABody
from meetings.models.held import one_of
from meetings.models.withdrawn import Withdrawable, WithdrawnRows, says_why
from pbc.core.models.versioned import Versioned


class InterestQuerySet(WithdrawnRows, OfABody):
    to_body = "body__"

    def in_force(self, day):
        """Interests that somebody has on that day."""
        return self.standing().filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)


@pghistory.track()
class Interest(Withdrawable):
    """That somebody of a body has an interest in something, from when to when: a company, a
    provider, a practice, by its name. `nature` says of what kind: shareholder, director, spouse."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="interests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="interests"
    )
    name = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=100)
    nature = models.CharField(max_length=200)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=one_of("person", "name"), name="an_interest_is_somebodys"
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(nature=""), name="an_interest_says_in_what_and_how"
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=F("from_date")),
                name="an_interest_ends_after_it_begins",
            ),
            says_why("an_interest_that_is_taken_back_says_why"),
        ]

    def __str__(self):
        return f"{self.holder}: {self.nature}, {self.subject}"

    @property
    def holder(self):
        """The name of whoever has it."""
        return str(self.person) if self.person else self.name


class TouchQuerySet(OfABody):
    to_body = "item__meeting__body__"
    to_meeting = "item__meeting"

    def that_hold(self):
        """Those that were not taken back."""
        return self.filter(is_off=False)


@pghistory.track()
class Touch(models.Model):
    """That an item of an agenda touches something in which somebody has declared an interest."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="touches")
    subject = models.CharField(max_length=100)
    is_off = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = TouchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "touches"
        constraints = [
            models.CheckConstraint(condition=~Q(subject=""), name="an_item_touches_something"),
            models.UniqueConstraint(
                fields=["item", "subject"], name="an_item_touches_something_once"
            ),
        ]

    def __str__(self):
        return f"{self.item}: {self.subject}"


class ExclusionQuerySet(OfABody):
    to_body = "item__meeting__body__"
    to_meeting = "item__meeting"

    def that_hold(self):
        """Those because of an interest that was not taken back since."""
        return self.filter(interest__withdrawn_on=None)


@pghistory.track()
class Exclusion(Versioned):
    """What the chair confirmed of somebody with an interest in an item: that they took no part in
    it, or stayed, and why."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="exclusions")
    interest = models.ForeignKey(Interest, models.PROTECT, related_name="exclusions")
    withdrew = models.BooleanField()
    reason = models.CharField(max_length=200)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_on = models.DateField()

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_exclusion_says_why"),
            models.UniqueConstraint(
                fields=["item", "interest"], name="an_interest_is_dealt_with_once_at_an_item"
            ),
        ]

    def __str__(self):
        return f"{self.interest.holder}: {self.reason}"
