"""How a body is made up against its rule, and who sits on both sides (A11)."""

from collections import Counter
from dataclasses import dataclass

from meetings.models import Body, Seat, SeatKind, Side
from meetings.queries import words
from pbc.core.pages.frame import counted

OTHER_SIDE = {Side.COMMISSIONING: Side.PROVIDING, Side.PROVIDING: Side.COMMISSIONING}
DOES = {Side.COMMISSIONING: "commissions", Side.PROVIDING: "provides"}


@dataclass(frozen=True)
class KindLine:
    """The seats of one kind: how many are filled, how many should be, and what is wrong; `rule` is
    empty where there is none."""

    kind: str
    filled: int
    rule: str
    wrong: str


@dataclass(frozen=True)
class MakeUp:
    """Whether a body is made up as its rule says; `untyped` seats are of no kind yet."""

    lines: list[KindLine]
    sentence: str
    untyped: str


def make_up(body, today):
    """The make-up of a body on a day; None where it has no rule. Two statements."""
    rules = {one.kind: one for one in body.seat_rules.all()}
    if not rules:
        return None
    filled = Counter(body.seats.in_force(today).values_list("kind", flat=True))
    lines = [
        _line(kind, filled[kind], rules.get(kind))
        for kind in SeatKind
        if kind in rules or filled[kind]
    ]
    wrong = [one for one in lines if one.wrong]
    untyped = counted(filled[""], "seat is", "seats are") + " of no kind yet" if filled[""] else ""
    return MakeUp(lines, _sentence(wrong), untyped)


def overlaps(user, body, today):
    """A warning for each who sits on this body and on one of the other side, in words. The other
    is named to who may see it."""
    if not body.side:
        return []
    theirs = Seat.objects.in_force(today).filter(body__side=OTHER_SIDE[body.side])
    mine = list(body.seats.in_force(today).order_by("name", "pk"))
    seen = set(Body.objects.visible_to(user).values_list("pk", flat=True))
    others = list(theirs.select_related("body").order_by("body__name", "pk"))
    return [
        _warning(one, other, other.body_id in seen)
        for one in mine
        for other in others
        if _same(one, other)
    ]


def _same(one, other):
    """Whether two seats are of one person; of those without an account, by the name."""
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    return " ".join(one.name.split()).casefold() == " ".join(other.name.split()).casefold()


def _warning(seat, other, is_seen):
    does = DOES[Side(other.body.side)]
    name = f"{other.body}, which {does}" if is_seen else f"a body that {does}"
    return f"{seat.name} also sits on {name}"


def _line(kind, filled, rule):
    if rule is None:
        return KindLine(kind.label, filled, "", "")
    span = f"{rule.least} to {rule.most}" if rule.least != rule.most else f"{rule.most}"
    wrong = ""
    if filled < rule.least:
        wrong = f"{rule.least - filled} too few"
    elif filled > rule.most:
        wrong = f"{filled - rule.most} too many"
    return KindLine(kind.label, filled, span, wrong)


def _sentence(wrong):
    if not wrong:
        return "It is made up as its rule says"
    said = "; ".join(f"{words.lower(one.kind)}, {one.wrong}" for one in wrong)
    return f"It is not made up as its rule says: {said}"
