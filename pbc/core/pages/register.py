"""The page of the register: who was where on a day, and in which group."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Sum, When

from pbc.core.kept_lists import total, totals
from pbc.core.models import (
    GroupMembership,
    LocalityCommissioner,
    Practice,
    PracticeLocality,
    Standing,
)
from pbc.core.pages.frame import (
    NOT_STATED,
    counted,
    in_a_group,
    locality_url,
    practice_url,
    shown,
)
from pbc.core.paging import paged
from pbc.core.statements import kept_for_anybody

BY_NAME = ("practice__name", "practice")


@dataclass(frozen=True)
class PracticePart:
    """A practice in a locality on a day, and how it stands towards commissioning."""

    name: str
    code: str
    url: str
    standing: str
    standing_code: str
    reason: str
    from_date: date | None
    to_date: date | None
    patients: int | None


@dataclass(frozen=True)
class LocalityPart:
    """A locality with its practices; `since` is the day from which it is under this body, `number`
    how many practices it has, on whatever pages."""

    name: str
    code: str
    url: str
    since: date | None
    sentence: str
    patients: int | None
    number: int
    practices: list[PracticePart]


@dataclass(frozen=True)
class CommissionerPart:
    """A commissioner with its localities."""

    name: str
    localities: list[LocalityPart]


@dataclass(frozen=True)
class RegisterPage:
    """The register as it was on a day."""

    day: date
    heading: str
    shown: str
    commissioners: list[CommissionerPart]


@dataclass(frozen=True)
class Place:
    """A locality on a day and how much is there: its practices are counted, and not read."""

    row: LocalityCommissioner
    number: int
    members: int
    patients: int | None

    @property
    def lines(self):
        """How much of a page it takes: a line for each practice, or one that says there is none."""
        return self.number or 1


def register_page(*, day, today):
    """Every commissioner, locality and practice as on that day."""
    places = _places(day, today)
    return _page(places, list(_with_practices(day, today)), day, today)


def one_page(*, day, today, number):
    """The register with the practices of one page alone, and that page. What is said of a
    locality, its total too, is said of the whole of it."""
    places = _places(day, today)
    page = paged(range(sum(one.lines for one in places)), number)
    found, before, many = _on_page(places, page)
    there = tuple(one.row.locality_id for one in found)
    rows = _rows(day, today, there, before, many)
    return _page(found, rows, day, today), page


# Days are filled in. There are as many pages of it as a county has localities and practices.
@kept_for_anybody(blank=("day", "today"))
def _rows(day, today, localities, before, many):
    """Where so many practices of these localities were, in their order."""
    order = Case(*(When(locality=pk, then=at) for at, pk in enumerate(localities)), default=None)
    rows = _with_practices(day, today).filter(locality__in=localities)
    return rows.order_by(order, *BY_NAME)[before : before + many]


def _there(day, today):
    """Where practices were on a day, by their names."""
    return PracticeLocality.objects.known_on(today).in_force(day).order_by(*BY_NAME)


def _with_practices(day, today):
    """The same with the practices, and with `patients`, how many each had on that day or None."""
    return _there(day, today).select_related("practice").annotate(patients=_patients(day, today))


def _patients(day, today):
    """How many patients the practice of a row had, by the last count until a day (A03)."""
    sizes = Practice.objects.filter(
        pk=OuterRef("practice"),
        list_sizes__counted_on__lte=day,
        list_sizes__known_from__lte=today,
    ).order_by("-list_sizes__counted_on", "-list_sizes__pk")
    return Subquery(sizes.values("list_sizes__patients")[:1])


def _standing_on(day, today):
    return GroupMembership.objects.known_on(today).in_force(day)


def _places(day, today):
    """Every locality of the day as the register has them in order: by commissioner, by name."""
    counted = {there: counts for there, *counts in _counts_by_locality(day, today)}
    rows = _localities(day, today)
    in_order = sorted(rows, key=lambda row: (str(row.commissioner), row.commissioner_id))
    return [Place(row, *counted.get(row.locality_id, (0, 0, None))) for row in in_order]


@kept_for_anybody(blank=("day", "today"))
def _localities(day, today):
    rows = LocalityCommissioner.objects.known_on(today).in_force(day)
    return rows.select_related("locality", "commissioner").order_by("locality__name", "locality")


@kept_for_anybody(blank=("day", "today"))
def _counts_by_locality(day, today):
    """(locality, practices, members of a group, patients or None) of each."""
    own = _standing_on(day, today).filter(practice=OuterRef("practice"), standing=Standing.MEMBER)
    rows = _there(day, today).order_by().annotate(is_member=Exists(own))
    rows = rows.annotate(size=_patients(day, today))
    counts = rows.values("locality").annotate(
        number=Count("pk"), members=Count("pk", filter=Q(is_member=True)), patients=Sum("size")
    )
    return counts.values_list("locality", "number", "members", "patients")


def _on_page(places, page):
    """The localities of which lines are on a page, how many of their practices are on pages
    before, and how many are on it."""
    first, last = page.object_list.start, page.object_list.stop
    found, before, many, begins = [], 0, 0, 0
    for one in places:
        ends = begins + one.lines
        here = min(ends, last) - max(begins, first)
        if here > 0:
            before += max(0, first - begins)
            many += here if one.number else 0
            found.append(one)
        begins = ends
    return found, before, many


def _page(places, rows, day, today):
    """The register of these localities, with these rows of their practices."""
    practices = defaultdict(list)
    pks = tuple(row.practice_id for row in rows)
    found = _standing_of(day, today, pks) if pks else ()
    standing = {row.practice_id: row for row in found}
    for row in rows:
        practices[row.locality_id].append(_practice(row, standing.get(row.practice_id)))
    under = defaultdict(list)
    for one in places:
        under[one.row.commissioner].append(_locality(one, practices[one.row.locality_id]))
    commissioners = [CommissionerPart(one.name or one.code, own) for one, own in under.items()]
    return RegisterPage(day, _counts(day, today), shown(day, today), commissioners)


@kept_for_anybody(blank=("day", "today", "practices"))
def _standing_of(day, today, practices):
    standing = _standing_on(day, today).filter(practice__among=practices)
    return standing.select_related("group")


def _counts(day, today):
    practices, localities = total(_how_many_there(day, today), (0, 0))
    [groups] = total(_how_many_groups(day, today), (0,))
    return (
        f"{counted(practices, 'practice', 'practices')} in "
        f"{counted(localities, 'locality', 'localities')} and "
        f"{counted(groups, 'group', 'groups')}"
    )


@kept_for_anybody(blank=("day", "today"))
def _how_many_there(day, today):
    return totals(_there(day, today), Count("pk"), Count("locality", distinct=True))


@kept_for_anybody(blank=("day", "today"))
def _how_many_groups(day, today):
    there = _there(day, today).order_by().values("practice")
    of_those = _standing_on(day, today).filter(practice__in=there)
    return totals(of_those, Count("group", distinct=True))


def _locality(place, practices):
    """A locality of the register, with those of its practices that are shown."""
    return LocalityPart(
        name=place.row.locality.name,
        code=place.row.locality.code,
        url=locality_url(place.row.locality),
        since=place.row.from_date,
        sentence=_taking_part(place.members, place.number),
        patients=place.patients,
        number=place.number,
        practices=practices,
    )


def _taking_part(members, practices):
    if not practices:
        return "No practice was there on that day."
    return f"{in_a_group(members, practices)}."


def _practice(row, stands):
    return PracticePart(
        name=row.practice.name,
        code=row.practice.code,
        url=practice_url(row.practice),
        standing=_standing(stands),
        standing_code=stands.standing if stands else "",
        reason=stands.reason if stands else "",
        from_date=stands.from_date if stands else None,
        to_date=stands.to_date if stands else None,
        patients=row.patients,
    )


def _standing(stands):
    """The group, or how a practice outside one stands."""
    if stands is None:
        return NOT_STATED
    return str(stands.group) if stands.group else stands.get_standing_display()
