"""The tables of a position: by heading, and by its parts. What may not be seen is one line."""

from django.conf import settings

from activity.queries.words import sentence_case
from budgets.queries import parts as split
from budgets.queries import swings
from budgets.queries.own import NOTHING
from budgets.queries.shown import Fact, FigureRow, Figures, Link
from pbc.core import money, periods
from pbc.core.values import Scope

CHANCE = (
    "how far luck alone would move a practice with these cases. Beyond chance is one year in 20, "
    "well beyond is one in 500; within it there may be nothing to find."
)
MANY = {"practice": "practices", "group": "groups", "locality": "localities"}


def one(kind):
    """What one organisation of a kind is called; the commissioner's name is the era's."""
    return kind if kind in MANY else settings.PBC_COMMISSIONER_LABEL


def many(kind):
    """What several of a kind are called."""
    return MANY.get(kind) or f"{settings.PBC_COMMISSIONER_LABEL}s"


def _row(name, budget, spend, overspend, **more):
    return FigureRow(
        name,
        overspend=overspend,
        percent=money.percent(overspend, budget),
        budget=budget if overspend is not None else None,
        spend=spend,
        no_budget="none",
        **more,
    )


def total_row(stands, name, *, url="", patients=None):
    """The line of the total, its name opening the rows behind it."""
    return _row(name, stands.budget, stands.actual, stands.overspend, url=url, patients=patients)


def by_heading(found, stands, rows_url):
    """Each heading, largest overspend in pounds first (B05). `rows_url` is None or opens rows."""
    rows = [
        _row(
            line.name,
            line.budget,
            line.actual,
            line.overspend if stands.has_budget else None,
            url=rows_url(heading=line.code),
            code=line.code,
        )
        for line in stands.by_heading
    ]
    return Figures(
        of="heading",
        kind="Heading",
        heading=_heading_finding(stands),
        caption=f"By heading, worst first. {_to_month(found)}",
        rows=rows,
        total=total_row(stands, stands.name, url=rows_url()),
        beside=_outside(stands, rows_url),
        takes=takes(found, "heading", "by heading"),
    )


def takes(found, of, called, *, page="position-table"):
    """The links by which a table of a page is taken away."""
    return [
        Link(name, found.address(page, of=of, form=form), of=called)
        for form, name in (("xlsx", "Download these rows (xlsx)"), ("csv", "csv"))
    ]


def _heading_finding(stands):
    if not stands.by_heading or not stands.has_budget:
        return "Spending by heading"
    first = stands.by_heading[0]
    if first.overspend <= 0:
        return "No heading is over its budget"
    percent = first.overspend_percent
    by = money.show_percent(percent) if percent is not None else money.pounds(first.overspend)
    return f"{first.name} first: {by} over"


def _to_month(found):
    months = "Month 1" if found.month == 1 else f"Months 1 to {found.month}"
    return f"{months} of {periods.year_name(found.book.year)}, £; plus is over"


def _outside(stands, rows_url):
    """Money printed beside every total that it is missing from."""
    rows = []
    if stands.unassigned_beside:
        note = "Of its localities; not in the total"
        rows.append(FigureRow("Unassigned", spend=stands.unassigned_beside, note=note))
    if stands.parked:
        note = "Not in the total: rows wait to be understood"
        url = rows_url(part="parked")
        rows.append(FigureRow("Parked", url=url, spend=stands.parked, note=note))
    return rows


def parts_tables(found, stands, seen, rows_url):
    """The tables of a scope's parts: PCTs and localities, or groups and practices."""
    own = found.stands
    tables = {
        "county": lambda: [split.by_pct(own), split.by_locality(own)],
        "pct": lambda: [split.by_locality(own)],
        "locality": lambda: [
            split.by_group(own),
            split.by_practice(own),
        ],
        "group": lambda: [split.by_practice(own)],
        "practice": list,
    }[found.scope.kind]()
    kinds = {"county": ["pct", "locality"], "pct": ["locality"], "locality": ["group", "practice"]}
    names = kinds.get(found.scope.kind, ["practice"])
    made = [
        _table(found, stands, seen, kind, parts, rows_url)
        for kind, parts in zip(names, tables, strict=False)
    ]
    return [table for table in made if table is not None]


def _table(found, stands, seen, kind, parts, rows_url):
    """One table of parts, or None where none of them may be seen or is known whole."""
    shown = [part for part in parts.parts if _shows(seen, part)]
    hidden = [part for part in parts.parts if not _shows(seen, part)]
    chances = swings.swings(found.stands) if kind == "practice" else {}
    whole = _in_order(found, [part for part in shown if not part.missing], chances)
    lacking = [part for part in shown if part.missing]
    if not whole or (kind == "group" and len(parts.parts) == 1):
        return None
    rows = [_part_row(found, part, chances) for part in whole]
    rows += _hidden_row([part for part in hidden if not part.missing], kind)
    rows += [_held_row(stands, parts.held)] if parts.held else []
    sized = [part.patients for part in parts.parts if part.patients is not None]
    beside = [_lacking_row(found, part) for part in lacking]
    beside += _lacking_hidden([part for part in hidden if part.missing], kind)
    if stands.missing:
        total = _subtotal(kind, [p for p in parts.parts if not p.missing], parts.held)
        beside.append(FigureRow(f"{stands.name}: no total to month {found.month}, incomplete"))
    else:
        total = total_row(stands, stands.name, url=rows_url(), patients=sum(sized) or None)
    beside += _outside(stands, rows_url)
    return Figures(
        of=kind,
        kind=sentence_case(one(kind)),
        heading=_parts_finding(stands, kind, parts),
        caption=f"By {one(kind)}, {_order(found)}. {_to_month(found)}",
        rows=rows,
        unassigned=_unassigned_row(stands, parts.unassigned, rows_url),
        total=total,
        beside=beside,
        key=_key(kind),
        has_patients=bool(sized),
        has_chance=bool(chances),
        takes=takes(found, kind, f"by {one(kind)}"),
    )


def _shows(seen, part):
    """Whether a line shows by itself. Practices in no group show together where they are many
    enough that their sum gives none away, or where each of them may be seen."""
    if part.key is not None or seen.everything:
        return seen.sees(part.kind, part.key)
    many = len(part.practices) >= settings.PBC_SMALLEST_GROUP_SHOWN
    return many or part.practices <= seen.practices


def _order(found):
    first = "those beyond chance first, then " if found.scope.kind == "group" else ""
    return f"{first}worst first"


def _in_order(found, parts, chances):
    """Worst first; in a group those that are over beyond chance before those that are not (I03)."""
    if found.scope.kind != "group":
        return parts

    def rank(part):
        over = part.overspend if part.overspend and part.overspend > 0 else None
        return -chances.get(part.key, swings.NOT_KNOWN).rank(over)

    return sorted(parts, key=rank)


def _part_row(found, part, chances=()):
    scope = Scope(part.kind, part.code)
    return _row(
        part.name,
        part.budget,
        part.actual,
        part.overspend,
        url=found.address(scope=scope) if part.code else "",
        patients=part.patients,
        code=part.code or "",
        chance=chances.get(part.key, swings.NOT_KNOWN).words(part.overspend) if chances else "",
    )


def _hidden_row(parts, kind):
    """The parts that a person may not see one by one, as one line, so that the column adds up."""
    if not parts:
        return []
    budget = sum((part.budget for part in parts), NOTHING)
    actual = sum((part.actual for part in parts), NOTHING)
    patients = sum(part.patients or 0 for part in parts) or None
    return [_row(f"Other {_others(kind)}", budget, actual, actual - budget, patients=patients)]


def _others(kind):
    """Practices in groups that do not show are practices to the reader."""
    return "practices" if kind == "group" else many(kind)


def _held_row(stands, held):
    return _row(f"Held by {stands.name}", held, NOTHING, -held)


def _unassigned_row(stands, amount, rows_url):
    """Spend that belongs to no practice yet: a line of its own, never spread (B06)."""
    if stands.scope.kind not in ("locality", "group"):
        return None
    if not amount:
        return FigureRow("Unassigned", spend=NOTHING, note="Every row has its practice")
    return FigureRow(
        "Unassigned",
        url=rows_url(part="unassigned"),
        overspend=amount,
        no_budget="none",
        spend=amount,
        note="No practice yet, so no budget",
    )


def _lacking_row(found, part):
    missing = periods.span_in_words(part.missing)
    row = _part_row(found, part)
    if len(part.missing) == found.month:
        return FigureRow(part.name, url=row.url, note="Not loaded", no_spend="not received")
    return FigureRow(
        f"{part.name}, of the months received",
        url=row.url,
        overspend=row.overspend,
        percent=row.percent,
        budget=row.budget,
        spend=row.spend,
        note=f"{missing[0].upper()}{missing[1:]} missing",
    )


def _lacking_hidden(parts, kind):
    return [FigureRow(f"Other {_others(kind)}", note="Incomplete")] if parts else []


def _subtotal(kind, parts, held):
    """What the whole parts come to, named as what it is: never a bare smaller total (B47)."""
    if kind in ("practice", "group") or len(parts) == 1:
        return None
    budget = sum((part.budget for part in parts), held)
    actual = sum((part.actual for part in parts), NOTHING)
    return _row(f"The {len(parts)} complete {many(kind)}", budget, actual, actual - budget)


def _parts_finding(stands, kind, parts):
    count = len(parts.parts)
    if stands.missing:
        whole = sum(not part.missing for part in parts.parts)
        return f"{whole} of {count} {many(kind)} complete"
    if kind == "practice":
        together = sum((part.actual - part.budget for part in parts.parts), NOTHING)
        who = "1 practice" if count == 1 else f"{count} practices together"
        rest = "; the rest has no practice" if parts.unassigned else ""
        return f"{who}: {money.over_words(together)}{rest}"
    over = [part for part in parts.parts if part.overspend and part.overspend > 0]
    if not over:
        return f"No {one(kind)} is over its budget"
    return f"{len(over)} of {count} {many(kind) if count > 1 else one(kind)} over budget"


def _key(kind):
    if kind == "practice":
        return [Fact("Is it chance?", CHANCE)]
    if kind != "group":
        return []
    return [
        Fact("Group", "only its practices in this locality; its own page has all of them."),
    ]
