import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Role(models.TextChoices):
    """What somebody is appointed as; `pbc.core.access` says what each may do."""

    OPERATOR = "OPERATOR", "Operator of the site"
    FINANCE = "FINANCE", "PCT finance"
    COMMISSIONING = "COMMISSIONING", "PCT commissioner"
    GP_LEAD = "GP_LEAD", "GP lead"
    PRACTICE_MANAGER = "PRACTICE_MANAGER", "Practice manager"
    AUDITOR = "AUDITOR", "Auditor"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"


SITE_WIDE = (Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR)


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, day):
        """Appointments that hold on that day."""
        return self.filter(Q(to_date=None) | Q(to_date__gte=day), from_date__lte=day)


@pghistory.track()
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
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(role__in=SITE_WIDE, commissioner=None, group=None, practice=None)
                    | Q(
                        role__in=(Role.FINANCE, Role.COMMISSIONING),
                        commissioner__isnull=False,
                        group=None,
                        practice=None,
                    )
                    | Q(role=Role.GP_LEAD, commissioner=None, group__isnull=False, practice=None)
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
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    @property
    def scope(self):
        """The organisation it is held over, or None for the whole site."""
        return self.commissioner or self.group or self.practice
