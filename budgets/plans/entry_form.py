"""What somebody types who enters a sum into a budget, and how it falls over the months."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from activity.models import Heading
from budgets.drafts import Sum
from budgets.models import Kind
from budgets.phasing import Phasing, filled
from budgets.plans.fields import MoneyField, ShareField, known_from_field, reason_field
from pbc.core import money, periods
from pbc.core.forms import part_helper

# How the template of a budget, whose rows have no months, may fall over the year.
CALCULATED = (
    (Phasing.TWELFTHS.value, "In twelfths, the same each month"),
    (Phasing.WORKING_DAYS.value, "By working days"),
    (Phasing.CALENDAR_DAYS.value, "By days of the month"),
)
PROFILES = (
    *CALCULATED,
    (Phasing.CUSTOM.value, "In twelve shares of the amount, as I state them below"),
    (Phasing.STATED.value, "In twelve amounts, as I state them below"),
)
UNBALANCED = "the twelve are not the amount"
GRID = "pbc-twelve"
MONTHS = [f"month_{number}" for number in periods.MONTHS]
SHARES = [f"share_{number}" for number in periods.MONTHS]


class EntryForm(forms.Form):
    """One sum into or out of a budget, and how it falls over the months."""

    heading = forms.ModelChoiceField(
        label="Heading",
        queryset=Heading.objects.none(),
        empty_label="Choose a heading",
        error_messages={"required": "Choose the heading of the budget"},
    )
    kind = forms.ChoiceField(label="What it is for", choices=Kind.choices)
    amount = MoneyField(
        label="Amount for the year, in £",
        help_text="A minus takes money out. Empty for twelve amounts, or month 13 alone",
        required=False,
    )
    phasing = forms.ChoiceField(
        label="How it falls over the months",
        help_text="Twelve shares add up to 100%. Twelve amounts add up to the amount for the year "
        "to the penny; a minus takes money out of its month. Spread the rest evenly fills the "
        "months that are empty",
        choices=PROFILES,
    )
    month_13 = MoneyField(
        label="Month 13, year-end adjustment, in £",
        help_text="Beside the amount above. It counts in the full year only, in no month",
        required=False,
    )
    recurrent = forms.ChoiceField(
        label="Does it come again next year?",
        choices=(("yes", "Yes, it is recurrent"), ("no", "No, this year only")),
    )
    reason = reason_field("Why is it entered?")
    source = forms.CharField(
        label="Where is the figure from?",
        help_text="A letter, a minute, a schedule. May be empty",
        required=False,
        max_length=200,
    )
    known_from = known_from_field()

    def __init__(self, *args, today, initial=(), **kwargs):
        begins = {"known_from": today, "recurrent": "yes"} | dict(initial)
        super().__init__(*args, initial=begins, **kwargs)
        self.fields["heading"].queryset = Heading.objects.order_by("name")
        months = map(periods.month_name, periods.MONTHS)
        for month, share, amount in zip(months, SHARES, MONTHS, strict=True):
            self.fields[share] = ShareField(label=month, named=f"Share of {month}", required=False)
            self.fields[amount] = MoneyField(label=month, named=month, required=False)
        self.helper = part_helper()
        self.helper.layout = Layout(
            *("heading", "kind", "amount", "phasing"),
            Fieldset("Twelve shares, in %, where you state them", *SHARES, css_class=GRID),
            Fieldset("Twelve amounts, in £, where you state them", *MONTHS, css_class=GRID),
            *("month_13", "recurrent", "reason", "source", "known_from"),
        )

    def clean(self):
        """Twelve shares and twelve amounts belong to one way of phasing each, and add up."""
        said = super().clean()
        if self.errors:
            return said
        chosen = said["phasing"]
        shares, amounts = (tuple(said[name] for name in names) for names in (SHARES, MONTHS))
        if any(amounts) and chosen != Phasing.STATED:
            self.add_error("phasing", "Choose twelve amounts, or leave the twelve below empty")
        if any(shares) and chosen != Phasing.CUSTOM:
            self.add_error("phasing", "Choose twelve shares, or leave the twelve below empty")
        if chosen == Phasing.STATED:
            return said | {"twelve": self._amounts(said["amount"], amounts)}
        if chosen == Phasing.CUSTOM:
            return said | {"twelve": self._shares(shares)}
        return said | {"twelve": None}

    def _amounts(self, amount, twelve):
        """The twelve amounts; wrong where an amount for the year was typed that they are not."""
        if self._typed("amount") and amount != sum(twelve):
            self.add_error("amount", _does_not_add_up(amount, sum(twelve)))
        return twelve

    def _shares(self, twelve):
        """The twelve shares, in percent; wrong where they are not the whole year."""
        if sum(twelve) != 100:
            self.add_error("phasing", _is_not_the_whole(sum(twelve)))
        return twelve

    def _typed(self, name):
        """What stands in a field, as it was typed."""
        return (self[name].data or "").strip()

    def spread(self):
        """What was typed as a form begins with it, the rest of the amount spread over the months
        that are empty; None where an amount is wrong, or every month has one."""
        self.is_valid()
        if not {"amount", *MONTHS}.isdisjoint(set(self.errors) - self._unbalanced()):
            return None
        amount = money.parse_pounds(self._typed("amount") or "0")
        typed = [self._typed(name) for name in MONTHS]
        try:
            twelve = filled(amount, [money.parse_pounds(one) if one else None for one in typed])
        except ValueError as fault:
            self.add_error("amount", str(fault))
            return None
        begins = {name: self[name].data for name in self.fields}
        begins |= {name: f"{one:f}" for name, one in zip(MONTHS, twelve, strict=True)}
        begins |= dict.fromkeys(SHARES, "")
        return begins | {"phasing": Phasing.STATED.value}

    def _unbalanced(self):
        """The amount, where nothing is wrong with it but that the twelve are not it yet."""
        return {"amount"} if self.has_error("amount", UNBALANCED) else set()

    @property
    def wanted(self):
        """The sum that was typed."""
        said = self.cleaned_data
        typed = {name: said[name] for name in ("heading", "kind", "reason", "source")}
        is_stated = said["phasing"] == Phasing.STATED
        return Sum(
            **typed,
            phasing=said["phasing"],
            twelve=said["twelve"],
            month_13=said["month_13"],
            known_from=said["known_from"],
            amount=sum(said["twelve"]) if is_stated else said["amount"],
            is_recurrent=said["recurrent"] == "yes",
        )


def _does_not_add_up(amount, twelve):
    """What is wrong with twelve amounts that are not the year's."""
    total, apart = money.table_pence(twelve), money.table_pence(abs(amount - twelve))
    which = f"{apart} {'short of' if twelve < amount else 'more than'} the amount for the year"
    said = f"The twelve amounts come to {total}, {which}. Correct one, or spread the rest evenly"
    return forms.ValidationError(said, code=UNBALANCED)


def _is_not_the_whole(total):
    """What is wrong with twelve shares that do not add up to 100%."""
    which = "short of" if total < 100 else "more than"
    said = f"The twelve shares come to {_percent(total)}, {_percent(abs(100 - total))} {which} 100%"
    return forms.ValidationError(f"{said}. Correct one of them")


def _percent(share):
    """A share without noughts that say nothing: 99.96%, 100%."""
    return f"{share:f}".rstrip("0").rstrip(".") + "%" if "." in f"{share:f}" else f"{share:f}%"
