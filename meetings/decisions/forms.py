"""What the pages of decisions ask for."""

from django import forms

from meetings.forms import REASON
from meetings.forms import words as words_field
from meetings.models import Outcome, Said
from meetings.models.question import How
from pbc.core.forms import DayInput, form_helper
from pbc.core.versions import EditForm

LONGEST_NAME = 100  # letters, as the columns of names have them


def names_in(typed):
    """The names of some lines, one each. Raises ValidationError where one is too long to keep."""
    names = [" ".join(line.split()) for line in typed.splitlines()]
    if any(len(name) > LONGEST_NAME for name in names):
        raise forms.ValidationError("A name has 100 letters at the most: one on each line")
    return [name for name in names if name]


class KnownDayForm(forms.Form):
    """A form with the day of what it says, which lies in no future. `people` are those whom the
    site knows by their full name: {name: Person}."""

    on = forms.DateField(
        label="On which day",
        widget=DayInput,
        error_messages={
            "required": "Say on which day",
            "invalid": "Enter a date, such as 2007-03-13",
        },
    )

    def __init__(self, *args, today, people=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today, self.people = today, people or {}

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("That day has not come yet. Look at the date")
        return on

    def somebody(self, typed):
        """The person of that full name, where the site knows one; else the name."""
        name = " ".join(typed.split())
        return self.people.get(name, name)


def how_field(label):
    """How something reached somebody."""
    return forms.ChoiceField(
        label=label,
        choices=How,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how"},
    )


class DecideForm(KnownDayForm):
    """A new decision. `places` is {value: organisation}, `askable` those that can be asked."""

    text = words_field("What was decided", error_messages={"required": "Say what was decided"})
    of = forms.ChoiceField(label="For", error_messages={"required": "Choose for whom it holds"})
    body = words_field(
        "Which body decided",
        length=100,
        rows=0,
        help_text="Such as the executive, or the leads’ meeting.",
        error_messages={"required": "Say who decided"},
    )
    outcome = forms.ChoiceField(
        label="What became of it",
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what became of it"},
    )
    asked = forms.MultipleChoiceField(
        label="If it is in principle: who is to confirm it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    collector = words_field(
        "To whom the confirmations go",
        length=100,
        required=False,
        rows=0,
        help_text="A name, if it is in principle.",
    )
    tell = words_field(
        "Who is to be told",
        length=500,
        required=False,
        help_text="A name a line. The desk says so when one of them was not told in time.",
    )

    field_order = ("text", "of", "body", "on", "outcome", "asked", "collector", "tell")

    def __init__(self, *args, places, askable, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, self.askable = places, askable
        self.fields["of"].choices = [(key, str(one)) for key, one in places.items()]
        self.fields["asked"].choices = [(key, str(one)) for key, one in askable.items()]
        if len(places) == 1:
            self.fields["of"].widget = forms.HiddenInput()
        self.helper = form_helper("Write the decision down")

    def clean_tell(self):
        return names_in(self.cleaned_data["tell"])

    def clean(self):
        given = super().clean()
        if given.get("outcome") == Outcome.IN_PRINCIPLE and not given.get("asked"):
            self.add_error("asked", "Choose who is to confirm it")
        return given

    def decision(self):
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        return {
            "text": given["text"],
            "organisation": self.places[given["of"]],
            "body": given["body"],
            "outcome": given["outcome"],
            "on": given["on"],
            "of": [self.askable[value] for value in given["asked"]],
            "collector": self.somebody(given["collector"]),
            "tell": [self.somebody(name) for name in given["tell"]],
        }


class ChangeForm(EditForm):
    """Other words for a decision, or another outcome, and why."""

    text = words_field("What was decided", error_messages={"required": "Say what was decided"})
    outcome = forms.ChoiceField(
        label="What became of it", choices=Outcome, widget=forms.RadioSelect
    )
    reason = words_field("Why", error_messages=REASON)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Change the decision")


class AnswerForm(KnownDayForm):
    """What one of those asked said, by whom, how and when."""

    said = forms.ChoiceField(
        label="What they said",
        choices=Said,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they said"},
    )
    words = words_field(
        "In their words", required=False, help_text="The condition, where there is one."
    )
    told_by = words_field(
        "Who told us", length=100, rows=0, error_messages={"required": "Say who told us"}
    )
    how = how_field("How it reached us")

    field_order = ("said", "words", "told_by", "how", "on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Write the answer down")

    def clean(self):
        given = super().clean()
        if given.get("said") == Said.CONDITIONAL and not given.get("words"):
            self.add_error("words", "Say on what condition")
        return given


class TellForm(KnownDayForm):
    """Somebody who is to be told."""

    to = words_field(
        "Who is to be told", length=100, rows=0, error_messages={"required": "Say who"}
    )

    field_order = ("to", "on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "Since when it is to be told"
        self.helper = form_helper("Add them")


class ToldForm(KnownDayForm):
    """That word was passed on, or came back: how and when."""

    how = how_field("How")

    field_order = ("how", "on")

    def __init__(self, *args, button, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper(button)
