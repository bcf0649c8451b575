"""Files of the small county: drawn at random, and what the second set of books makes of them."""

from dataclasses import dataclass
from fractions import Fraction

from tests import spreadsheets
from tests.money.county import HEADING_OF, NOBODY, PCTS, PRACTICES, STRANGE, UNKNOWN
from tests.money.recount import YEAR, File, Parked, Row


def drawn(chance, recount, months, places, *, thin=False):
    """Lines of a file: [(month, place given, code, point of delivery, pence, pence before)].

    `thin` names few practices. Some lines are of nobody, of an unknown or closed practice, or
    stray in from a locality that the file is not about.
    """
    lines = []
    for month in months:
        there = recount.where[month]
        for place in places:
            for code in PRACTICES:
                if there.get(code) == place and chance.random() < (0.3 if thin else 0.9):
                    lines += _of(chance, month, place, code)
            if chance.random() < 0.5:
                lines += _of(chance, month, place, NOBODY)
            if chance.random() < 0.15:
                lines += _of(chance, month, place, UNKNOWN)
        strays = [c for c in PRACTICES if there.get(c) not in places]
        if strays and chance.random() < 0.3:
            code = chance.choice(strays)
            lines += _of(chance, month, there.get(code) or places[0], code)
    return lines or _of(chance, months[0], places[0], NOBODY)


def strayed(chance, recount, month, place):
    """A month of a place, and lines of a practice of another place that do not belong there."""
    there = recount.where[month]
    others = [code for code in PRACTICES if there.get(code) not in (place, None)]
    code = chance.choice(others or [UNKNOWN])
    lines = drawn(chance, recount, [month], [place])
    return lines + _of(chance, month, there.get(code, place), code)


def changed(chance, lines):
    """The same lines with other amounts: a month restated."""
    return [(*line[:4], line[4] + chance.randint(-500, 9000), line[5]) for line in lines]


def _of(chance, month, place, code):
    pods = chance.sample(sorted(HEADING_OF), chance.randint(1, 2))
    pods += [STRANGE] if chance.random() < 0.05 else []
    pence = [(chance.randint(-3000, 90000), chance.randint(-3000, 300000)) for _ in pods]
    return [(month, place, code, pod, *each) for pod, each in zip(pods, pence, strict=True)]


@dataclass(frozen=True)
class Draft:
    """A file to be sent: its lines, whose it is, and what its own total says too much."""

    lines: list
    feed: str = "pct-acute"
    differs: int = 0
    is_report: bool = False

    def content(self):
        """Its bytes."""
        return report(self.lines) if self.is_report else tidy(self.lines, self.differs)

    def understood(self, recount):
        """The File that a reading must come to, by the register as known that day."""
        file, sound = File(self.feed, stated_difference=self.differs), {}
        for month, given, code, pod, pence, before in self.lines:
            place = recount.where[month].get(code)
            if code == UNKNOWN or (code != NOBODY and place is None):
                file.parked.append(Parked(month, given, None if code == UNKNOWN else code, pence))
                continue
            whose = (given, None) if code == NOBODY else (place, code)
            heading, means = recount.world.heading(pod), recount.world.aliases.get(pod, pod)
            if heading is None or (month, *whose, means) in sound:  # of two copies the first stays
                file.parked.append(Parked(month, *whose, pence))
                continue
            sound[month, *whose, means] = Row(month, *whose, heading, pence), before
        file.covers = _covered([row for row, _ in sound.values()], recount)
        for (_, _, _, means), (row, before) in sound.items():
            if (row.month, row.place) not in file.covers:
                file.parked.append(Parked(*row[:3], row.pence, outside=True))
                continue
            file.rows.append(self._by_hand(row, means, row.month, row.month, recount))
            if self.is_report and row.month > 1:
                opening = row._replace(pence=before)
                file.openings.append(self._by_hand(opening, means, 0, row.month - 1, recount))
        return file

    def _by_hand(self, row, means, first, month, recount):
        """A row of nobody that was given to a practice, if that was there in all its months."""
        key = self.feed, first, month, row.place, means, row.pence
        practice = None if row.practice else recount.world.hand.get(key)
        given = practice and recount.was_there(practice, key)
        return row._replace(practice=practice) if given else row


def _covered(rows, recount):
    covered = set()
    for month, place in {(row.month, row.place) for row in rows}:
        named = {r.practice for r in rows if (r.month, r.place) == (month, place)} - {None}
        there = sum(at == place for at in recount.where[month].values())
        if named and Fraction(len(named), there) >= Fraction(1, 2):
            covered.add((month, place))
    return covered


def tidy(lines, stated_difference=0):
    """The lines as a csv of the tidy layout, with a total that may differ from them."""
    rows = [
        {
            "period": f"{YEAR + (month > 9)}-{(month + 2) % 12 + 1:02}",
            "locality": place,
            "practice_code": code,
            "provider_code": "RWG",
            "pod": pod,
            "specialty_code": "100",
            "budget": "0.01",
            "actual_cost": pounds(pence),
        }
        for month, place, code, pod, pence, _ in lines
    ]
    total = sum(line[4] for line in lines) + stated_difference
    rows.append(dict.fromkeys(rows[0], "") | {"period": "Total", "actual_cost": pounds(total)})
    return spreadsheets.separated(rows)


def report(lines):
    """The lines of one month as a csv of the report: the month, and from April on."""
    month = lines[0][0]
    rows = [
        {
            "practice code": code,
            "locality": place,
            "provider": "RWG",
            "pod": pod,
            "specialty": "100",
            "actual cost month": pounds(pence),
            "actual cost year to date": pounds(pence + before),
        }
        for _, place, code, pod, pence, before in lines
    ]
    title = f"Month {month}, financial year {YEAR}/{YEAR - 1999:02}"
    return spreadsheets.separated(rows, above=[[title]])


def pounds(pence):
    """Pence as a cell has them."""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02}"


ALL_PLACES = tuple(PCTS)
