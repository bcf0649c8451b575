"""What luck alone does to a year's spending (I03). Knows no database.

Source: DOMAIN A3, "Why pool risk" and "High-cost cap" (JHSRP 2010). Cases come by themselves, so
their number is Poisson; what a case costs is drawn from the cases that there were. The spread
(standard deviation) of such a sum is the root of the sum of the squares of what each case cost:
the figure that drawing cases again and again (a bootstrap) comes to. Above a cap a case is paid
from the pool, so it counts with the cap.

What it leaves out: cases of one row of a file count as if each cost the row's average, and one
patient's several cases as if they were several patients'. Both make real luck wider than this.
"""

from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

HALF = Decimal("0.6745")  # spreads from the middle: half of all years lie farther out
SELDOM = Decimal("1.96")  # one year in 20
RARE = Decimal("3.09")  # one year in 500
KNOWN = Decimal("0.95")  # of the money must have a count, or nothing is said


@dataclass(frozen=True)
class Swing:
    """How far chance moves somebody's spending, in pounds; `spread` None where it is not known."""

    spread: Decimal | None

    @property
    def half_of_years(self):
        """Chance moves spending by this or more in half of all years."""
        return None if self.spread is None else HALF * self.spread

    def rank(self, overspend):
        """How surely an overspend is no chance: 2 rare, 1 seldom, 0 usual or not known."""
        if not self.spread or overspend is None:
            return 0
        far = abs(overspend) / self.spread
        return 2 if far > RARE else 1 if far > SELDOM else 0

    def words(self, overspend):
        """In a column: well beyond chance, beyond chance, within chance, not known."""
        if self.spread is None:
            return "not known"
        if overspend is None:
            return "no budget"
        return ("within chance", "beyond chance", "well beyond chance")[self.rank(overspend)]


def spread(cases, *, cap=None):
    """The spread in pounds of what cases cost; `cases` are pairs (how many, pounds for each)."""
    capped = ((count, each if cap is None else min(each, cap)) for count, each in cases)
    return sum((count * each * each for count, each in capped), Decimal(0)).sqrt()


def swing(*, squares, cost, uncounted):
    """The Swing of a sum: `squares` is that of the squares of what its cases cost, `uncounted`
    the pounds of rows that give no number of cases."""
    if squares is None or cost <= 0 or abs(uncounted) > cost * (1 - KNOWN):
        return Swing(None)
    return Swing(Decimal(squares).sqrt())


def share_over(*, spread, by):
    """The share of years in which chance alone brings an overspend of `by` or more; both in one
    unit, pounds or per cent of the budget."""
    return 1 - NormalDist().cdf(float(by / spread))
