"""Pounds, thousands of pounds or pence: what a file's headings, titles and cover say."""

import re

from activity.ingest import headings as h
from activity.ingest.refused import Refused

TO_DATE = "to_date_"
# What a cover says of all amounts, not of one: "Money in £000", "(£)".
ABOUT_MONEY = re.compile(
    r"(?i)\b(money|figures|amounts|values|costs|all|shown)\b.*£|\(\s*£|£\s*['’`]?000"
)


def settle(parts, headings, book, used):
    """Give every column of money its unit, and return that of the file.

    A heading speaks for its column, a title for its sheet, the cover for the workbook. Where two
    of them say different things the file is refused: a wrong guess is wrong by a thousand times.
    """
    cover = _of_texts(_covers(book, used))
    titled = [_of_texts([*heading.titles, heading.sheet.name or ""]) for heading in headings]
    spoken = {unit for unit in [cover, *titled] if unit}
    if len(spoken) > 1:
        raise Refused(_contradiction(spoken))
    whole = next(iter(spoken), None)
    for part in parts:
        apply(part, whole)
    return next((p.units[h.COST] for p in parts if h.COST in p.units), whole or "pounds")


def apply(part, unit):
    """Give each column of money of one sheet its unit."""
    for role, heading in part.headings.items():
        if role.removeprefix(TO_DATE) in h.MONEY:
            own = h.unit_of(heading)
            if own and unit and own != unit:
                raise Refused(_contradiction({own, unit}))
            part.units[role] = own or unit or "pounds"


def _covers(book, used):
    """What is said of money at the top of the sheets that hold no rows and are not hidden."""
    others = [s for s in book.sheets if not s.hidden and not any(s is u for u in used)]
    texts = [text for sheet in others for row in sheet.head(5) for text in row if text]
    return [text for text in texts if ABOUT_MONEY.search(text)]


def _of_texts(texts):
    """The one unit that some texts name. "£" beside "£000" is no contradiction in one text."""
    found = {unit for unit in map(h.unit_of, texts) if unit}
    larger = found - {"pounds"}
    if len(larger) > 1:
        raise Refused(_contradiction(found))
    return next(iter(larger or found), None)


def _contradiction(found):
    said = " and ".join(sorted(found))
    return (
        f"The file says in different places that its money is in {said}. "
        "Ask the sender which is right, correct it, send it in again"
    )
