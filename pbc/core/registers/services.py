"""What happens to organisations, from a day on. Nothing is rewritten: what was known of a practice
is ended and something else known from today, so that an older paper derives again."""

from datetime import timedelta

import pghistory

from pbc.core import periods
from pbc.core.deeds import deed, reason_given
from pbc.core.directory import keep_dated
from pbc.core.models import (
    GroupMembership,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
    PracticeMerger,
    Standing,
)
from pbc.core.registers import spans
from pbc.core.registers.spans import NotRegistered

DAY = timedelta(1)


@deed
def open_practice(*, code, name, town, locality, standing, group, reason, from_date, today, by):
    """Add a practice that opens in a locality with a day, and how it stands. NotRegistered."""
    stands = _stands(standing, group, reason)
    practice, made = Practice.objects.get_or_create(
        code=code, defaults={"name": name, "town": town}
    )
    if not made:
        raise NotRegistered(f"{practice} has the code {code} already", "code")
    here = {"from_date": from_date, "to_date": None}
    _keep(practice, PracticeLocality, [{"locality": locality, **here}], today)
    _keep(practice, GroupMembership, [{**stands, **here}], today)
    return practice


@deed
def change_practice(*, practice, name, town, by):
    """Change how a practice is called. Its code stays, and so does every figure."""
    practice = spans.alone(practice)
    practice.name, practice.town = name, town
    practice.save()
    return practice


@deed
def move_practice(*, practice, locality, from_date, seen, today, by):
    """Put a practice in another locality from a day on. Raises NotRegistered."""
    practice = spans.alone(practice, seen)
    place = spans.there(practice, from_date)
    if place.locality_id == locality.pk:
        since = periods.day(place.from_date)
        raise NotRegistered(f"{practice} is in {locality} from {since} already", "locality")
    _change(practice, PracticeLocality, {"locality": locality}, from_date, today)
    return practice


@deed
def change_standing(*, practice, standing, group, reason, from_date, seen, today, by):
    """Say how a practice stands towards commissioning from a day on: in a group, or in none and
    why (A02). Raises NotRegistered."""
    practice = spans.alone(practice, seen)
    stands = _stands(standing, group, reason)
    spans.there(practice, from_date)
    now = spans.on(practice.memberships, from_date)
    if now and (now.standing, now.group, now.reason) == tuple(stands.values()):
        since = periods.day(now.from_date)
        raise NotRegistered(f"{practice} stands so from {since} already", "standing")
    _change(practice, GroupMembership, stands, from_date, today)
    return practice


def _stands(standing, group, reason):
    """A member has a group, a practice outside has a reason."""
    if standing == Standing.MEMBER:
        if group is None:
            raise NotRegistered("Choose the group that it is in", "group")
        return {"standing": Standing.MEMBER, "group": group, "reason": ""}
    if group is not None:
        raise NotRegistered("It is in no group: choose none", "group")
    if not reason.strip():
        raise NotRegistered("Say why it is in no group", "reason")
    return {"standing": Standing(standing), "group": None, "reason": reason.strip()}


@deed
def close_practice(*, practice, last_day, into, seen, today, by):
    """Close a practice with a day, and say into which other one it merges, if into any.

    What it spent before stays under its own code. Raises NotRegistered.
    """
    practice = spans.alone(practice, seen)
    if spans.there(practice, last_day, "last_day").to_date == last_day:
        raise NotRegistered(f"{practice} closes on that day already", "last_day")
    if into is not None:
        _merge(practice, into, last_day + DAY)
    for model in (PracticeLocality, GroupMembership):
        known = spans.known(practice, model)
        _keep(practice, model, spans.cut(known, last_day + DAY), today)
    return practice


def _merge(practice, into, on_date):
    if into.pk == practice.pk:
        raise NotRegistered("A practice does not merge into itself: choose another", "into")
    if spans.on(into.localities, on_date) is None:
        raise NotRegistered(f"{into} is not open on {periods.day(on_date)}", "into")
    if practice.merger:
        raise NotRegistered(f"{practice} was merged into {practice.merger.into} already", "into")
    PracticeMerger.objects.create(practice=practice, into=into, on_date=on_date)


@deed
def undo_closing(*, practice, reason, seen, today, by, stays_closed=False):
    """Take back the last closing of a practice that was written down by mistake, with its merger:
    from the day after it what was known before holds again. Or only the merger, where it
    `stays_closed`. Raises NotRegistered."""
    practice = spans.alone(practice, seen)
    closed_on, merger = spans.last_day(practice), practice.merger
    if closed_on is None:
        raise NotRegistered(f"{practice} is open, and no closing is written down")
    if stays_closed and merger is None:
        raise NotRegistered(f"{practice} was merged into none", "stays_closed")
    with pghistory.context(why=reason_given(reason, NotRegistered)):
        if merger:
            _undo_merger(merger, today)
        if not stays_closed:
            for model in (PracticeLocality, GroupMembership):
                _keep(practice, model, spans.as_before(practice, model, closed_on), today)
    return practice


def _undo_merger(merger, today):
    """End a merger; refused where the other practice has closed since, with all it took over.
    One that is to close on a later day is still there."""
    ended = spans.last_day(merger.into)
    if ended and ended < today:
        raise NotRegistered(
            f"{merger.into}, into which {merger.practice} was merged, has closed itself, and its "
            f"last day was {periods.day(ended)}: undo that closing first"
        )
    merger.undone_on = today
    merger.save()


def _change(practice, model, fields, from_date, today):
    """Let something else hold of a practice from a day on, for as long as it is open."""
    last = spans.last_day(practice)
    wanted = spans.cut(spans.known(practice, model), from_date)
    wanted.append({**fields, "from_date": from_date, "to_date": last})
    _keep(practice, model, wanted, today)


def _keep(practice, model, wanted, today):
    keep_dated(model, {"practice": practice}, wanted, known_from=today, ends=today)


@deed
def add_organisation(*, model, code, name, by):
    """Add a group or a provider. Raises NotRegistered where the code is taken."""
    found, made = model.objects.get_or_create(code=code, defaults={"name": name})
    if not made:
        raise NotRegistered(f"{found} has the code {code} already", "code")
    return found


@deed
def add_locality(*, model, code, name, commissioner, from_date, today, by):
    """Add a locality, under a commissioner from a day on."""
    locality = add_organisation(model=model, code=code, name=name, by=by)
    LocalityCommissioner.objects.create(
        locality=locality, commissioner=commissioner, from_date=from_date, known_from=today
    )
    return locality


@deed
def move_locality(*, locality, commissioner, from_date, seen, today, by):
    """Put a locality under another commissioner from a day on. Raises NotRegistered."""
    locality = spans.alone(locality, seen)
    held = spans.on(locality.commissioners, from_date)
    if held is None:
        raise NotRegistered(
            f"{locality} is under no PCT on {periods.day(from_date)}: choose a later day",
            "from_date",
        )
    if held.commissioner_id == commissioner.pk:
        since = periods.day(held.from_date)
        raise NotRegistered(
            f"{locality} is under {commissioner} from {since} already", "commissioner"
        )
    wanted = spans.cut(spans.known(locality, LocalityCommissioner), from_date)
    wanted.append({"commissioner": commissioner, "from_date": from_date, "to_date": None})
    owner = {"locality": locality}
    keep_dated(LocalityCommissioner, owner, wanted, known_from=today, ends=today)
    return locality


@deed
def rename_organisation(*, organisation, name, by):
    """Change how a group, a provider or a locality is called; its code stays."""
    found = type(organisation).objects.select_for_update().get(pk=organisation.pk)
    found.name = name
    found.save()
    return found
