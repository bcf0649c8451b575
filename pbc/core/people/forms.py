"""What an administrator types about people: checked for how it was typed, and for nothing else."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator

from pbc.core.forms import DayInput, form_helper, reason
from pbc.core.models import OPERATOR, Role

NOT_A_DATE = "Enter a date, such as 2007-03-31"
ROLES = [choice for choice in Role.choices if choice[0] != Role.OPERATOR]


def day_field(label, *, missing="", help_text=""):
    """A date; `missing` is what is said where it must be given."""
    return forms.DateField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        widget=DayInput(),
        error_messages={"invalid": NOT_A_DATE, "required": missing},
    )


class PersonForm(forms.Form):
    """How somebody is called, and how they sign in."""

    helper = form_helper("Save")
    first_name = forms.CharField(
        label="First name", max_length=150, error_messages={"required": "Enter the first name"}
    )
    last_name = forms.CharField(
        label="Last name", max_length=150, error_messages={"required": "Enter the last name"}
    )
    email = forms.EmailField(
        label="Mail address",
        required=False,
        help_text="Empty where they have none. They may sign in with it too",
        error_messages={"invalid": "Enter a mail address, such as r.allan@example.nhs.uk"},
    )
    username = forms.CharField(
        label="Name to sign in with",
        max_length=150,
        help_text="Such as ruth.allan",
        error_messages={"required": "Enter the name to sign in with"},
    )

    def clean_username(self):
        """Letters, digits and . _ + - @ only, and not the name of the site itself."""
        said = self.cleaned_data["username"]
        UnicodeUsernameValidator(message="Use letters, digits and . _ + - @ only")(said)
        if said.lower() == OPERATOR:
            raise forms.ValidationError("The site itself has that name: choose another")
        return said


class SpanForm(forms.Form):
    """From when to when; the first day is `today` unless another is given."""

    def clean(self):
        said = super().clean()
        first, last = said.get("from_date"), said.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", "The last day cannot be before the first")
        return said


class AppointForm(SpanForm):
    """A role over an organisation; `scopes` are the organisations by their address."""

    helper = form_helper("Appoint")
    role = forms.ChoiceField(
        label="Role", choices=ROLES, widget=forms.RadioSelect,
        error_messages={"required": "Choose the role"},
    )  # fmt: skip
    over = forms.ChoiceField(
        label="Over",
        required=False,
        help_text="Finance and commissioner: over a PCT. GP lead: over a group. "
        "Practice manager: over a practice. Secretary: over a group or a PCT. LMC observer: over "
        "a PCT. Auditor and administrator: over the whole site",
    )
    from_date = day_field("From", missing="Enter the first day")
    to_date = day_field("To", help_text="The last day. Empty where it has no end yet")

    def __init__(self, *args, scopes, **kwargs):
        super().__init__(*args, **kwargs)
        self.scopes = {f"{kind}:{one.code}": one for kind, _, all_ in scopes for one in all_}
        choices = [
            (name, [(f"{kind}:{o.code}", str(o)) for o in all_]) for kind, name, all_ in scopes
        ]
        self.fields["over"].choices = [("", "The whole site"), *choices]

    def clean_over(self):
        """The organisation, or None for the whole site."""
        return self.scopes.get(self.cleaned_data["over"])


class DeputyForm(SpanForm):
    """Who stands in, and for how long; `people` are those who may."""

    helper = form_helper("Appoint the deputy")
    person: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Who stands in", queryset=None, empty_label="Choose somebody",
        error_messages={"required": "Choose who stands in"},
    )  # fmt: skip
    from_date = day_field("From", missing="Enter the first day")
    to_date = day_field("To", missing="Enter the last day: a deputy is one for a time")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class LastDayForm(forms.Form):
    """The last day of an appointment, or of all that somebody holds."""

    helper = form_helper("Save")
    last_day = day_field(
        "The last day",
        missing="Enter the last day",
        help_text="Today: they keep it until midnight. Yesterday: it stops at once",
    )


class DecideForm(forms.Form):
    """What the second administrator says."""

    helper = form_helper("Save")
    answer = forms.ChoiceField(
        label="Do you confirm this appointment?",
        choices=[("confirm", "Yes, it is given"), ("refuse", "No, it is refused")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you confirm it"},
    )


class DoorForm(forms.Form):
    """Why somebody may not sign in any more, or may again."""

    helper = form_helper("Save")
    why = reason("Why")


class LinkForm(forms.Form):
    """A button: it makes a link with which somebody chooses a password."""

    helper = form_helper("Make the link")
    agreed = forms.BooleanField(
        label="I can hand it over so that nobody else sees it",
        error_messages={"required": "Say that nobody else will see it"},
    )

    def __init__(self, *args, by_mail, **kwargs):
        super().__init__(*args, **kwargs)
        if by_mail:
            self.fields["agreed"].label = "Send it to their mail address"
            self.fields["agreed"].error_messages["required"] = "Say that it is to be sent"


class ForgottenForm(forms.Form):
    """The mail address of somebody who has forgotten their password."""

    helper = form_helper("Send me a link")
    email = forms.EmailField(
        label="Your mail address",
        max_length=100,
        error_messages={
            "required": "Enter your mail address",
            "invalid": "Enter a mail address, such as r.allan@example.nhs.uk",
        },
    )


class SearchForm(forms.Form):
    """Words of a name."""

    q = forms.CharField(label="Name, or name to sign in with", required=False, max_length=100)
