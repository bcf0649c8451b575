"""What is typed about feeds and what counts: checked for how it was typed, and nothing else."""

from django import forms

from pbc.core import periods
from pbc.core.forms import form_helper, part_helper

MONTHS = [(m, f"{m} {periods.month_name(m)}") for m in (*periods.MONTHS, periods.YEAR_END)]


class FeedForm(forms.Form):
    """A new stream of figures."""

    helper = form_helper("Add the feed")
    code = forms.SlugField(
        label="Code",
        max_length=40,
        help_text="Small letters and dashes, such as trust-acute. It stays for good",
        error_messages={
            "required": "Enter the code",
            "invalid": "Use letters, digits and dashes only",
        },
    )
    name = forms.CharField(
        label="Name",
        max_length=200,
        help_text="Such as: the trust’s own monitoring",
        error_messages={"required": "Enter the name"},
    )


class CountForm(forms.Form):
    """Which feed makes the actuals of which months, and why; `feeds` are those there are."""

    helper = part_helper()
    feed: forms.ModelChoiceField = forms.ModelChoiceField(
        label="The feed that counts",
        queryset=None,
        required=False,
        empty_label="None: these months count nowhere",
        error_messages={"invalid_choice": "Choose one of the list"},
    )
    first = forms.TypedChoiceField(label="From month", choices=MONTHS, coerce=int)
    last = forms.TypedChoiceField(label="To month", choices=MONTHS, coerce=int, initial=13)
    reason = forms.CharField(
        label="Why", max_length=200, error_messages={"required": "Enter the reason"}
    )

    def __init__(self, *args, feeds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["feed"].queryset = feeds
