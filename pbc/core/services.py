"""What happens when somebody does something to the ground."""

from datetime import date

from django.utils import timezone

from pbc.core import leases, periods, registry, versions
from pbc.core.deeds import deed, reason_given
from pbc.core.models import (
    OPERATOR,
    Appointment,
    Errand,
    ErrandLease,
    ErrandState,
    FinancialYear,
    Person,
    Role,
)


def operator():
    """The person as whom commands act that name nobody: the operator of the site, who never
    signs in."""
    person, made = Person.objects.get_or_create(
        username=OPERATOR, defaults={"first_name": "Operator", "last_name": "of the site"}
    )
    if made:
        person.set_unusable_password()
        person.save()
        Appointment.objects.create(person=person, role=Role.OPERATOR, from_date=date(1990, 1, 1))
    return person


@deed
def open_year(*, year, on, by):
    """Open a financial year, so that its months take figures. Opening it twice changes nothing."""
    opened, made = FinancialYear.objects.get_or_create(year=year, defaults={"opened_on": on})
    if made:
        registry.happen("financial year opened", year=opened, by=by)
    return opened


class NotMoved(Exception):
    """Why a year was neither closed nor opened again."""


@deed
def close_year(*, year, version, reason, on, by):
    """Close a year: nothing is added to its plans from now on.

    `version` is that of the year as the person saw it. Raises ChangedMeanwhile and NotMoved, the
    latter also where an upper app says that something must be settled first.
    """
    held = versions.held(year, version=version)
    if held.closed_on:
        raise NotMoved(f"{held} was closed on {periods.day(held.closed_on)}")
    if on < held.opened_on:
        raise NotMoved(f"{held} was opened on {periods.day(held.opened_on)}: it cannot end before")
    registry.happen("financial year closing", year=held, on=on, by=by)
    held.closed_on, held.reason = on, reason_given(reason, NotMoved)
    versions.keep(held, by=by)
    return held


@deed
def reopen_year(*, year, version, reason, by):
    """Open a closed year again, with the reason. Raises ChangedMeanwhile and NotMoved."""
    held = versions.held(year, version=version)
    if not held.closed_on:
        raise NotMoved(f"{held} is open")
    held.closed_on, held.reason = None, reason_given(reason, NotMoved)
    versions.keep(held, by=by)
    return held


@deed
def ask_for_errand(*, kind, key, by):
    """Have work of a kind done later, about `key`. The sweep finds it once this is committed.

    Asked for again while it waits, it is the same errand. Asked for while it runs, it is run once
    more afterwards, however often it was asked for. The note of that waits for who is just
    finishing it; if by then it is done, this is another errand.
    """
    what = {"kind": kind, "key": key, "state": ErrandState.WAITING}
    errand, made = Errand.objects.get_or_create(**what, defaults={"by": by})
    if made:
        ErrandLease.objects.create(errand=errand)
        return errand
    ErrandLease.objects.filter(pk=errand.pk).update(again_by=by)
    if Errand.objects.filter(pk=errand.pk, state=ErrandState.WAITING).exists():
        return errand
    return ask_for_errand(kind=kind, key=key, by=by)


@deed
def end_errand(*, errand, state, by):
    """Write down what became of an errand; one that was asked for while it ran is followed by
    another, for who asked last."""
    lease = ErrandLease.objects.select_for_update().get(pk=errand.pk)
    errand.state, errand.finished_at = state, timezone.now()
    errand.save()
    if lease.again_by:
        ask_for_errand(kind=errand.kind, key=errand.key, by=lease.again_by)


@deed
def retry_errand(*, errand, by):
    """Have an errand that was set aside tried again, in the name of who asked for it; return the
    new one. None, and nothing is changed, where another was asked for since: the second of two
    clicks finds that of the first."""
    held = Errand.objects.select_for_update().get(pk=errand.pk)
    if not Errand.objects.left_undone().filter(pk=held.pk).exists():
        return None
    again = ask_for_errand(kind=held.kind, key=held.key, by=held.by)
    again.retried_by = by
    again.save()
    return again


@deed
def set_aside_errands(*, by):
    """Set aside every errand that nobody holds and that has no attempts left; return them. Who
    asked reads so on the desk. Two sweeps at once do it once."""
    if not leases.only_one("set aside errands"):
        return []
    found = leases.given_up(Errand, ErrandLease)
    for errand in found:
        end_errand(errand=errand, state=ErrandState.SET_ASIDE, by=by)
    return found
