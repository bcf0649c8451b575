"""What happens when a group nominates who speaks for it on a body."""

from itertools import cycle

from meetings.models import Body, Nomination
from meetings.nominations.terms import terms
from meetings.questions.parties import somebody
from pbc.core import periods
from pbc.core.deeds import deed

TEN_YEARS = 3653  # days, with three leap days


class NotNominated(Exception):
    """Why nobody was nominated, and what to do about it."""


@deed
def nominate(*, body, group, holders, from_date, until, months, by):
    """Say who speaks for a group on a body, from a day until the last one (None: open).

    Of several, persons or names, each has a term of so many months in turn, until that day.
    Raises NotNominated. Return the nominations.
    """
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    if until and until < from_date:
        raise NotNominated("The last day is before the first. Look at the days")
    if until and (until - from_date).days > TEN_YEARS:
        raise NotNominated("That is for more than ten years. Look at the days")
    if len(holders) > 1 and not (until and months):
        raise NotNominated("Who take turns have terms of so many months, until a last day")
    _refuse_two_at_once(body, group, from_date, until)
    spans = terms(from_date, until, months) if len(holders) > 1 else [(from_date, until)]
    _refuse_without_a_turn(holders[len(spans) :], until)
    return [
        _nominated(body, group, who, span, by)
        for who, span in zip(cycle(holders), spans, strict=False)
    ]


@deed
def end_nomination(*, nomination, on, by):
    """End a term: that day is its last. Raises NotNominated."""
    held = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    if on < held.from_date:
        raise NotNominated("That is before the term begins. Look at the day")
    if held.to_date and held.to_date <= on:
        raise NotNominated(f"The term ends on {periods.day(held.to_date)} already")
    held.to_date = on
    held.save()
    return held


def _refuse_without_a_turn(holders, until):
    if holders:
        names = ", ".join(map(str, holders))
        last = periods.day(until)
        raise NotNominated(f"Until {last} there is no turn for {names}. Look at the last day")


def _refuse_two_at_once(body, group, from_date, until):
    there = Nomination.objects.filter(body=body, group=group).exclude(to_date__lt=from_date)
    if until:
        there = there.exclude(from_date__gt=until)
    first = there.select_related("person").order_by("from_date").first()
    if first:
        last = f"until {periods.day(first.to_date)}" if first.to_date else "without an end"
        raise NotNominated(f"{first.holder} speaks for {group} then, {last}. End that first")


def _nominated(body, group, who, span, by):
    fields = somebody(who, "person")
    return Nomination.objects.create(
        body=body,
        group=group,
        person=fields.get("person"),
        name=fields.get("person_name", ""),
        from_date=span[0],
        to_date=span[1],
        written_by=by,
    )
