"""What is typed about organisations: checked for how it was typed, and for nothing else."""

from django import forms

from pbc.core.forms import DayInput, form_helper, part_helper, sensible
from pbc.core.models import Standing

NOT_A_DATE = "Enter a date, such as 2006-10-01"
MERGER_ALONE = "Only that it merges: it closes, and merges into none"
IN_HISTORY = "It stands in the history of the practice"


def day_field(label, missing, help_text=""):
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=DayInput(),
        validators=[sensible],
        error_messages={"invalid": NOT_A_DATE, "required": missing},
    )


def text_field(label, missing="", *, longest=200, help_text=""):
    """A text; `missing` is what is said where it must be given."""
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=longest,
        help_text=help_text,
        error_messages={"required": missing},
    )


def choice_field(label, missing="", *, none="None"):
    """An organisation of a queryset that is set when the form is made."""
    return forms.ModelChoiceField(
        label=label,
        queryset=None,
        required=bool(missing),
        empty_label=none,
        error_messages={"required": missing, "invalid_choice": "Choose one of the list"},
    )


def code_field():
    return forms.RegexField(
        label="Code",
        regex=r"^[A-Z0-9&-]{1,10}$",
        help_text="Capitals and digits, such as E82518. It stays for good",
        error_messages={"required": "Enter the code", "invalid": "Use capitals and digits only"},
    )


class ChangeForm(forms.Form):
    """A change that is looked at before it is made; the choices are passed in by field."""

    helper = part_helper()

    def __init__(self, *args, **choices):
        querysets = {name: choices.pop(name) for name in list(choices) if name in self.base_fields}
        super().__init__(*args, **choices)
        for name, queryset in querysets.items():
            self.fields[name].queryset = queryset


class MoveForm(ChangeForm):
    """Another locality, from a day on."""

    locality = choice_field("The area, or locality", "Choose the locality", none="Choose one")
    from_date = day_field("From", "Enter the first day there")


class StandingForm(ChangeForm):
    """A group, or none and why, from a day on."""

    standing = forms.ChoiceField(
        label="From then on it is",
        choices=Standing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it stands"},
    )
    group = choice_field("The group", none="In no group")
    reason = text_field("Why it is in no group", help_text="Empty where it is in one")
    from_date = day_field("From", "Enter the first day")


class CloseForm(ChangeForm):
    """The last day, and the practice that takes over."""

    last_day = day_field("The last day it is open", "Enter the last day")
    into = choice_field("It merges into", none="It merges into none")


class ReopenForm(ChangeForm):
    """What of a closing is taken back, and why."""

    stays_closed = forms.TypedChoiceField(
        label="What was written down by mistake?",
        choices=[("", "That it closes: it is open, as before"), ("yes", MERGER_ALONE)],
        widget=forms.RadioSelect,
        coerce=bool,
        required=False,
    )
    reason = text_field("Why is it taken back?", "Say in one line why", help_text=IN_HISTORY)

    def __init__(self, *args, merged, **kwargs):
        super().__init__(*args, **kwargs)
        if not merged:
            del self.fields["stays_closed"]


class UnderForm(ChangeForm):
    """Another commissioner of a locality, from a day on."""

    commissioner = choice_field("The PCT", "Choose the PCT", none="Choose one")
    from_date = day_field("From", "Enter the first day under it")


class OpenForm(ChangeForm):
    """A new practice."""

    code = code_field()
    name = text_field("Name", "Enter the name")
    town = text_field("Town", longest=100)
    locality = choice_field("The area, or locality", "Choose the locality", none="Choose one")
    standing = StandingForm.base_fields["standing"]
    group = choice_field("The group", none="In no group")
    reason = text_field("Why it is in no group", help_text="Empty where it is in one")
    from_date = day_field("It opens on", "Enter the day it opens")


class PracticeForm(forms.Form):
    """How a practice is called."""

    helper = form_helper("Save")
    name = text_field("Name", "Enter the name")
    town = text_field("Town", longest=100)


class NameForm(forms.Form):
    """How an organisation is called."""

    helper = form_helper("Save")
    name = text_field("Name", "Enter the name")


class OrganisationForm(NameForm):
    """A new group or provider."""

    code = code_field()
    field_order = ("code", "name")


class LocalityForm(OrganisationForm):
    """A new locality, and under whom it is."""

    commissioner = choice_field("Under", "Choose the PCT", none="Choose one")
    from_date = day_field("From", "Enter the first day")

    def __init__(self, *args, commissioners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commissioner"].queryset = commissioners
