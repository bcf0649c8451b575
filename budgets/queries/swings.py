"""How far chance moves each practice of a position (I03), by the cases in the files in force."""

from decimal import Decimal

from django.conf import settings
from django.db.models import DecimalField, F, Q, Sum
from django.db.models.functions import Least

from activity.models import DetailRollUp
from budgets.chance import Swing, swing
from budgets.queries.cells import lines_of
from budgets.queries.own import derived
from pbc.core import money

NOT_KNOWN = Swing(None)
MANY_DIGITS = DecimalField(max_digits=40, decimal_places=6)


@derived
def swings(own):
    """{practice: Swing} of a year to date, of the practices whose cells the scope spent.

    One statement, however many they are. Method and source: `budgets.chance`.
    """
    counted = Q(actual_activity__gt=0, actual_cost__gte=0)
    each = F("actual_cost") / F("actual_activity")
    if settings.PBC_HIGH_COST_CAP is not None:
        each = Least(each, Decimal(settings.PBC_HIGH_COST_CAP), output_field=MANY_DIGITS)
    sums = (
        DetailRollUp.objects.filter(lines_of(own.spent, own.book.spend.held), year=own.book.year)
        .exclude(practice=None)
        .values("practice")
        .annotate(
            squares=Sum(
                F("actual_activity") * each * each, filter=counted, output_field=MANY_DIGITS
            ),
            cost=Sum("actual_cost"),
            uncounted=Sum("actual_cost", filter=~counted, default=Decimal(0)),
        )
    )
    return {
        one["practice"]: swing(squares=one["squares"], cost=one["cost"], uncounted=one["uncounted"])
        for one in sums
    }


def of_practice(found):
    """The Swing of the practice that a position is of."""
    return swings(found.stands).get(found.stands.territory.holder[1], NOT_KNOWN)


def sentence(found, swing, overspend):
    """£38,689 over; a list of 4,496 moves by £61,000 or more in half of all years by month 6."""
    if overspend is None:
        return ""
    over = money.over_words(overspend)
    if swing.spread is None:
        return (
            f"{_upper(over)}. What chance alone would do is not known: the files do not say how "
            "many cases they cost."
        )
    practice, month = found.stands.territory.holder[1], found.month
    patients = found.book.list_sizes[month].get(practice)
    whose = f"a list of {patients:,}" if patients else "a practice with so many cases"
    size = "" if patients else " Its list size is not known."
    return (
        f"{_upper(over)}; {whose} moves by {money.pounds(swing.half_of_years)} or more in half of "
        f"all years, by chance alone. This is {swing.words(overspend)}.{size}"
    )


def _upper(words):
    return words[:1].upper() + words[1:]
