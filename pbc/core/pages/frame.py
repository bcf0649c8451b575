"""What the pages of the register share: the way up, the day shown, panels, addresses."""

from dataclasses import dataclass

from django.urls import reverse

from pbc.core import money, periods, registry

NOT_STATED = "Not stated"


@dataclass(frozen=True)
class Crumb:
    """A step of the way up."""

    name: str
    url: str


@dataclass(frozen=True)
class Panel:
    """What an upper app shows on the page of an organisation."""

    name: str
    template: str
    content: object


def shown(day, today):
    """The day that is shown, for the line that opens the choice of another."""
    return "As it is today" if day == today else f"As it was on {periods.day(day)}"


def patients_on(practice, day, known_on):
    """How many patients a practice had on a day, by the last count until then (A03)."""
    counted = [
        size
        for size in practice.list_sizes.all()
        if size.counted_on <= day and size.known_from <= known_on
    ]
    return max(counted, key=lambda size: (size.counted_on, size.pk)).patients if counted else None


def practice_url(practice):
    """The address of a practice's page."""
    return reverse("core:practice-detail", kwargs={"code": practice.code})


def locality_url(locality):
    return reverse("core:locality-detail", kwargs={"code": locality.code})


def in_a_group(members, practices):
    share = money.show_percent(money.percent(members, practices))
    return f"{members} of {counted(practices, 'practice is', 'practices are')} in a group, {share}"


def counted(number, one, many):
    """1 practice, 128 practices."""
    return f"{number:,} {one if number == 1 else many}"


def panels(user, organisation, only=()):
    """What upper apps show on the page of an organisation, all or those with the names of `only`;
    those that have nothing are left out."""
    wanted = [entry for entry in registry.panels if not only or entry.name in only]
    read = [(entry, entry.read(user=user, organisation=organisation)) for entry in wanted]
    return [Panel(entry.name, entry.template, content) for entry, content in read if content]
