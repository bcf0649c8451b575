"""What the pages of the support log ask for."""

from django import forms

from meetings.decisions.forms import KnownDayForm
from meetings.forms import REASON
from meetings.forms import words as words_field
from meetings.models import ContactKind
from pbc.core.forms import form_helper, sensible
from pbc.core.values import Scope

NOTHING = "Nothing in particular"
WHO = "Choose who it was, or write the name of somebody outside this site"


class ContactForm(KnownDayForm):
    """A contact with a practice. `whom` is {value: person or post}, `actions` {value: Action},
    `find(code)` the figure of a code, or None. A figure of a practice is one of this `practice`."""

    kind = forms.ChoiceField(
        label="What it was",
        choices=ContactKind,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it was"},
    )
    who = forms.ChoiceField(label="Who offered, came or rang", required=False)
    name = words_field(
        "Or the name of somebody who does not use this site", length=100, required=False, rows=0
    )
    words = words_field(
        "In words",
        length=1000,
        rows=5,
        help_text="Leads of the group, the practice itself and the auditor read this, nobody else.",
        error_messages={"required": "Say what was offered or talked about"},
    )
    action = forms.ChoiceField(label="If it was about an action: which", required=False)
    figure = words_field(
        "If it was about a figure: its code",
        length=80,
        required=False,
        rows=0,
        help_text="As it stands on paper, such as S-E82001-0607-M06-OP-070313-7F3A.",
    )

    field_order = ("kind", "on", "who", "name", "words", "action", "figure", "reason")

    def __init__(self, *args, practice, whom, actions, find, **kwargs):
        super().__init__(*args, **kwargs)
        self.whom, self.actions, self.find = whom, actions, find
        self.scope = Scope("practice", practice.code)
        self.fields["who"].choices = [("", "Nobody of this site"), *_labels(whom)]
        self.fields["action"].choices = [("", NOTHING), *_labels(actions)]
        self.fields["on"].validators.append(sensible)
        self.helper = form_helper("Write it down")

    def clean_figure(self):
        code = self.cleaned_data["figure"]
        found = self.find(code) if code else None
        if code and found is None:
            raise forms.ValidationError(
                "No figure that you may see has this code. Look at it again"
            )
        if found and found.scope and found.scope.kind == "practice" and found.scope != self.scope:
            raise forms.ValidationError("This is a figure of another practice. Look at it again")
        return found

    def clean(self):
        """What was typed, as the service takes it; a name that was typed goes first."""
        given = super().clean()
        name, chosen = given.pop("name", ""), given.pop("who", "")
        if not name and not chosen:
            self.add_error("who", WHO)
        action, figure = given.pop("action", ""), given.pop("figure", None)
        who = name or self.whom.get(chosen)
        return given | {"who": who, "action": self.actions.get(action), "about": figure}


class CorrectForm(ContactForm):
    """The same, of one that was written down wrong, and why."""

    reason = words_field("Why it is written down anew", length=300, rows=2, error_messages=REASON)


class OutcomeForm(KnownDayForm):
    """What came of a contact, and on which day."""

    words = words_field("What came of it", error_messages={"required": "Say what came of it"})

    field_order = ("words", "on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Write it down")


def _labels(choices):
    return [(value, str(one)) for value, one in choices.items()]
