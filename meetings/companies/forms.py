"""What the pages of companies ask for."""

from django import forms

from meetings.forms import words
from meetings.models import Side
from meetings.models.company import Form
from pbc.core.forms import DayInput, form_helper, sensible
from pbc.core.versions import EditForm

WRONG_DAY = "Enter a date, such as 2006-04-01"


class CompanyForm(forms.Form):
    """What is said of a company."""

    name = words(
        "What it is called",
        length=100,
        rows=0,
        error_messages={"required": "Say what it is called"},
    )
    form = forms.ChoiceField(label="What it is in law", choices=Form)
    purpose = words(
        "What it is for", length=300, rows=2, error_messages={"required": "Say what it is for"}
    )
    delegated_on = forms.DateField(
        label="From which day its practices delegate control to it",
        required=False,
        widget=DayInput,
        validators=[sensible],
        help_text="Empty where they do not.",
        error_messages={"invalid": WRONG_DAY},
    )
    helper = form_helper("Keep this")


class ChangeCompanyForm(CompanyForm, EditForm):
    """The same, of a company that is there."""


class NewCompanyForm(CompanyForm):
    """A company that is set up, on one side for good."""

    side = forms.ChoiceField(
        label="On which side it stands",
        choices=Side,
        widget=forms.RadioSelect,
        help_text="For good: another side is another company.",
        error_messages={"required": "Say whether it commissions or provides"},
    )
    field_order = ("name", "form", "side", "purpose", "delegated_on")


class BindForm(forms.Form):
    """Which practices of the group, those given, are bound from a day on."""

    practices = forms.MultipleChoiceField(
        label="Which practices are bound by it",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose a practice"},
    )
    from_date = forms.DateField(
        label="From which day",
        widget=DayInput,
        validators=[sensible],
        error_messages={"required": "Say from which day", "invalid": WRONG_DAY},
    )
    helper = form_helper("Keep this")

    def __init__(self, *args, practices, **kwargs):
        super().__init__(*args, **kwargs)
        self.practices = {str(one.pk): one for one in practices}
        self.fields["practices"].choices = [(key, one.name) for key, one in self.practices.items()]

    def clean_practices(self):
        return [self.practices[key] for key in self.cleaned_data["practices"]]
