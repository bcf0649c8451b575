"""What the pages of representatives ask for."""

from django import forms

from meetings.decisions.forms import names_in
from meetings.forms import words
from pbc.core.forms import DayInput, form_helper

WRONG_DAY = "Enter a date, such as 2007-03-13"
YEARS_AHEAD = 20


class NominateForm(forms.Form):
    """Who speaks for a group, from when to when; of several, each in turn. `groups` are those of
    the body, `people` those whom the site knows by their full name: {name: Person}. No day lies
    more than twenty years ahead of `today`."""

    group = forms.ChoiceField(
        label="For which group", error_messages={"required": "Choose the group"}
    )
    holders = words(
        "Who speaks for the group",
        help_text="A name a line. Of several, each takes a turn.",
        error_messages={"required": "Write a name down"},
    )
    from_date = forms.DateField(
        label="From which day",
        widget=DayInput,
        error_messages={"required": "Say from which day", "invalid": WRONG_DAY},
    )
    until = forms.DateField(
        label="Until which day",
        required=False,
        widget=DayInput,
        help_text="Empty is until it is ended. Who take turns need a last day.",
        error_messages={"invalid": WRONG_DAY},
    )
    months = forms.IntegerField(
        label="How many months a turn lasts",
        required=False,
        min_value=1,
        max_value=24,
        error_messages={
            "invalid": "Enter a number of months",
            "min_value": "A turn lasts a month or more",
            "max_value": "A turn lasts two years at the most",
        },
    )

    def __init__(self, *args, groups, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.people, self.groups = today, people, {one.code: one for one in groups}
        self.fields["group"].choices = [(code, one.name) for code, one in self.groups.items()]
        self.helper = form_helper("Nominate")

    def clean_group(self):
        return self.groups[self.cleaned_data["group"]]

    def clean_from_date(self):
        return self._not_far(self.cleaned_data["from_date"])

    def clean_until(self):
        return self._not_far(self.cleaned_data["until"])

    def _not_far(self, day):
        if day and day.year > self.today.year + YEARS_AHEAD:
            raise forms.ValidationError("That day is too far ahead. Look at the year")
        return day

    def clean_holders(self):
        names = names_in(self.cleaned_data["holders"])
        return [self.people.get(name, name) for name in names]
