import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pbc.core.models.recorded import by_moment


class Role(models.TextChoices):
    """What somebody is appointed as; `pbc.core.access` says what each may do."""

    OPERATOR = "OPERATOR", "Operator of the site"
    FINANCE = "FINANCE", "PCT finance"
    COMMISSIONING = "COMMISSIONING", "PCT commissioner"
    GP_LEAD = "GP_LEAD", "GP lead"
    PRACTICE_MANAGER = "PRACTICE_MANAGER", "Practice manager"
    SECRETARY = "SECRETARY", "Secretary"
    LMC_OBSERVER = "LMC_OBSERVER", "LMC observer"
    AUDITOR = "AUDITOR", "Auditor"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"


SITE_WIDE = (Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR)
# Of a role that is held over an organisation, what kinds of organisation that may be.
HELD_OVER = {
    Role.FINANCE: ("commissioner",),
    Role.COMMISSIONING: ("commissioner",),
    Role.GP_LEAD: ("group",),
    Role.PRACTICE_MANAGER: ("practice",),
    Role.SECRETARY: ("group", "commissioner"),
    Role.LMC_OBSERVER: ("commissioner",),
}
OPTIONAL = (Role.SECRETARY, Role.LMC_OBSERVER)  # nobody misses them where nobody holds them
CONFIRMED_BY_A_SECOND = (Role.FINANCE, Role.COMMISSIONING, Role.ADMINISTRATOR)


class AppointmentState(models.TextChoices):
    """Whether an appointment was given. Only one that was gives any right."""

    PROPOSED = "PROPOSED", "Waits for a second administrator"
    GIVEN = "GIVEN", "Given"
    REFUSED = "REFUSED", "Refused by the second administrator"
    WITHDRAWN = "WITHDRAWN", "Withdrawn before it began"


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, day):
        """Appointments that were given and hold on that day."""
        begun = self.filter(state=AppointmentState.GIVEN, from_date__lte=day)
        return begun.filter(Q(to_date=None) | Q(to_date__gte=day))

    def standing(self):
        """Appointments that were given or wait for it, over or not."""
        return self.filter(state__in=(AppointmentState.GIVEN, AppointmentState.PROPOSED))


@pghistory.track(meta=by_moment("appointments_recorded"))
class Appointment(models.Model):
    """A person's role over a scope, from when to when, given by whom. The only source of rights."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments"
    )
    role = models.CharField(max_length=20, choices=Role)
    commissioner = models.ForeignKey("core.Commissioner", models.PROTECT, null=True, blank=True)
    group = models.ForeignKey("core.Group", models.PROTECT, null=True, blank=True)
    practice = models.ForeignKey("core.Practice", models.PROTECT, null=True, blank=True)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="appointments_given"
    )
    state = models.CharField(
        max_length=20,
        choices=AppointmentState,
        default=AppointmentState.GIVEN,
        db_default=AppointmentState.GIVEN,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="appointments_decided"
    )
    deputy_for = models.ForeignKey("self", models.PROTECT, null=True, related_name="deputies")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role__in=SITE_WIDE, commissioner=None, group=None, practice=None)
                    | Q(
                        role__in=(
                            Role.FINANCE,
                            Role.COMMISSIONING,
                            Role.SECRETARY,
                            Role.LMC_OBSERVER,
                        ),
                        commissioner__isnull=False,
                        group=None,
                        practice=None,
                    )
                    | Q(
                        role__in=(Role.GP_LEAD, Role.SECRETARY),
                        commissioner=None,
                        group__isnull=False,
                        practice=None,
                    )
                    | Q(
                        role=Role.PRACTICE_MANAGER,
                        commissioner=None,
                        group=None,
                        practice__isnull=False,
                    )
                ),
                name="a_role_is_held_over_the_scope_that_belongs_to_it",
            ),
            models.CheckConstraint(
                condition=Q(to_date=None) | Q(to_date__gte=models.F("from_date")),
                name="an_appointment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (~Q(decided_by=models.F("person")) & ~Q(decided_by=models.F("given_by"))),
                name="a_second_administrator_confirms_an_appointment",
            ),
            models.CheckConstraint(
                condition=Q(deputy_for=None) | Q(to_date__isnull=False),
                name="a_deputy_is_one_for_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    @property
    def scope(self):
        """The organisation it is held over, or None for the whole site."""
        return self.commissioner or self.group or self.practice

    @property
    def title(self):
        """GP lead, DacCom; Auditor."""
        role = f"{self.get_role_display()}, {self.scope}" if self.scope else self.get_role_display()
        return f"{role} (deputy)" if self.deputy_for_id else role
