"""How a year's money falls over its twelve months. Pure: no rows, no clock."""

from functools import lru_cache

from django.db.models import TextChoices

from pbc.core.money import exact, json_money, shares
from pbc.core.periods import MONTHS, calendar_days_by_month, working_days_by_month


class Phasing(TextChoices):
    """What a year's amount is spread by."""

    TWELFTHS = "TWELFTHS", "twelfths"
    WORKING_DAYS = "WORKING_DAYS", "working days"
    CALENDAR_DAYS = "CALENDAR_DAYS", "calendar days"
    CUSTOM = "CUSTOM", "a profile of twelve shares"
    STATED = "STATED", "twelve amounts as stated"


def weights(phasing, year, twelve=None):
    """The twelve weights of April to March; `twelve` are those of a custom profile."""
    if phasing == Phasing.TWELFTHS:
        return (1,) * len(MONTHS)
    if phasing == Phasing.WORKING_DAYS:
        return working_days_by_month(year)
    if phasing == Phasing.CALENDAR_DAYS:
        return calendar_days_by_month(year)
    return _twelve(twelve)


def spread(amount, phasing, year, twelve=None):
    """Spread a year's amount over April to March: twelve Decimals that sum to it exactly.

    `twelve` are the shares of a custom profile, in any unit, or the amounts as stated. Raises
    ValueError where they are not twelve, or where the amounts stated do not sum to the amount.
    """
    if phasing == Phasing.STATED:
        return _as_stated(amount, _twelve(twelve))
    return tuple(shares(amount, weights(phasing, year, twelve)))


def filled(amount, twelve):
    """Twelve amounts that sum to the amount exactly: the months without one (None) share the rest
    evenly, by largest remainder. Raises ValueError where no month is left to take a rest.
    """
    stated = _twelve(twelve)
    rest = amount - sum(month for month in stated if month is not None)
    weights = [int(month is None) for month in stated]
    if rest and not any(weights):
        raise ValueError("Empty the months over which the rest is to be spread")
    parts = shares(rest, weights)
    return tuple(p if m is None else m for m, p in zip(stated, parts, strict=True))


def share_of_months(months, by):
    """The exact share of a year that falls in these months, going by twelve weights."""
    return _share(frozenset(months), _twelve(by))


@lru_cache(maxsize=256)
def _share(months, by):
    by = [exact(weight) for weight in by]
    if not sum(by):
        raise ValueError("A profile needs a share in some month")
    return sum(by[month - 1] for month in months) / exact(sum(by))


def _twelve(amounts):
    if amounts is None or len(amounts) != len(MONTHS):
        raise ValueError("A profile has twelve months, April to March")
    return tuple(amounts)


def _as_stated(amount, stated):
    if sum(stated) != amount:
        total, wanted = json_money(sum(stated)), json_money(amount)
        raise ValueError(f"The twelve amounts sum to {total}, not to {wanted}")
    return stated
