"""Fields of the forms of plans: money and shares as people type them, why, and from when."""

import re
from decimal import Decimal

from django import forms

from pbc.core import money
from pbc.core.forms import DayInput

SHARE = re.compile(r"(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})\s*%?")


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


class ShareField(forms.CharField):
    """A share of a year as a person types it: 8.33, 8.33%, .5. Gives percent; nothing typed gives
    0. `named` stands before what is wrong, where fields are many.
    """

    def __init__(self, *, named, **said):
        self.named = named
        widget = forms.TextInput(attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"})
        super().__init__(widget=widget, **said)

    def clean(self, value):
        text = super().clean(value)
        typed = SHARE.fullmatch(text or "0")
        if not typed or Decimal(typed["figure"]) > 100:
            raise forms.ValidationError(
                f"{self.named}: Enter a share from 0 to 100, such as 8.33, with no more than four "
                f"decimals; “{text}” is not one"
            )
        return Decimal(typed["figure"])
