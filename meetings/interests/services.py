"""What happens when an interest is declared or ends, and when an item touches one (A10)."""

from django.utils import timezone

from meetings.diary import rules
from meetings.interests import queries
from meetings.interests.reading import mark, one_space
from meetings.models import Exclusion, Interest, Item, Touch
from meetings.questions.parties import somebody
from pbc.core import periods, versions
from pbc.core.deeds import deed

CONFIRMED = "The chair confirmed something because of it: ask who keeps the body"


@deed
def declare_interest(*, body, who, subject, nature, from_date, on, by):
    """Write down that somebody of a body, a person or a name, has an interest in something."""
    fields = somebody(who, "person")
    return Interest.objects.create(
        body=body,
        person=fields.get("person"),
        name=fields.get("person_name", ""),
        subject=one_space(subject),
        nature=nature,
        from_date=from_date,
        written_by=by,
        written_on=on,
    )


@deed
def end_interest(*, interest, on, by):
    """Say that somebody has the interest no longer: that day is the last. Raises NotKept."""
    held = rules.standing(interest)
    if on < held.from_date:
        raise rules.NotKept("They had it from a later day. Look at the day", "on")
    if held.to_date and held.to_date <= on:
        raise rules.NotKept(f"It ended on {periods.day(held.to_date)} already", "on")
    held.to_date = on
    held.save()
    return held


@deed
def withdraw_interest(*, interest, why, on, by):
    """Take back an interest that was declared by mistake. Raises NotKept: once the chair confirmed
    something because of it, only who keeps the body takes it back."""
    held = rules.standing(interest)
    if held.exclusions.exists() and not queries.may(by, held.body):
        raise rules.NotKept(CONFIRMED)
    return rules.take_back(interest, why=why, on=on, by=by)


@deed
def say_what_it_touches(*, item, subjects, by, shown=None):
    """Say which of the names in the register an item touches; the others it does not.

    `shown` is the mark of what it touched when the person looked, None of who saw no form. Raises
    ChangedMeanwhile where it touches something else by now, and NotKept.
    """
    held = _open(item, by)
    there = list(held.touches.select_for_update().order_by("pk"))
    if shown is not None and shown != mark(there):
        raise versions.ChangedMeanwhile(held, versions.NOT_OPENED)
    wanted = {one_space(subject) for subject in subjects}
    for touch in there:
        if touch.is_off == (touch.subject in wanted):
            touch.is_off = touch.subject not in wanted
            touch.save()
        wanted.discard(touch.subject)
    for subject in sorted(wanted):
        Touch.objects.create(item=held, subject=subject, written_by=by)
    return held


@deed
def confirm_exclusions(*, item, said, on, by):
    """Confirm who takes no part in an item and who stays, and why: {interest's id: (version of
    what was confirmed before, 0 of nothing; whether they withdrew; why)}.

    Raises ChangedMeanwhile where somebody else confirmed otherwise meanwhile, and NotKept.
    """
    held = _open(item, by)
    _still_declared(said)
    before = {one.interest_id: one for one in held.exclusions.select_for_update(of=("self",))}
    for interest, (version, withdrew, reason) in said.items():
        there = before.get(interest)
        if there is None:
            Exclusion.objects.create(
                item=held,
                interest_id=interest,
                withdrew=withdrew,
                reason=reason,
                confirmed_by=by,
                confirmed_on=on,
                changed_by=by,
                changed_at=timezone.now(),
            )
        elif (there.withdrew, there.reason) != (withdrew, reason):
            _confirm_again(versions.held(there, version=version), withdrew, reason, on, by)
    return held


def _still_declared(interests):
    """Hold these interests; refuse where one was taken back."""
    held = Interest.objects.select_for_update(of=("self",)).filter(pk__in=interests).order_by("pk")
    if any(one.withdrawn_on for one in held):
        raise rules.NotKept("An interest was taken back meanwhile. Look at them again")


def _confirm_again(exclusion, withdrew, reason, on, by):
    exclusion.withdrew, exclusion.reason = withdrew, reason
    exclusion.confirmed_by, exclusion.confirmed_on = by, on
    versions.keep(exclusion, by=by)


def _open(item, by):
    """The item, locked after its meeting, which can still change."""
    meeting = rules.alone(item.meeting)
    rules.not_cancelled(meeting)
    rules.to_be_seen_again(meeting, by=by)
    return Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
