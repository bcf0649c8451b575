"""The page of a locality: how its practices take part on a day (A02)."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from pbc.core import money, queries
from pbc.core.models import Standing
from pbc.core.pages.frame import NOT_STATED, in_a_group, practice_url, shown
from pbc.core.pages.practice import Spell
from pbc.core.paging import paged


@dataclass(frozen=True)
class Member:
    """A practice of a locality, and since when it stands as it does."""

    practice: str
    url: str
    group: str
    reason: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True)
class Part:
    """Practices that stand alike; all parts of a locality add up to its practices (A02). `number`
    is how many they are, on whatever pages."""

    name: str
    percent: Fraction
    number: int
    members: list[Member]


@dataclass(frozen=True)
class LocalityPage:
    """How the practices of a locality take part on a day."""

    name: str
    code: str
    day: date
    heading: str
    shown: str
    practices: int
    parts: list[Part]
    under: list[Spell]


def locality_page(locality, *, day, today):
    """How the practices of a locality take part: the parts always add up to them (A02)."""
    takes = queries.participation(locality=locality, day=day, known_on=today)
    practices = takes.practices
    under = locality.commissioners.known_on(today).select_related("commissioner")
    under = under.order_by("-from_date")
    parts = [
        _part(str(Standing.MEMBER.label), takes.members, practices),
        _part(str(Standing.PROVIDER_ONLY.label), takes.provider_only, practices),
        _part(str(Standing.NOT_INVOLVED.label), takes.not_involved, practices),
        _part(NOT_STATED, takes.not_stated, practices),
    ]
    return LocalityPage(
        name=locality.name,
        code=locality.code,
        day=day,
        heading=_heading(len(takes.members), practices),
        shown=shown(day, today),
        practices=practices,
        parts=parts,
        under=[Spell(str(one.commissioner), "", "", one.from_date, one.to_date) for one in under],
    )


def one_page(locality, number):
    """The page of a locality with the practices of one page alone, and that page."""
    every = [member for part in locality.parts for member in part.members]
    page = paged(every, number)
    shown = set(page.object_list)
    parts = [
        replace(part, members=[one for one in part.members if one in shown])
        for part in locality.parts
    ]
    return replace(locality, parts=parts), page


def _heading(members, practices):
    if not practices:
        return "No practice was there on that day"
    return in_a_group(members, practices)


def _part(name, rows, practices):
    members = [
        Member(
            practice=row.practice.name,
            url=practice_url(row.practice),
            group=str(getattr(row, "group", None) or ""),
            reason=getattr(row, "reason", ""),
            from_date=row.from_date,
            to_date=row.to_date,
        )
        for row in rows
    ]
    share = money.percent(len(members), practices) or Fraction(0)
    return Part(name, share, len(members), members)
