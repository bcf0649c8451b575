"""What a button makes true, said before it is pressed."""

from collections import defaultdict
from dataclasses import dataclass, field

from activity.models import State, Submission
from activity.queries import assignments, audience, left, words
from activity.queries.changes import money_of
from activity.queries.months import NEW, RESTATED, SAME
from activity.queries.slices import place_names
from activity.queries.versions import (
    brings,
    held_after_taking_back,
    held_now,
    left_alone,
)
from pbc.core import money, periods, registry


@dataclass(frozen=True)
class Told:
    """What becomes of the scopes that a deed touches: those said at once, and the rest, which a
    page folds away under a heading."""

    said: list[str]
    rest: list[str] = field(default_factory=list)
    heading: str = ""


SECTION = "submission consequences"  # upper apps add their sentences under this name


def of_publishing(submission, months, *, user, today):
    """What is true once a reading is published: its sentences, and what the page folds away, as
    Told with a rest each."""
    told = [
        entry.read(submission=submission, user=user, today=today)
        for entry in registry.sections
        if entry.name == SECTION
    ]
    said = [sentence for one in told for sentence in one.said]
    folded = [one for one in told if one.rest]
    slices = brings(submission)
    untouched = "month, and no other practice," if any(key[3] for key in slices) else "month"
    told_first = words.sentence_case(months_in_words(months))
    said.append(f"{told_first}. No other {untouched} is touched.")
    said += [f"{sentence}." for sentence in left.in_words(submission)]
    said += filter(None, [assignments.consequence(assignments.by_hand(submission))])
    if submission.rows_parked:
        rows = words.counted(submission.rows_parked, "row")
        stays = "stays" if submission.rows_parked == 1 else "stay"
        said.append(
            f"{words.sentence_case(rows)} with {money.pence(submission.money_parked)} {stays} "
            "parked and outside every total."
        )
    people = len(audience.of(slices, on=today, but=user, left=left_alone(submission)))
    if people:
        said.append(
            f"{words.sentence_case(words.counted(people, 'person', 'people'))} "
            f"{'is' if people == 1 else 'are'} told once."
        )
    said.append(f"Its figures count as known from {periods.day(today)}.")
    said.append("You can undo it. Both versions are kept, and what people saw before still shows.")
    return said, folded


def months_in_words(months):
    """Month 6 is new, month 4 is £12,406.55 less, months 1 to 3, 5 are the same to the penny."""
    by_change = defaultdict(list)
    for group in months.groups:
        for row in group.rows:
            by_change[row.change].append((row, group.name))
    parts = [_part(change, by_change[change], len(months.groups)) for change in (NEW, RESTATED)]
    if by_change[SAME]:
        alone = len(by_change) == 1
        parts.append(_part(SAME, by_change[SAME], 1 if alone else len(months.groups)))
    return ", ".join(filter(None, parts))


def _part(change, rows, places):
    """One change of some months; the localities are named where there are several."""
    if not rows:
        return ""
    span = {row.month for row, _ in rows}
    said = f"{periods.span_in_words(span)} {'is' if len(span) == 1 else 'are'} "
    said += {NEW: "new", SAME: "the same to the penny", RESTATED: _restated(rows)}[change]
    return said + (f" in {words.some_of(name for _, name in rows)}" if places > 1 else "")


def _restated(rows):
    difference = sum(row.difference for row, _ in rows)
    return words.more_or_less(difference) if difference else "restated with the same total"


def of_taking_back(submission):
    """Sentences on what is true once a publication is undone, or its withdrawal taken back."""
    after, now = held_after_taking_back(submission), held_now(submission)
    then = {key: held for key, held in (now | after).items() if held}
    was, becomes = money_of(now), money_of(then)
    by_target = defaultdict(list)
    for key, held in after.items():
        by_target[held].append(key)
    names, said = place_names({*after, *now}), []
    for target, slices in sorted(by_target.items(), key=lambda pair: pair[0] or 0):
        goes_to = "this file again" if target == submission.pk else _version(target)
        figures = _figures(slices, target, was, becomes)
        said.append(f"{words.slices_in_words(slices, names)}: {goes_to}, {figures}.")
    stays = _stays(submission) if submission.state == State.PUBLISHED else {}
    if stays:
        said.append(f"{words.slices_in_words(stays, names)}: no change, a later file holds it.")
    if not after:
        said.append("No figure moves: other files hold every month that it covers.")
    said.append("Nothing is deleted. What people saw until yesterday still shows.")
    return said


def _stays(submission):
    """What other files hold, those among them that it left alone as it was published."""
    now = held_now(submission)
    return {key: held for key, held in now.items() if held != submission.pk}


def _version(number):
    if number is None:
        return "back to nothing received"
    file = Submission.objects.select_related("delivery").get(pk=number)
    return f"back to submission {file.pk}, {file.delivery.file_name}"


def _figures(slices, target, was, becomes):
    """With £100, £50.00 less than now."""
    before, after = (
        sum(amounts[key][0] for key in slices if key in amounts) for amounts in (was, becomes)
    )
    difference = after - before
    moved = f"{words.more_or_less(difference)} than now" if difference else "the same as now"
    return f"with {money.pounds(after)}, {moved}" if target else moved
