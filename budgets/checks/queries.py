"""The grid of a group's checks: practices by checks, a month, with the words beside (B14)."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from budgets.models import AgreedCheck, Check
from budgets.models.check import EDIT, VIEW
from meetings.models import ActionNote, Finding, State
from meetings.queries import words
from pbc.core import access, periods
from pbc.core.models import Group
from pbc.core.pages.frame import counted
from pbc.core.statements import kept_for_anybody

WITHDRAWN = "Figures withdrawn"
COLOURS = {
    Finding.NOTHING: "green",
    Finding.FOUND: "blue",
    State.DONE: "green",
    State.DROPPED: "grey",
}


class NoSuchGroup(Exception):
    """There is no such group, or its checks are not the user's to see."""


class NoSuchMonth(Exception):
    """No practice of the group was asked for anything in that month."""


@dataclass(frozen=True)
class Cell:
    """How one check of one practice stands: the word, the day that goes with it, what was said."""

    check: str
    state: str
    colour: str
    when: str
    said: str
    url: str
    due: date
    closed_on: date | None
    days_late: int
    is_done: bool
    has_found: bool


@dataclass(frozen=True)
class Row:
    """A practice's checks in the order of the columns; None where it was not asked."""

    practice: str
    code: str
    cells: list[Cell | None]

    @property
    def done(self):
        """How many of them are done, of how many: 2 of 3."""
        asked = [one for one in self.cells if one]
        return f"{sum(one.is_done for one in asked)} of {len(asked)}"

    @property
    def worst(self):
        """Late first, then what is not done."""
        asked = [one for one in self.cells if one]
        late = sum(one.days_late > 0 for one in asked)
        return -late, sum(one.is_done for one in asked) - len(asked), self.practice


@dataclass(frozen=True)
class MonthLink:
    """A month of which practices were asked."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Grid:
    """How the checks of a group stand for a month; `columns` are what was asked."""

    group: Group
    heading: str
    caption: str
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    months: list[MonthLink] = field(default_factory=list)
    not_seen: str = ""
    take_url: str = ""


def group_of(user, code, to=VIEW):
    """The group by its code, where the user has the permission over it. Raises NoSuchGroup."""
    found = Group.objects.filter(code=code).first()
    reach = access.reach(user, to)
    if found is None or not (reach.everything or found.pk in reach.groups):
        raise NoSuchGroup(code)
    return found


def reader_of(user, code):
    """The same for whoever may read what was agreed: its practices too. Raises NoSuchGroup."""
    found = Group.objects.filter(code=code).first()
    own = (one.practice_id for one in access.appointments(user) if one.practice_id)
    if found and found.pk in access.groups_of(frozenset(own)):
        return found
    return group_of(user, code)


def months(group):
    """Months of which practices of a group were asked, newest first: (year, month)."""
    return sorted(_months(group.pk), reverse=True)


@kept_for_anybody
def _months(group):
    return Check.objects.filter(agreed__group=group).values_list("year", "month").distinct()


def grid(user, group, *, today, at=None):
    """The grid of a month, the newest unless one is asked for. Raises NoSuchMonth."""
    there = months(group)
    if not there and at is None:
        return Grid(group, f"No practice of {group} was asked for a check yet", str(group))
    at = at or there[0]
    if at not in there:
        raise NoSuchMonth(at)
    year, month = at
    asked = Check.objects.filter(agreed__group=group, year=year, month=month)
    seen = asked.visible_to(user)
    rows = _rows(seen, today)
    checks = [one for row in rows for one in row.cells if one]
    unseen = asked.values("practice").distinct().count() - len(rows)
    return Grid(
        group=group,
        heading=f"Checks of {group} for month {month}: {counts(checks)}",
        caption=f"{periods.month_and_year(year, month)}, as it stands on {periods.day(today)}",
        columns=_columns(seen),
        rows=rows,
        months=[_link(group, one, at) for one in there],
        not_seen=_not_seen(unseen),
        take_url=reverse("checks:grid-table", args=[group.code]),
    )


def counts(cells):
    """31 of 57 done, 4 late, 2 found something."""
    late = sum(one.days_late > 0 for one in cells)
    found = sum(one.has_found for one in cells)
    said = [f"{sum(one.is_done for one in cells)} of {len(cells)} done"]
    said += [f"{late} late"] if late else []
    said += [f"{found} found something"] if found else []
    return ", ".join(said)


def _rows(asked, today):
    rows = asked.select_related("practice", "agreed", "action").order_by("practice__name", "pk")
    found = list(rows)
    said = _said(found)
    columns = sorted({one.agreed_id for one in found})
    by_practice = {}
    for one in found:
        by_practice.setdefault(one.practice, {})[one.agreed_id] = _cell(one, said, today)
    made = [
        Row(practice.name, practice.code, [cells.get(column) for column in columns])
        for practice, cells in by_practice.items()
    ]
    return sorted(made, key=lambda row: row.worst)


def _columns(asked):
    rows = asked.order_by("agreed").values_list("agreed", "agreed__text").distinct()
    return [text for _, text in rows]


def _said(checks):
    """{action: the last words under it}."""
    notes = ActionNote.objects.filter(action__in=[one.action_id for one in checks])
    return dict(notes.exclude(said="").order_by("pk").values_list("action", "said"))


def _cell(check, said, today):
    action = check.action
    state, colour = _state(check, today)
    return Cell(
        check=check.agreed.text,
        state=state,
        colour=colour,
        when=_when(check, today),
        said=said.get(action.pk, ""),
        url=reverse("meetings:action-detail", args=[action.pk]),
        due=action.due,
        closed_on=action.closed_on,
        days_late=action.days_late(today),
        is_done=action.state == State.DONE,
        has_found=action.finding == Finding.FOUND,
    )


def _state(check, today):
    action = check.action
    if action.finding:
        return action.get_finding_display(), COLOURS[action.finding]
    if check.withdrawn_on and action.state != State.DONE:
        return WITHDRAWN, "grey"
    if action.state != State.OPEN:
        return action.get_state_display(), COLOURS[action.state]
    late = words.late(action, today)
    return (late, "orange") if late else ("Not done", "white")


def _when(check, today):
    """Due 23 March; 9 March; 9 March, figures withdrawn."""
    action = check.action
    if action.state == State.OPEN:
        return f"{'was due' if action.days_late(today) else 'due'} {words.day(action.due)}"
    gone = ", figures withdrawn" if check.withdrawn_on and action.state == State.DONE else ""
    return f"{words.day(action.closed_on)}{gone}"


def _not_seen(number):
    if not number:
        return ""
    return f"{counted(number, 'practice', 'practices')} asked that month stand elsewhere now"


def _link(group, at, current):
    url = f"{reverse('checks:grid', args=[group.code])}?year={at[0]}&month={at[1]}"
    return MonthLink(periods.month_and_year(*at), url, at == current)


@dataclass(frozen=True)
class Agreed:
    """One check that was agreed, in words. `url` changes it, where the user may."""

    text: str
    figure: str
    days: str
    span: str
    url: str = ""


@dataclass(frozen=True)
class AgreedPage:
    """What a group agreed with its practices; what is over stands last."""

    group: Group
    heading: str
    rows: list[Agreed]
    may_edit: bool


def agreed_page(user, group, *, today):
    """What was agreed in a group. `today` says what is over."""
    reach = access.reach(user, EDIT)
    may_edit = reach.everything or group.pk in reach.groups
    rows = AgreedCheck.objects.filter(group=group).select_related("heading")
    found = sorted(rows, key=lambda one: (bool(one.to_date and one.to_date < today), one.pk))
    number = counted(len(found), "check", "checks")
    heading = f"{group} agreed on {number} with its practices"
    if not found:
        heading = f"{group} has agreed on no checks with its practices"
    return AgreedPage(group, heading, [_agreed(one, may_edit) for one in found], may_edit)


def _agreed(one, may_edit):
    first = _month_of(one.from_date)
    span = f"from {first}" if one.to_date is None else f"{first} to {_month_of(one.to_date)}"
    return Agreed(
        text=one.text,
        figure=str(one.heading) if one.heading else "All its figures",
        days=counted(one.days, "day", "days"),
        span=span,
        url=reverse("checks:agreed-change", args=[one.pk]) if may_edit else "",
    )


def _month_of(day):
    return periods.month_and_year(periods.year_of(day), periods.month_of(day))
