"""The desk's card of plans: years to be opened, practices that have no budget yet."""

from dataclasses import dataclass

from django.urls import reverse

from budgets.queries import holders
from budgets.queries.years import without_budget, years
from pbc.core import access, clock, periods


@dataclass(frozen=True)
class Need:
    """Something about plans that waits for finance, and where it is done."""

    text: str
    link: str
    url: str


@dataclass(frozen=True)
class PlansCard:
    """What waits for somebody who sets plans."""

    needing: list[Need]
    sentence: str


def card(user):
    """What plans lack, for somebody who may set them; None where nothing is lacking.

    The desk hands a card its user alone, so that this is an edge: the day is read here.
    """
    if not access.may(user, holders.SETS):
        return None
    today, opened = clock.today(), years()
    needing = _not_opened(opened, today)
    current = [year for year in opened if not year.closed_on]
    lacking = without_budget(user, [year.year for year in current], today=today, to=holders.SETS)
    for year in current:
        needing += _without_budget(year, len(lacking[year.year]))
    sentence = "; ".join(need.text for need in needing)
    return PlansCard(needing, sentence) if needing else None


def _not_opened(opened, today):
    year = periods.year_of(today)
    if any(one.year == year for one in opened):
        return []
    text = f"{periods.year_name(year)} has not been opened"
    return [Need(text, "Open the year", reverse("plans:year-new"))]


def _without_budget(year, number):
    if not number:
        return []
    practices = "1 practice has" if number == 1 else f"{number:,} practices have"
    url = reverse("plans:year-detail", kwargs={"year": year.year})
    return [Need(f"{practices} no budget for {year}", f"Budgets {year}", url)]
