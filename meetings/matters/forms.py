"""What the pages of open questions, concerns and mandates ask for."""

from django import forms

from meetings.decisions.forms import KnownDayForm
from meetings.forms import words
from pbc.core.forms import DayInput, form_helper, sensible


class MatterForm(KnownDayForm):
    """Something new, for one of `places`, {value: organisation}."""

    of = forms.ChoiceField(label="For", error_messages={"required": "Choose for whom"})

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["of"].choices = [(key, str(one)) for key, one in places.items()]
        if len(places) == 1:
            self.fields["of"].widget = forms.HiddenInput()
        self.helper = form_helper("Write it down")

    def deed(self):
        """What was typed, as the service takes it."""
        given = dict(self.cleaned_data)
        return given | {"organisation": self.places[given.pop("of")]}


class OpenForm(MatterForm):
    """A question that came up."""

    text = words("What is the question", error_messages={"required": "Say what is asked"})
    asker = words("Who asked it", length=100, rows=0, error_messages={"required": "Say who asked"})
    owner = words(
        "Who finds out", length=100, rows=0, error_messages={"required": "Say who finds out"}
    )

    field_order = ("text", "of", "asker", "owner", "on")

    def deed(self):
        given = super().deed()
        return given | {"owner": self.somebody(given["owner"])}


class ConcernForm(MatterForm):
    """A concern that is to be raised with another body."""

    text = words("What is the concern", error_messages={"required": "Say what the concern is"})
    body = words(
        "With which body it is raised",
        length=100,
        rows=0,
        help_text="Such as the PCT, or a trust.",
        error_messages={"required": "Say with whom it is raised"},
    )

    field_order = ("text", "of", "body", "on")


class MandateForm(MatterForm):
    """That somebody speaks for an organisation."""

    holder = words("Who speaks", length=100, rows=0, error_messages={"required": "Say who speaks"})
    scope = words("About what", error_messages={"required": "Say about what they speak"})
    given_by = words(
        "Which meeting said so",
        length=100,
        rows=0,
        error_messages={"required": "Say which meeting gave the mandate"},
    )
    until = forms.DateField(
        label="Until when",
        required=False,
        widget=DayInput,
        help_text="Empty is until it is ended.",
        error_messages={"invalid": "Enter a date, such as 2007-03-13"},
    )

    field_order = ("holder", "of", "scope", "given_by", "on", "until")

    def deed(self):
        given = super().deed()
        return given | {"holder": self.somebody(given["holder"])}


class WordsForm(KnownDayForm):
    """An answer or a reply in words, and its day."""

    words = words("In words", error_messages={"required": "Write it down first"})

    field_order = ("words", "on")

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.helper = form_helper("Write it down")


class DayOnlyForm(KnownDayForm):
    """The day of something."""

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label
        self.helper = form_helper("Write it down")


class MistakeForm(forms.Form):
    """Why something that was written down is taken back."""

    why = words(
        "Why was it a mistake?",
        length=200,
        rows=0,
        help_text="It stays with this reason for the auditor and for who keeps the register, "
        "and counts nowhere.",
        error_messages={"required": "Say in one line why"},
    )
    helper = form_helper("Take it back")


class LastDayForm(DayOnlyForm):
    """The last day of something, which may be one to come."""

    def clean_on(self):
        on = self.cleaned_data["on"]
        sensible(on)
        return on
