"""Money in words and figures: plus is over, pennies add up, and a percentage of nothing is None.

Amounts are Decimal (or int, or Fraction inside a sum), never float. Whatever is rounded here is
rounded half up, away from zero, once: £0.625m prints £0.63m and -£0.625m prints −£0.63m.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from math import lcm

MINUS = "\N{MINUS SIGN}"
MILLION = 1_000_000
LARGEST = Decimal("999999999999.99")  # numeric(14,2)
TYPED = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+−])?\s*£?\s*(?P<sign_inside>[-+−])?"
    r"(?P<figure>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
    r"\s*(?P<unit>[mk])?\s*(?P<close>\))?",
    re.IGNORECASE,
)
WIDE = Context(prec=200)  # so many digits that nothing is rounded before it is asked for
UNITS = {"": 1, "k": 1000, "m": MILLION}

Exact = int | Decimal | Fraction


def exact(value: Exact) -> Fraction:
    """The same value as a Fraction. A float is refused: its pennies are already gone."""
    if isinstance(value, float):
        raise TypeError(f"Money and shares are Decimal, not the float {value!r}")
    return Fraction(value)


def round_half_up(value: Exact, places: int) -> Decimal:
    """Round to so many decimals, half up and away from zero; never gives a negative nought."""
    if isinstance(value, Decimal) and value.is_finite():
        rounded = value.quantize(_step(places), ROUND_HALF_UP, WIDE)
        return rounded or abs(rounded)
    scaled = exact(value) * 10**places
    whole = int(abs(scaled) + Fraction(1, 2))
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)


@cache
def _step(places):
    return Decimal(1).scaleb(-places)


def to_the_penny(value: Exact) -> Decimal:
    """Pounds with two decimals, rounded half up."""
    return round_half_up(value, 2)


@lru_cache(5000, typed=True)
def _printed(amount, *, places, unit="", after=""):
    rounded = round_half_up(amount, places)
    return f"{MINUS if rounded < 0 else ''}{unit}{abs(rounded):,}{after}"


def pounds(amount):
    """Money in a sentence: £1.22m from a million up, £38,689 below."""
    if abs(round_half_up(amount, 0)) >= MILLION:
        return millions(amount)
    return _printed(amount, places=0, unit="£")


def millions(amount):
    """Money in a sentence that compares it with millions: £0.03m."""
    return _printed(exact(amount) / MILLION, places=2, unit="£", after="m")


def pence(amount):
    """Money that must balance, in a sentence: £8,918.20."""
    return _printed(amount, places=2, unit="£")


def table_pounds(amount):
    """Money in a table, whole pounds; the caption carries the unit: 38,689."""
    return _printed(amount, places=0)


def table_pence(amount):
    """Money in a table that must balance: 8,918.20."""
    return _printed(amount, places=2)


def json_money(amount):
    """Money as JSON carries it: "-1190000.00", or None where it is not known."""
    return None if amount is None else str(to_the_penny(amount))


@dataclass(frozen=True)
class OverOrUnder:
    """An overspend ready to print. Plus is over; `number` has no sign of its own."""

    sign: str
    number: str
    word: str

    def __str__(self):
        """As a table has it: +1,222,365 over."""
        return f"{self.sign}{self.number} {self.word}".strip()

    @property
    def in_words(self):
        """As a sentence has it, where the word is the sign: £1.22m over."""
        return f"{self.number} {self.word}".strip()


def over_or_under(amount, *, show=table_pounds, neither="on budget"):
    """Say whether an overspend is over or under. What prints as nought is neither."""
    number = show(abs(amount))
    if number == show(0):
        return OverOrUnder(sign="", number="", word=neither)
    if amount > 0:
        return OverOrUnder(sign="+", number=number, word="over")
    return OverOrUnder(sign=MINUS, number=number, word="under")


def over_words(amount, *, neither="on budget"):
    """An overspend in a sentence: £1.22m over, £38,689 under, on budget."""
    return over_or_under(amount, show=pounds, neither=neither).in_words


def percent(part, whole):
    """The exact percentage as a Fraction. A percentage of nothing, or of the unknown, is None."""
    if part is None or not whole:
        return None
    return exact(part) / exact(whole) * 100


def json_percent(part, whole):
    """A percentage as JSON carries it: two decimals of the exact value, 3.82, or None."""
    value = percent(part, whole)
    return None if value is None else float(round_half_up(value, 2))


def show_percent(value, *, signed=False):
    """A percentage as pages print it, one decimal: 3.8%, or +3.8% beside an over or under."""
    printed = _printed(value, places=1, after="%")
    return f"+{printed}" if signed and round_half_up(value, 1) > 0 else printed


def parse_pounds(text):
    """Read money as a person types it: £1,234.56, (1,234.56), -5, 1.19m, 400k.

    Brackets are minus. Raises ValueError, its text fit to show.
    """
    typed = TYPED.fullmatch(text.replace("\N{NO-BREAK SPACE}", " ").strip())
    if not typed or bool(typed["open"]) != bool(typed["close"]):
        raise ValueError(f"Enter an amount of money, such as 1,234.56; “{text}” is not one")
    signs = [sign for sign in (typed["open"], typed["sign"], typed["sign_inside"]) if sign]
    if len(signs) > 1:
        raise ValueError(f"Enter one minus sign or one pair of brackets; “{text}” has more")
    amount = Decimal(typed["figure"].replace(",", "")) * UNITS[(typed["unit"] or "").lower()]
    return _in_range(-amount if signs and signs[0] != "+" else amount)


def _in_range(amount):
    if abs(amount) > LARGEST:
        raise ValueError("Enter an amount below a million million pounds")
    pennies = to_the_penny(amount)
    if amount != pennies:
        raise ValueError("Enter pounds and pence: no more than two decimals")
    return pennies


def shares(amount, weights):
    """Share an amount to the penny in proportion to the weights, by largest remainder.

    The parts, in the order of the weights, sum to the amount exactly. Between equal remainders the
    earlier one gets the penny; a weight of 0 gets 0.00; a minus amount is shared like its plus.
    Raises ValueError where there is nothing to share by, or the amount is not in whole pennies.
    """
    pennies, weights = _pennies(amount), _whole(weights)
    _check_weights(pennies, weights)
    total = sum(weights) or 1
    exactly = [divmod(abs(pennies) * weight, total) for weight in weights]
    parts = [part for part, _ in exactly]
    by_remainder = sorted(range(len(parts)), key=lambda i: -exactly[i][1])
    for i in by_remainder[: abs(pennies) - sum(parts)]:
        parts[i] += 1
    return [Decimal(part if pennies >= 0 else -part).scaleb(-2) for part in parts]


def _whole(weights):
    """The same proportions in whole numbers, which are quicker to share by."""
    weights = list(weights)
    if all(isinstance(weight, int) for weight in weights):
        return weights
    weights = [exact(weight) for weight in weights]
    scale = lcm(*(weight.denominator for weight in weights))
    return [weight.numerator * (scale // weight.denominator) for weight in weights]


def _pennies(amount):
    is_plain = isinstance(amount, Decimal) and amount.is_finite()  # most are, and quicker so
    pennies = amount.scaleb(2, WIDE) if is_plain else exact(amount) * 100
    if pennies != int(pennies):
        raise ValueError(f"{amount} is not in whole pennies")
    return int(pennies)


def _check_weights(pennies, weights):
    if any(weight < 0 for weight in weights):
        raise ValueError("A share cannot be worked out by a weight below 0")
    if pennies and not any(weights):
        raise ValueError("There is nothing to share by: every weight is 0")
