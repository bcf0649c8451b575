"""What somebody types about plans: checked for how it was typed, and for nothing else."""

from django import forms

from budgets.plans.entry_form import CALCULATED
from budgets.plans.fields import MoneyField, known_from_field, reason_field
from pbc.core import periods
from pbc.core.forms import SentFile, form_helper, part_helper
from pbc.core.versions import EditForm

LARGEST_TEMPLATE = 5 * 1024 * 1024


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
    file = SentFile(
        label="The filled-in template",
        largest=LARGEST_TEMPLATE,  # some hundred rows: what is larger is something else
        too_large="This file is larger than 5 MB: it is not the template",
        help_text="An Excel workbook (.xlsx), up to 5 MB",
        error_messages={"required": "Choose the template that you filled in"},
    )
    phasing = forms.ChoiceField(label="How it falls over the months", choices=CALCULATED)
    reason = reason_field("Why is it entered?", "One line. It stands beside every entry.")
    known_from = known_from_field()
