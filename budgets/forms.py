from functools import cached_property

from django import forms
from django.conf import settings

from budgets.models import Kind
from budgets.queries.asked import Asked, years
from pbc.core import periods
from pbc.core.choosers import choices
from pbc.core.forms import LongSelect

LEAVE_OUT = {
    "": "In the budget (in force)",
    "savings_plan": "Savings plan left out",
    "top_slice": "Top-slice left out",
    "savings_plan,top_slice": "Savings plan and top-slice left out",
}
FIRST_YEAR = 1900
GROUPS = {
    "county": "County",
    "locality": "Localities",
    "group": "Groups",
    "practice": "Practices",
}


# Scopes to choose from in a field that is kept as printed: a group's, some 4 kB. Who sees a county
# has another such field on the page of each of its practices.
MOST_KEPT = 40


class ScopeForm(forms.Form):
    """Whose position to show: one of the `scopes` that somebody may see, {kind: [(code, name)]}."""

    scope = forms.CharField(label="Whose position", required=False, widget=LongSelect)

    def __init__(self, *args, scopes=(), shown=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"].widget.choices = scopes
        if shown is not None:
            self.is_valid()  # as it was typed; then the one that the page shows is chosen
            self.data = self.data | {"scope": shown}


class PositionForm(ScopeForm):
    """Which position to show. What is left empty is the last month in force, as known today."""

    year = forms.CharField(label="Year", required=False, widget=LongSelect)
    month = forms.TypedChoiceField(
        label="To month",
        required=False,
        widget=LongSelect,
        coerce=int,
        empty_value=None,
        choices=[("", "The last one received")]
        + [(m, f"{m} {periods.month_name(m)}") for m in periods.MONTHS],
        error_messages={"invalid_choice": "Choose a month, 1 (April) to 12 (March)"},
    )
    known_on = forms.DateField(
        label="As it was known on",
        required=False,
        help_text="Empty is today",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a date, such as 2007-03-13"},
    )
    without = forms.CharField(
        label="Savings plan", required=False, widget=LongSelect(choices=list(LEAVE_OUT.items()))
    )

    def __init__(self, *args, today, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.years = today, years
        self.fields["year"].widget.choices = [
            ("", "The last one with figures"),
            *((str(year), periods.year_name(year)) for year in years),
        ]

    def clean_year(self):
        """A year that finance has opened, as 2006/07 or 2006; None where it is left to the page."""
        text = self.cleaned_data["year"].strip()
        if not text:
            return None
        try:
            year = int(text) if text.isdecimal() and len(text) == 4 else periods.parse_year(text)
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from fault
        if year not in self.years:
            raise forms.ValidationError(f"{periods.year_name(year)} has not been opened")
        return year

    def clean_known_on(self):
        """Nothing is known of tomorrow yet, and nothing was before there were records."""
        day = self.cleaned_data["known_on"]
        if day and day.year < FIRST_YEAR:
            raise forms.ValidationError(f"Enter a day from {FIRST_YEAR} on")
        if day and day > self.today:
            raise forms.ValidationError(f"Enter a day up to today, {periods.day(self.today)}")
        return day

    def clean_without(self):
        """Kinds of entry to leave out of every budget."""
        kinds = [kind for kind in self.cleaned_data["without"].upper().split(",") if kind]
        if not set(kinds) <= set(Kind.values):
            raise forms.ValidationError("Choose what to leave out of the budget")
        return tuple(kinds)

    def asked(self, scope):
        """What is asked for; a field that could not be understood is left to the page."""
        self.is_valid()
        known = {
            name: self.cleaned_data.get(name) for name in ("year", "month", "known_on", "without")
        }
        return Asked(scope, self.today, **known | {"without": known["without"] or ()})


class Chooser:
    """Which position an address asks for, and on a page what else can be chosen.

    An address says nothing of it most often: then there is no form to be put together.
    """

    def __init__(self, data, *, today):
        self.data, self.today = data, today
        self.choices = []

    @cached_property
    def years(self):
        """Those that can be chosen."""
        return tuple(years())

    @cached_property
    def form(self):
        """What was typed, understood as far as it can be; None where nothing was."""
        if not any(name in self.data for name in PositionForm.base_fields):
            return None
        return PositionForm(self.data, today=self.today, years=self.years)

    @property
    def errors(self):
        """What could not be understood."""
        return self.form and self.form.errors

    def asked(self, scope):
        """What is asked for; a field that could not be understood is left to the page."""
        return self.form.asked(scope) if self.form else Asked(scope, self.today)

    def offer(self, scopes, chosen):
        """Fill the choices, that of scopes with those that the person may see."""
        whose, *rest = PositionForm.base_fields
        known = {"scopes": _grouped(scopes), "shown": f"{chosen.kind}:{chosen.code or ''}"}
        are_large = sum(map(len, scopes.values())) > MOST_KEPT
        self.choices = [
            *choices(ScopeForm, [whose], self.data, are_large=are_large, **known),
            *choices(PositionForm, rest, self.data, today=self.today, years=self.years),
        ]


def _grouped(scopes):
    label = f"{settings.PBC_COMMISSIONER_LABEL}s"
    return tuple(
        (GROUPS.get(kind, label), tuple((f"{kind}:{code}", name) for code, name in found))
        for kind, found in scopes.items()
        if found
    )
