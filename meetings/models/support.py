"""The log of help for a practice: what was offered, who came or rang, and what came of it (A14)."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now

from pbc.core import access

VIEW, EDIT = "meetings.view_support", "meetings.edit_support"


class ContactKind(models.TextChoices):
    """How a practice was helped, or helped to see."""

    OFFER = "OFFER", "Offer of help"
    VISIT = "VISIT", "Visit"
    CALL = "CALL", "Call"
    LETTER = "LETTER", "Letter or mail"
    OTHER = "OTHER", "Something else"


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Contacts with practices where an appointment gives the user this permission: for a lead
        those that are members of the group now."""
        reach = access.reach(user, to)
        return self if reach.everything else self.filter(practice__in=reach.practices)

    def standing(self):
        """Those that no later row corrects."""
        return self.filter(corrected_by=None)

    def newest_first(self):
        """By the day of the contact."""
        return self.order_by("-on_date", "-pk")

    def with_outcome(self):
        """With the newest outcome of the contact, whichever row of it that was said of, as
        `outcome` and `outcome_on`; None where there is none."""
        said = ContactOutcome.objects.filter(contact=Coalesce(OuterRef("first"), OuterRef("pk")))
        newest = said.order_by("-pk")
        return self.annotate(
            outcome=Subquery(newest.values("words")[:1]),
            outcome_on=Subquery(newest.values("on_date")[:1]),
        )

    def with_names(self):
        """With the rows that name who it was and what it was about, read at once."""
        return self.select_related("practice", "person", "post", "action", "written_by")


class Contact(models.Model):
    """An offer, a visit or a call: when, by whom, about what, in words. Only added: a correction is
    a row of its own, which `corrects` the one before it and names the `first`, and says why.

    It was made by a person, a post of the directory, or somebody outside by name. `about` is the
    code of a figure, `about_said` that figure in words as it was then.
    """

    practice = models.ForeignKey("core.Practice", models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=ContactKind)
    on_date = models.DateField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="contacts"
    )
    post = models.ForeignKey("meetings.Post", models.PROTECT, null=True, related_name="contacts")
    name = models.CharField(max_length=100, blank=True)
    about = models.CharField(max_length=80, blank=True)
    about_said = models.CharField(max_length=200, blank=True)
    action = models.ForeignKey(
        "meetings.Action", models.PROTECT, null=True, related_name="contacts"
    )
    words = models.CharField(max_length=1000)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    first = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    reason = models.CharField(max_length=300, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["practice", "on_date"], name="contacts_by_practice_and_day")
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_contact_is_told_in_words"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, post=None, name="")
                | Q(person=None, post__isnull=False, name="")
                | (Q(person=None, post=None) & ~Q(name="")),
                name="a_contact_is_made_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(about="", about_said="") | (~Q(about="") & ~Q(about_said="")),
                name="a_figure_of_a_contact_is_said_in_words",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, first=None, reason="")
                | (Q(corrects__isnull=False, first__isnull=False) & ~Q(reason="")),
                name="a_correction_of_a_contact_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.practice}"

    @property
    def who(self):
        """Who offered, came or rang."""
        return str(self.person or self.post or self.name)

    @property
    def root(self):
        """The id of the first row of it, by which its outcomes and actions know it."""
        return self.first_id or self.pk


class ContactOutcomeQuerySet(models.QuerySet):
    def visible_to(self, user, to=VIEW):
        """Of contacts that the user may see."""
        return self.filter(contact__in=Contact.objects.visible_to(user, to))


class ContactOutcome(models.Model):
    """What came of a contact, and when. Only added: the newest counts, those before stay."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="outcomes")
    words = models.CharField(max_length=500)
    on_date = models.DateField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ContactOutcomeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_outcome_is_told_in_words")
        ]

    def __str__(self):
        return self.words
