"""What a group is asked about the checks that it agrees on."""

from datetime import date

from django import forms
from django.conf import settings

from budgets.models.check import LONGEST
from meetings.forms import words
from pbc.core import periods
from pbc.core.forms import form_helper
from pbc.core.versions import EditForm

BACK, AHEAD = 24, 24  # months that can be chosen before today's and after it
DAYS = f"Enter a number of days, from 1 to {LONGEST}"


def months(today, *also):
    """Months to choose from, and those that a row has already: [(2006-09-01, September 2006)]."""
    now = periods.absolute_month(periods.year_of(today), periods.month_of(today))
    span = (periods.from_absolute(number) for number in range(now - BACK, now + AHEAD + 1))
    first = sorted({*(periods.first_day(*one) for one in span), *filter(None, also)})
    return [(day.isoformat(), _name(day)) for day in first]


def _name(day):
    return periods.month_and_year(periods.year_of(day), periods.month_of(day))


def _days(value):
    return forms.IntegerField(
        label="How many days a practice has for it",
        min_value=1,
        max_value=LONGEST,
        initial=value,
        help_text="From the day on which the month is published.",
        widget=forms.NumberInput({"class": "nhsuk-input--width-3"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), DAYS),
    )


def _month(label, *, empty="", **more):
    return forms.ChoiceField(label=label, required=not empty, **more)


def _day(text):
    return date.fromisoformat(text) if text else None


def _last(day):
    return day and periods.last_day(periods.year_of(day), periods.month_of(day))


class SpanForm(forms.Form):
    """The last month, and the days."""

    def clean_to_date(self):
        """The last day of the month that was chosen; None for no end."""
        return _last(_day(self.cleaned_data["to_date"]))


class AgreeForm(SpanForm):
    """A check to agree on. `headings` are those of the budget."""

    text = words(
        "What each practice looks at",
        length=150,
        rows=2,
        help_text="As the practice reads it: Are the emergency admissions our patients?",
        error_messages={"required": "Say what the practices are to look at"},
    )
    heading = forms.ChoiceField(label="In which of its figures", required=False)
    days = _days(None)
    from_date = _month(
        "From which month’s figures",
        help_text="Months that are published already stay as they are.",
    )
    to_date = _month("To which month’s", empty="No end")

    def __init__(self, *args, headings, today, first, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = {one.code: one for one in headings}
        offered = months(today, first)
        named = [(code, one.name) for code, one in self.headings.items()]
        self.fields["heading"].choices = [("", "All its figures"), *named]
        self.fields["days"].initial = settings.PBC_CHECK_DAYS
        self.fields["from_date"].choices = offered
        self.fields["from_date"].initial = first.isoformat()
        self.fields["to_date"].choices = [("", "No end"), *offered]
        self.helper = form_helper("Agree on this check")

    def clean_heading(self):
        return self.headings.get(self.cleaned_data["heading"])

    def clean_from_date(self):
        return _day(self.cleaned_data["from_date"])

    def clean(self):
        given = super().clean()
        first, last = given.get("from_date"), given.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", "The last month is no earlier than the first")
        return given


class AgreedForm(SpanForm, EditForm):
    """Other days, or a last month, of what was agreed."""

    days = _days(None)
    to_date = _month("To which month’s figures", empty="No end")

    def __init__(self, *args, agreed, today, **kwargs):
        last = agreed.to_date and agreed.to_date.replace(day=1)
        begins = {
            "version": agreed.version,
            "days": agreed.days,
            "to_date": last.isoformat() if last else "",
        }
        super().__init__(*args, initial=begins, **kwargs)
        offered = [one for one in months(today, last) if _day(one[0]) >= agreed.from_date]
        self.fields["to_date"].choices = [("", "No end"), *offered]
        self.helper = form_helper("Keep this")
