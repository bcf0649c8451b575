"""What is still open in a financial year that somebody wants to close, and what became of it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from activity.models import State, Submission
from activity.models.submission import FOR_A_WORKER
from budgets.models import BudgetEntry, OtherSpend
from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core import money, periods
from pbc.core.models import FinancialYear
from pbc.core.people.history import names_of
from pbc.core.services import NotMoved
from pbc.core.values import Scope

WAITS = (State.STAGED, State.NEEDS_REASON, State.MAPPING_NEEDED)
MOST = 3  # returns that are named one by one
DEEDS = {"open_year": "Opened", "close_year": "Closed", "reopen_year": "Opened again"}


@dataclass(frozen=True)
class Matter:
    """Something open: in a sentence, where it is settled, and whether it must be first.

    `name` is the word for it in the setting PBC_CLOSE_DESPITE.
    """

    name: str
    sentence: str
    link: str
    url: str

    @property
    def refuses(self):
        """Whether the year cannot be closed over it, not even with a reason."""
        return self.name not in settings.PBC_CLOSE_DESPITE


def matters(year, user, *, today):
    """What is still open in a year, what must be settled first before the rest. Files are of every
    PCT, and those that the user may not see are told apart."""
    stands = position(read_book(year=year.year, known_on=today), Scope("county", None), 12)
    found = [*_files(year, user), *_returns(year, stands), *_parked(stands), *_month_13(year)]
    return sorted(found, key=lambda matter: not matter.refuses)


def refuse(*, year, on, by):
    """Raise NotMoved where a year that is being closed has something open that must be settled."""
    first = [matter.sentence for matter in matters(year, by, today=on) if matter.refuses]
    if first:
        raise NotMoved(" ".join(first))


def history(year):
    """When a year was opened, closed and opened again, by whom and why, the oldest first."""
    events = FinancialYear.pgh_event_model.objects.filter(pgh_obj=year)
    events = list(events.select_related("pgh_context").order_by("pgh_id"))
    names = names_of(events)
    return [said for event in events if (said := _became(event, names))]


def _became(event, names):
    about = event.pgh_context.metadata if event.pgh_context else {}
    what = DEEDS.get(about.get("deed"))
    who = names.get(about.get("user"), "the site")
    why = f": {event.reason}" if event.reason else ""
    return what and f"{what} on {periods.day(event.pgh_created_at)} by {who}{why}"


def _files(year, user):
    """Files that wait for a person, and those still being read; of the latter also the ones that
    do not say yet of which year they are."""
    said = Q(year=year.year) | Q(covered__year=year.year)
    expected = Q(delivery__expected_year=None) | Q(delivery__expected_year=year.year)
    number, others = _counted(user, said, state__in=WAITS)
    if number:
        wait = "1 file waits" if number == 1 else f"{number:,} files wait"
        what = f"{wait} for somebody to publish or discard what was sent in for {year}"
        yield _files_matter(what, number, others)
    number, others = _counted(user, said | Q(year=None) & expected, state__in=FOR_A_WORKER)
    if number:
        read = "1 file is" if number == 1 else f"{number:,} files are"
        yield _files_matter(f"{read} still being read, and may be for {year}", number, others)


def _counted(user, *of, **which):
    """How many files there are, and how many of them the user may not see."""
    rows = Submission.objects.filter(*of, **which)
    seen = Submission.objects.visible_to(user).filter(pk__in=rows.values("pk"))
    number = rows.distinct().count()
    return number, number - seen.count()


def _files_matter(what, number, others):
    """The Matter of so many files; of others the user's own list of files shows nothing."""
    rest = ""
    if others:
        which = f"{others:,} of them" if others < number else "It" if number == 1 else "All"
        whose = "is of another PCT" if others == 1 else "are of other PCTs"
        rest = f" {which} {whose}: their finance settles it."
    return Matter("files", f"{what}.{rest}", "Files sent in", reverse("activity:submission-list"))


def _returns(year, stands):
    """Months of localities for which no file was published."""
    if stands.missing:
        named, more = stands.missing[:MOST], len(stands.missing) - MOST
        rest = f"; and {more:,} more" if more > 0 else ""
        said = f"Not received: {'; '.join(named)}{rest}."
        url = reverse("budgets:position-county") + f"?year={year.year}&month=12"
        yield Matter("returns", said, f"The position of {year}", url)


def _parked(stands):
    if stands.parked:
        said = (
            f"{money.pence(stands.parked)} stands in rows that are parked, in no practice’s spend."
        )
        yield Matter(
            "parked", said, "The files with parked rows", reverse("activity:submission-list")
        )


def _month_13(year):
    """A year with budgets, for which nobody has said what its end adjusts."""
    entries = BudgetEntry.objects.filter(year=year.year)
    adjusted = entries.exclude(month_13=0).exists()
    spent = OtherSpend.objects.filter(year=year.year, month=periods.YEAR_END).exists()
    if entries.exists() and not adjusted and not spent:
        url = reverse("plans:year-detail", kwargs={"year": year.year})
        yield Matter(
            "month-13", "Nothing stands in month 13, the year-end.", f"Budgets {year}", url
        )
