"""Words of the sentences that people read about a file."""

MONTHS = (
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "January", "February", "March",
)  # fmt: skip


def financial_year(year):
    """2006 is 2006/07."""
    return f"{year}/{(int(year) + 1) % 100:02d}"


def month_name(year, month):
    """Month 6 of 2006 is September 2006."""
    return f"{MONTHS[month - 1]} {year if month < 10 else year + 1}"


def listed(words):
    """Words with commas and an "and"."""
    words = list(words)
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1] if words else ""]))


def first_of(names, most):
    """The first names, and how many more there are, for `listed`."""
    more = len(names) - most
    return [*names[:most], f"{more:,} more"] if more > 0 else list(names)


def shown(text):
    """A text from a file, short enough for a sentence."""
    return text if len(text) <= 60 else text[:57] + "..."


def money(amount):
    """An amount as it is said: £1,234.56."""
    return f"{'−' if amount < 0 else ''}£{abs(amount):,.2f}"
