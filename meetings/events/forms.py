"""What the pages of events ask for."""

from django import forms

from meetings.diary.forms import MeetingForm, line
from meetings.models import EventKind
from pbc.core.forms import form_helper
from pbc.core.versions import EditForm


class InvitedForm(forms.Form):
    """What an event is about, how many can come, and which practices are invited. `practices` are
    those that can be, `groups` {group: its practices} and `audiences`, to invite all of those at
    once."""

    kind = forms.ChoiceField(label="What it is about", choices=EventKind)
    places = forms.IntegerField(
        label="How many practices can come",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Leave it empty where there is no limit. Who books later waits for a free place",
        widget=forms.NumberInput({"class": "nhsuk-input--width-3"}),
        error_messages={"invalid": "Enter a number, such as 12"},
    )
    audience = forms.ChoiceField(
        label="Invite those of a list",
        required=False,
        help_text="The practice of each whom the list reaches today is invited",
    )
    whole = forms.MultipleChoiceField(
        label="Invite every practice of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    practices = forms.MultipleChoiceField(
        label="And these practices", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, practices, groups, audiences, **kwargs):
        super().__init__(*args, **kwargs)
        self.audiences = {str(one.pk): one for one in audiences}
        named = [(key, f"{one}, {one.organisation}") for key, one in self.audiences.items()]
        self.fields["audience"].choices = [("", "No list"), *named]
        self.practices = {str(one.pk): one for one in practices}
        self.groups = {str(group.pk): members for group, members in groups.items()}
        self.fields["practices"].choices = [(key, str(one)) for key, one in self.practices.items()]
        self.fields["whole"].choices = [(str(one.pk), str(one)) for one in groups]
        if not groups:
            del self.fields["whole"]
            self.fields["practices"].label = "Which practices are invited"

    def clean_audience(self):
        return self.audiences.get(self.cleaned_data["audience"])

    def clean(self):
        """What was typed, with each practice that is invited once."""
        said = super().clean()
        chosen = [self.practices[key] for key in said.get("practices", ())]
        for key in said.pop("whole", ()):
            chosen += self.groups[key]
        said["practices"] = list(dict.fromkeys(chosen))
        if not chosen and not said.get("audience") and "practices" not in self.errors:
            self.add_error("practices", "Choose a practice that is invited")
        return said


class NewEventForm(InvitedForm, MeetingForm):
    """A new event of one of `bodies`."""

    helper = form_helper("Arrange the event")
    title = line("What it is called", missing="Say what it is called", length=150)
    body = forms.ChoiceField(
        label="Which body holds it", error_messages={"required": "Choose the body"}
    )
    field_order = (
        *("title", "kind", "body", "day", "month", "starts", "ends", "place", "lunch"),
        *("places", "audience", "whole", "practices"),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = {str(one.pk): one for one in bodies}
        named = [(key, f"{one.name}, {one.organisation}") for key, one in self.bodies.items()]
        self.fields["body"].choices = named

    def clean_body(self):
        return self.bodies[self.cleaned_data["body"]]


class ChangeEventForm(InvitedForm, EditForm):
    """The same, of an event that is there."""

    helper = form_helper("Save")
