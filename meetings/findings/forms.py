"""What whoever closes a check is asked."""

from django import forms

from meetings.forms import words
from meetings.models import Finding
from pbc.core.forms import form_helper

SAY_WHAT = "Say in a few words what you found"


class FindingForm(forms.Form):
    """What came of a check, and a word about it; of what was found there must be one."""

    finding = forms.ChoiceField(
        label="What came of it",
        choices=[("DONE", "Done"), *Finding.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    note = words(
        "In a few words",
        required=False,
        help_text="Your group reads it beside the check. Name no patient.",
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Close the check")

    def clean_finding(self):
        """As the deed takes it: empty where it was only done."""
        chosen = self.cleaned_data["finding"]
        return "" if chosen == "DONE" else chosen

    def clean(self):
        given = super().clean()
        if given.get("finding") == Finding.FOUND and not given.get("note"):
            self.add_error("note", SAY_WHAT)
        return given
