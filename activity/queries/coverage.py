"""What a file could cover: months of localities, and of practices, of which it has rows."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, Sum

from activity.models import CoverageDecision, PositionRollUp, State
from activity.queries import words
from activity.queries.slices import in_order, place_names
from activity.queries.versions import covered
from pbc.core import access, money, periods

OUTSIDE = "outside-coverage"


@dataclass(frozen=True)
class Choice:
    """A slice, or all months of a practice, that a person can say the file covers."""

    value: str
    label: str
    is_covered: bool


@dataclass(frozen=True)
class Said:
    """Who said what this file covers, when and why."""

    by: str
    at: object
    reason: str
    instead_of: int


@dataclass(frozen=True)
class Coverage:
    """The months of localities that the file has rows of, and its practices by themselves."""

    slices: list[Choice] = field(default_factory=list)
    practices: list[Choice] = field(default_factory=list)


def offered(submission):
    """{slice: (rows, money)} of all that a file has sound rows for, those it does not cover among
    them: of months of localities, and of each practice's in them."""
    found = defaultdict(lambda: (0, Decimal("0.00")))
    place = ("year", "month", "locality", "practice")
    inside = PositionRollUp.objects.filter(submission=submission).exclude(first_month=0)
    outside = submission.parked.filter(code=OUTSIDE, locality__isnull=False)
    for rows in (
        inside.values_list(*place).annotate(count=Sum("rows"), cost=Sum("actual_cost")),
        outside.values_list(*place).annotate(count=Count("pk"), cost=Sum("money")),
    ):
        for year, month, locality, practice, count, cost in rows:
            for key in {(year, month, locality, None), (year, month, locality, practice)}:
                found[key] = found[key][0] + count, found[key][1] + cost
    return dict(found)


def coverage(submission, user):
    """The choices of somebody who may say what this file covers, within their reach; None where
    there are none."""
    reach, has = access.reach(user, "activity.publish_submission"), offered(submission)
    keys = [k for k in in_order(has) if reach.everything or k[2] in reach.localities]
    if not keys:
        return None
    now, names = set(covered(submission)), place_names(keys)
    whole = [_slice(key, has[key], key in now, names) for key in keys if key[3] is None]
    return Coverage(whole, _practices(keys, has, now, names))


def _slice(key, has, is_covered, names):
    year, month, locality, _ = key
    when = f"month {month} of {periods.year_name(year)}"
    label = f"{names[locality, None]}, {when}: {_amount(*has)}"
    return Choice(f"{year}-{month}-{locality}", label, is_covered)


def _practices(keys, has, now, names):
    """Each practice with its months, by name."""
    of = defaultdict(list)
    for key in keys:
        if key[3] is not None:
            of[key[3]].append(key)
    choices = []
    for practice, months in of.items():
        rows, cost = (sum(part) for part in zip(*(has[key] for key in months), strict=True))
        span = periods.span_in_words({month for _, month, *_ in months})
        label = f"{names[months[0][2:]]}, {span}: {_amount(rows, cost)}"
        choices.append(Choice(str(practice), label, any(key in now for key in months)))
    return sorted(choices, key=lambda choice: choice.label)


def _amount(rows, cost):
    return f"{words.counted(rows, 'row')}, {money.pounds(cost)}"


def chosen(submission, whole, practices):
    """The slices that are meant by whole months of localities, (year, month, locality id), and by
    practices: beside those, all months of the practices that lie in none of them."""
    offers = offered(submission)
    own = {key for key in offers if key[3] in set(practices) and key[:3] not in set(whole)}
    return in_order({(*place, None) for place in whole} | own)


def decision(submission):
    """What somebody said that a reading covers: its own decision, else the last one before it
    whose reading was not discarded. None where its rows say it."""
    made = CoverageDecision.objects.filter(
        submission__delivery=submission.delivery_id, submission__lte=submission.pk
    )
    stands = made.filter(~Q(submission__state=State.DISCARDED) | Q(submission=submission.pk))
    return stands.select_related("by").order_by("pk").last()


def said(submission):
    """Who said what this file covers; None where its rows did."""
    found = decision(submission)
    return found and Said(str(found.by), found.recorded_at, found.reason, found.instead_of_id)
