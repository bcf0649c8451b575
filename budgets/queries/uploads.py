"""Budgets sent in by a template: what differs from the ledger, and what fills a new one."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.db.models import F, Sum

from activity.models import Heading
from budgets import template
from budgets.drafts import Sum as Wanted
from budgets.drafts import drafted
from budgets.models import BudgetEntry, BudgetUpload, Kind
from budgets.queries import holders, planned, years
from budgets.queries.ledger import PROFILES
from pbc.core import money, periods
from pbc.core.models import Practice

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Difference:
    """One cell that differs: what stands, what the file says, the entry that makes it so."""

    practice: str
    heading: str
    cell: str
    stands: Decimal
    wanted: Decimal
    amount: Decimal


@dataclass(frozen=True)
class UploadPage:
    """What would be written, or was."""

    number: int
    caption: str
    heading: str
    differences: list[Difference]
    by_heading: list[tuple[str, Decimal]]
    total: Decimal
    same: int
    sentences: list[str]
    facts: list[dict]
    seen: str
    is_open: bool


def visible(user, pk, *, today):
    """The upload of that number, where the user may set a budget that it names; else None."""
    upload = BudgetUpload.objects.select_related("sent_by", "entered_by").filter(pk=pk).first()
    codes = {code for code, *_ in upload.amounts} if upload else set()
    return upload if codes and codes <= set(settable(user, upload.year, today=today)) else None


def settable(user, year, *, today):
    """{code: practice} of the practices of a year over whose budget the user may decide."""
    there = years.practices_within(user, year, today=today, to=holders.SETS)
    return {one.code: one for one in Practice.objects.filter(pk__in=there)}


def stands(year, kind):
    """{(practice code, heading code): the twelve months that the ledger has of a kind}."""
    rows = BudgetEntry.objects.filter(year=year, kind=kind, practice__isnull=False).order_by()
    sums = rows.values_list("practice__code", "heading__code")
    return {
        (practice, heading): amount
        for practice, heading, amount in sums.annotate(sum=Sum(F("amount") - F("month_13")))
    }


def blank(user, year, kind, *, today):
    """The bytes of a template of a year, filled in with what stands."""
    practices = sorted((one.name, code) for code, one in settable(user, year, today=today).items())
    return template.written(
        year_name=periods.year_name(year),
        kind_name=Kind(kind).label,
        headings=list(Heading.objects.order_by("name").values_list("code", "name")),
        practices=[(code, name) for name, code in practices],
        amounts=stands(year, kind),
    )


def understood(user, year, sheets, *, today):
    """What the cells of a template say; raises template.NotTheTemplate."""
    return template.read(
        sheets,
        year_name=periods.year_name(year),
        kinds={label: value for value, label in Kind.choices},
        headings=dict(Heading.objects.values_list("name", "code")),
        practices=settable(user, year, today=today),
    )


def differing(upload):
    """[(practice code, heading code, cell, what stands, what is wanted)] of cells that differ."""
    now = stands(upload.year, upload.kind)
    said = (
        (*cell[:3], now.get(tuple(cell[:2]), NOTHING), Decimal(cell[3])) for cell in upload.amounts
    )
    return [each for each in said if each[3] != each[4]]


def entries(upload, cells, *, on, by):
    """The entries, not yet written, that make the ledger say what the cells say."""
    practices = {one.code: one for one in Practice.objects.filter(code__in={c[0] for c in cells})}
    headings = {one.code: one for one in Heading.objects.all()}
    return [
        drafted(
            holder={"practice": practices[code]},
            year=upload.year,
            wanted=Wanted(
                heading=headings[heading],
                kind=upload.kind,
                reason=upload.reason,
                known_from=upload.known_from,
                amount=wanted - before,
                phasing=upload.phasing,
                source=f"{upload.file_name[-100:]}, upload {upload.pk}, cell {cell}",
            ),
            on=on,
            by=by,
        )
        for code, heading, cell, before, wanted in cells
    ]


def mark(cells):
    """A short word for what would be written, so that it can be told whether it still holds."""
    return sha256(repr([tuple(map(str, cell)) for cell in cells]).encode()).hexdigest()[:16]


def upload_page(upload, *, closed_on, on, by):
    """The page of an upload: before it is entered what it would write, afterwards that it was."""
    cells = [] if upload.entered_at else differing(upload)
    drafts = entries(upload, cells, on=on, by=by)
    names = dict(Practice.objects.values_list("code", "name"))
    headings = dict(Heading.objects.values_list("code", "name"))
    differences = [
        Difference(names[code], headings[heading], cell, before, wanted, wanted - before)
        for code, heading, cell, before, wanted in cells
    ]
    what = f"{upload.get_kind_display()} of {periods.year_name(upload.year)}"
    return UploadPage(
        number=upload.pk,
        caption=f"{what}, {upload.file_name}",
        heading=_heading(upload, differences),
        differences=differences,
        by_heading=_by_heading(differences),
        total=sum((one.amount for one in differences), NOTHING),
        same=len(upload.amounts) - len(differences),
        sentences=planned.of_entering(drafts, year=upload.year, today=on) if drafts else [],
        facts=_facts(upload),
        seen=mark(cells),
        is_open=bool(cells) and closed_on is None,
    )


def _heading(upload, differences):
    if upload.entered_at:
        return f"{upload.file_name} is entered"
    if not differences:
        return "Nothing in this file differs from the ledger"
    total = money.pence(sum((one.amount for one in differences), NOTHING))
    one_or_more = "1 entry" if len(differences) == 1 else f"{len(differences):,} entries"
    return f"{one_or_more} would be written, {total} in all"


def _by_heading(differences):
    found = defaultdict(lambda: NOTHING)
    for one in differences:
        found[one.heading] += one.amount
    return sorted(found.items())


def _facts(upload):
    sent = f"{_name(upload.sent_by)}, {periods.day(upload.sent_at.date())}"
    facts = [
        {"name": "Sent in by", "value": sent},
        {"name": "Why", "value": upload.reason},
        {"name": "Known from", "value": periods.day(upload.known_from)},
        {"name": "Over the months", "value": PROFILES[upload.phasing].capitalize()},
    ]
    if upload.entered_at:
        entered = f"{_name(upload.entered_by)}, {periods.day(upload.entered_at.date())}"
        facts.append({"name": "Entered by", "value": entered})
    return facts


def _name(person):
    return person.get_full_name() or person.get_username()
