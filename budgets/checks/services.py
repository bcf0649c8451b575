"""What a group agrees that its practices check, and what a publication makes of it (B14)."""

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from budgets.checks import months
from budgets.models import AgreedCheck, Check
from budgets.queries import about
from meetings.models import Action, ActionNote, Deed, State
from pbc.core import periods, versions
from pbc.core.deeds import deed
from pbc.core.models import GroupMembership, Role
from pbc.core.values import Figure, Scope

TAKEN_BACK = "The figures of its month were withdrawn"
BACK = "The figures of its month are back"


class NotAgreed(Exception):
    """Why what was agreed stays as it is; fit to show."""


@deed
def agree_check(*, group, text, heading, days, from_date, to_date, by):
    """Write down that each practice of a group looks at this in every month's figures.

    From the month that begins on `from_date` to the one that `to_date` (None: no end) is in. What
    is published from now on makes checks of it; nothing is asked of what is published already.
    """
    said = {"heading": heading, "days": days, "from_date": from_date, "to_date": to_date}
    return AgreedCheck.objects.create(
        group=group, text=text, **said, changed_by=by, changed_at=Now()
    )


@deed
def change_check(*, agreed, version, days, to_date, by):
    """Agree on other days, or on a last month. What was asked already stays as it was.

    Raises ChangedMeanwhile and NotAgreed.
    """
    held = versions.held(agreed, version=version)
    if to_date and to_date < held.from_date:
        raise NotAgreed("The last month is no earlier than the first")
    held.days, held.to_date = days, to_date
    versions.keep(held, by=by)
    return held


def make_checks(*, submission, moves, by):
    """Ask the practices for their checks of the months that a publication brought them.

    Runs inside its transaction. Each practice that is in the group on that day is asked about the
    last month that the file is the first to bring it: of a month that was published before nothing
    is asked anew, but what was withdrawn with the month comes back with it.
    """
    bring_back(submission=submission, moves=moves, by=by)
    new = months.new(submission, moves)
    agreed = AgreedCheck.objects.asked_of({months.of(move) for move in new})
    agreed = agreed.select_for_update(of=("self",), no_key=True).select_related("heading")
    agreed = list(agreed.order_by("pk"))
    if not agreed:
        return
    wanted = _not_asked_yet(agreed, months.brought(agreed, new, submission.known_from))
    on = submission.known_from
    actions = Action.objects.bulk_create(_action(*one, on, by) for one in wanted)
    Check.objects.bulk_create(
        Check(agreed=check, practice=practice, year=year, month=month, action=action)
        for (check, practice, year, month), action in zip(wanted, actions, strict=True)
    )


def _not_asked_yet(agreed, brought):
    """[(what was agreed, practice, year, month)] of the checks that there are not yet."""
    places = {(year, month) for _, year, month in brought}
    rows = Check.objects.filter(
        agreed__in=agreed,
        year__in={year for year, _ in places},
        month__in={month for _, month in places},
    )
    there = set(rows.values_list("agreed", "practice", "year", "month"))
    return [
        (one, member.practice, year, month)
        for one in agreed
        for member, year, month in brought
        if member.group_id == one.group_id
        and one.is_asked_of(year, month)
        and (one.pk, member.practice_id, year, month) not in there
    ]


def _action(agreed, practice, year, month, on, by):
    due = on + timedelta(days=agreed.days)
    what = f"{practice}, {agreed.heading}" if agreed.heading else str(practice)
    return Action(
        text=agreed.text,
        practice=practice,
        owner_role=Role.PRACTICE_MANAGER,
        **_due(due),
        about=_code(agreed, practice, year, month, on),
        about_said=about.in_words(what, year=year, month=month)[:200],
        raised_by=by,
        raised_on=on,
        asks_finding=True,
    )


def _code(agreed, practice, year, month, on):
    """The code of the figure; empty for a year that no code says."""
    heading = agreed.heading and agreed.heading.code
    try:
        return Figure(Scope("practice", practice.code), year, month, heading, on).code
    except ValueError:
        return ""


def take_back(*, submission, moves, by):
    """Say of checks whose month is in force no longer that it was withdrawn; what was still to be
    done of them is dropped. Runs inside the transaction of the withdrawal."""
    lost = [one for one in months.checks_of(moves, held=False) if not one.withdrawn_on]
    if not lost:
        return
    on, why = moves[0].known_from, f"{TAKEN_BACK}: {submission.sentence}"[:500]
    pending = [one for one in lost if one.action.state == State.OPEN]
    checks = Check.objects.filter(pk__in=[one.pk for one in lost])
    checks.update(withdrawn_on=on, was_open=False)
    Check.objects.filter(pk__in=[one.pk for one in pending]).update(was_open=True)
    dropped = {"state": State.DROPPED, "closed_on": on}
    _write([one.action for one in pending], Deed.DROPPED, why, on, by, dropped)


def bring_back(*, submission, moves, by):
    """Ask again for the checks that a withdrawal dropped, where their month is in force again, and
    of practices that are in the group still; they have all their days for it once more."""
    found = [one for one in months.checks_of(moves, held=True) if one.withdrawn_on]
    if not found:
        return
    on = moves[0].known_from
    pending = _to_ask_again(found, on)
    checks = Check.objects.filter(pk__in=[one.pk for one in found])
    checks.update(withdrawn_on=None, was_open=False)
    for days in sorted({one.agreed.days for one in pending}):
        due = on + timedelta(days=days)
        actions = [one.action for one in pending if one.agreed.days == days]
        opened = {"state": State.OPEN, "closed_on": None, **_due(due)}
        said = f"{BACK}: due on {periods.day(due)} now"
        _write(actions, Deed.REOPENED, said, on, by, opened)


def _to_ask_again(checks, on):
    """Those of current members that the withdrawal closed, and nobody else since."""
    members = GroupMembership.objects.known_on(on).in_force(on)
    members = set(members.values_list("group", "practice"))
    notes = ActionNote.objects.filter(action__in=[one.action_id for one in checks])
    notes = notes.exclude(deed=Deed.NOTE).order_by("pk")
    last = dict(notes.values_list("action", "said"))
    return [
        one
        for one in checks
        if one.was_open
        and one.action.state == State.DROPPED
        and last.get(one.action_id, "").startswith(TAKEN_BACK)
        and (one.agreed.group_id, one.practice_id) in members
    ]


def _due(day):
    return {"due": day, "due_typed": periods.day(day)}


def _write(actions, what, said, on, by, fields):
    """Change these actions as their next versions, with an entry under each that says so."""
    signed = {"version": F("version") + 1, "changed_by": by, "changed_at": Now()}
    Action.objects.filter(pk__in=[one.pk for one in actions]).update(**fields, **signed)
    ActionNote.objects.bulk_create(
        ActionNote(action=one, deed=what, said=said, by=by, on_date=on) for one in actions
    )
