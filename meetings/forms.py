"""What the pages of actions ask for."""

from django import forms

from meetings import due
from meetings.models import Often
from meetings.queries import owners
from meetings.queries import words as said
from pbc.core.forms import form_helper, part_helper
from pbc.core.versions import EditForm

WHO = "Choose who does it, or write the name of somebody outside this site"
REASON = {"required": "Say why, in a few words"}


def words(label, *, length=500, required=True, rows=3, **more):
    """A field for words, of several lines unless `rows` is 0."""
    area = forms.Textarea({"rows": rows}) if rows else forms.TextInput
    return forms.CharField(label=label, max_length=length, required=required, widget=area, **more)


def day_field():
    """When it is due, as people write it."""
    return words(
        "When it is due",
        length=60,
        required=False,
        rows=0,
        help_text="As you would write it: 16 Mar, End-April, ASAP. It is kept as you write it, "
        "and read as a day where it is one.",
    )


def owner_field(choices):
    """Who does it, of those to whom it can be given."""
    return forms.ChoiceField(label="Who does it", required=False, choices=choices)


def outside_field():
    """The name of somebody who does not use the site."""
    return words(
        "Or the name of somebody who does not use this site",
        length=100,
        required=False,
        rows=0,
        help_text="Then it is theirs. They get no mail from here: somebody has to tell them.",
    )


class OwnedForm(forms.Form):
    """The fields that say who and when. `organisation` is whose action it is, once known."""

    today = None

    def place(self):
        """The organisation whose action it is, or None while it is not chosen."""
        raise NotImplementedError

    def clean_due_typed(self):
        typed = self.cleaned_data["due_typed"]
        try:
            due.read(typed, on=self.today)
        except due.NotADay as fault:
            raise forms.ValidationError(str(fault)) from fault
        return typed

    def clean(self):
        given = super().clean()
        place, value, name = self.place(), given.get("owner"), given.get("owner_name")
        if not value and not name:
            self.add_error("owner", WHO)
        elif place and "owner" not in self.errors:
            try:
                given["owner"] = owners.chosen(value, name, place)
            except owners.NotAnOwner as fault:
                self.add_error("owner", str(fault))
        return given


class RaiseForm(OwnedForm):
    """A new action. `places` is {value: organisation}, `people` what the owner field offers."""

    text = words("What is to be done", error_messages={"required": "Say what is to be done"})
    of = forms.ChoiceField(
        label="For", error_messages={"required": "Choose for whom it is to be done"}
    )
    owner = owner_field(())
    owner_name = outside_field()
    due_typed = day_field()

    def __init__(self, *args, places, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, self.today = places, today
        self.fields["of"].choices = [(key, str(one)) for key, one in places.items()]
        self.fields["owner"].choices = [("", "Nobody of this site"), *people]
        if len(places) == 1:
            self.fields["of"].widget = forms.HiddenInput()
        self.helper = form_helper("Raise the action")

    def place(self):
        return self.places.get(self.cleaned_data.get("of"))


class ChangeForm(OwnedForm, EditForm):
    """Another day, another owner, and why."""

    due_typed = day_field()
    owner = owner_field(())
    owner_name = outside_field()
    reason = words("Why", error_messages=REASON)

    def __init__(self, *args, action, people, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.action, self.today = action, today
        self.fields["owner"].choices = [("", "Nobody of this site"), *people]
        self.helper = form_helper("Change the action")

    def place(self):
        return self.action.organisation

    def show_change(self, changed):
        """Say who changed it and what it is now. Sent again, what was typed is written over it."""
        self.data = self.data.copy()
        self.data["version"] = changed.row.version
        now = f"{said.owner(changed.row)}, due {said.due_said(changed.row)}"
        self.add_error(None, f"{changed}: {now}. Send yours again to write it over that")


class NoteForm(forms.Form):
    """Words for an action."""

    note = words("Add a note", error_messages={"required": "Write the note first"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = part_helper()


class DropForm(EditForm):
    """Why an action is given up."""

    reason = words("Why it is not to be done any more", error_messages=REASON)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = part_helper()


class MailForm(forms.Form):
    """How often somebody wants to be told by mail."""

    often = forms.ChoiceField(
        label="How often you want a mail about your actions",
        choices=Often,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Keep this")
