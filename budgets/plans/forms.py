"""What somebody types about plans: checked for how it was typed, and for nothing else."""

from crispy_forms.layout import Fieldset, Layout
from django import forms

from activity.models import Heading
from budgets.drafts import Sum
from budgets.models import Kind
from budgets.phasing import Phasing, filled
from pbc.core import money, periods
from pbc.core.forms import DayInput, form_helper, part_helper
from pbc.core.versions import EditForm

PROFILES = (
    (Phasing.TWELFTHS.value, "In twelfths, the same each month"),
    (Phasing.WORKING_DAYS.value, "By working days"),
    (Phasing.CALENDAR_DAYS.value, "By days of the month"),
    (Phasing.STATED.value, "In twelve amounts, as I state them below"),
)
UNBALANCED = "the twelve are not the amount"
LARGEST_TEMPLATE = 5 * 1024 * 1024
MONTHS = [f"month_{number}" for number in periods.MONTHS]


class MoneyField(forms.CharField):
    """Money as a person types it: 1,234.56, (5), 1.19m. Gives pounds; nothing typed gives 0.

    `named` stands before what is wrong, where fields are many.
    """

    def __init__(self, *, named="", **said):
        self.named = f"{named}: " if named else ""
        widget = forms.TextInput(attrs={"class": "nhsuk-input--width-10", "inputmode": "text"})
        super().__init__(widget=widget, **said)

    def clean(self, value):
        text = super().clean(value)
        try:
            return money.parse_pounds(text or "0")
        except ValueError as fault:
            raise forms.ValidationError(f"{self.named}{fault}") from fault


def reason_field(label, help_text="One line. It is kept with the entry, and shown beside it."):
    """Why something is entered; every entry has it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        error_messages={"required": "Say in one line why"},
    )


def known_from_field():
    """From when on an entry counts as known."""
    return forms.DateField(
        label="Known from",
        help_text="Today, unless it was agreed before. It is then shown as entered late",
        widget=DayInput(),
        error_messages={
            "required": "Enter the day from which it is known",
            "invalid": "Enter a day, such as 2007-03-13",
        },
    )


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
        help_text="Twelve amounts add up to the amount for the year to the penny; a minus takes "
        "money out of its month. Spread the rest evenly fills the months that are empty",
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
        for number, name in zip(periods.MONTHS, MONTHS, strict=True):
            month = periods.month_name(number)
            self.fields[name] = MoneyField(label=month, named=month, required=False)
        self.helper = part_helper()
        self.helper.layout = Layout(
            *("heading", "kind", "amount", "phasing"),
            Fieldset("Twelve amounts, in £, where you state them", *MONTHS),
            *("month_13", "recurrent", "reason", "source", "known_from"),
        )

    def clean(self):
        """The twelve amounts belong to one way of phasing, and are the amount."""
        said = super().clean()
        if self.errors:
            return said
        twelve = tuple(said[name] for name in MONTHS)
        is_stated = said["phasing"] == Phasing.STATED
        if any(twelve) and not is_stated:
            self.add_error("phasing", "Choose twelve amounts, or leave the twelve below empty")
        if is_stated and self._typed("amount") and said["amount"] != sum(twelve):
            self.add_error("amount", _does_not_add_up(said["amount"], sum(twelve)))
        return said | {"twelve": twelve if is_stated else None}

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
        return begins | {"phasing": Phasing.STATED.value}

    def _unbalanced(self):
        """The amount, where nothing is wrong with it but that the twelve are not it yet."""
        return {"amount"} if self.has_error("amount", UNBALANCED) else set()

    @property
    def wanted(self):
        """The sum that was typed."""
        said = self.cleaned_data
        typed = {name: said[name] for name in ("heading", "kind", "reason", "source")}
        return Sum(
            **typed,
            phasing=said["phasing"],
            twelve=said["twelve"],
            month_13=said["month_13"],
            known_from=said["known_from"],
            amount=sum(said["twelve"]) if said["twelve"] else said["amount"],
            is_recurrent=said["recurrent"] == "yes",
        )


def _does_not_add_up(amount, twelve):
    """What is wrong with twelve amounts that are not the year's."""
    total, apart = money.table_pence(twelve), money.table_pence(abs(amount - twelve))
    which = f"{apart} {'short of' if twelve < amount else 'more than'} the amount for the year"
    said = f"The twelve amounts come to {total}, {which}. Correct one, or spread the rest evenly"
    return forms.ValidationError(said, code=UNBALANCED)


class ReverseForm(forms.Form):
    """Taking an entry back, always with a reason."""

    helper = part_helper()
    reason = reason_field("Why do you take it back?")


class OpenYearForm(forms.Form):
    """Which financial year is opened: one near those that are, or near today."""

    helper = form_helper("Open the year")
    year = forms.TypedChoiceField(
        label="Financial year",
        coerce=int,
        error_messages={"required": "Choose the financial year"},
    )

    def __init__(self, *args, held, today, **kwargs):
        super().__init__(*args, **kwargs)
        opened = {one.year for one in held}
        near = opened | {periods.year_of(today)}
        offered = {year + step for year in near for step in (-1, 0, 1)} - opened
        self.fields["year"].choices = [
            (year, periods.year_name(year)) for year in sorted(offered, reverse=True)
        ]


class MoveYearForm(EditForm):
    """Closing a year, or opening it again, always with a reason."""

    helper = part_helper()
    reason = reason_field("Why?", "One line. It is kept with the year.")


class TargetForm(forms.Form):
    """An allocation or a control total of a year: the amount, why, from when."""

    helper = part_helper()
    amount = MoneyField(
        label="Amount for the year, in £",
        help_text="Such as 1.19m, 400k or 1,234.56",
        error_messages={"required": "Enter the amount"},
    )
    reason = reason_field("Why is it set?")
    known_from = known_from_field()


class OtherSpendForm(TargetForm):
    """What was spent in a month and no file brings. A minus takes an earlier entry back."""

    month = forms.TypedChoiceField(
        label="Month",
        coerce=int,
        choices=[(m, f"{m} {periods.month_name(m)}") for m in (*periods.MONTHS, periods.YEAR_END)],
    )
    source = forms.CharField(
        label="Where is the figure from?",
        max_length=200,
        error_messages={"required": "Say where the figure is from"},
    )
    field_order = ("month", "amount", "source", "reason", "known_from")


class UploadForm(forms.Form):
    """A filled-in template, and what is said of all its entries."""

    helper = form_helper("Send in")
    file = forms.FileField(
        label="The filled-in template",
        help_text="An Excel workbook (.xlsx), up to 5 MB",
        error_messages={"required": "Choose the template that you filled in"},
    )
    phasing = forms.ChoiceField(label="How it falls over the months", choices=PROFILES[:3])
    reason = reason_field("Why is it entered?", "One line. It stands beside every entry.")
    known_from = known_from_field()

    def clean_file(self):
        """A template has some hundred rows: what is larger is something else."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_TEMPLATE:
            raise forms.ValidationError("This file is larger than 5 MB: it is not the template")
        return file
