"""What the pages of minutes ask for."""

from django import forms

from meetings.minutes import people, source
from meetings.minutes.refused import Refused
from pbc.core.forms import SentFile, form_helper, part_helper

NOTHING = "Paste the minutes, or choose a file with them"
BOTH = "Paste the minutes or choose a file, not both"


class VersionForm(forms.Form):
    """The version of the meeting that the person has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AmendForm(forms.Form):
    """A correction to approved minutes."""

    text = forms.CharField(
        label="What is corrected",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Write the correction first"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = part_helper()


class ItemForm(VersionForm):
    """What the minutes say under an item."""

    text = forms.CharField(
        label="What was said",
        required=False,
        max_length=50_000,
        widget=forms.Textarea({"rows": 14}),
        help_text="“SBJ - text” says who spoke. A line such as “action: Mark - draft the plan - "
        "End-Mar” becomes an action of the meeting. So do “decision: we take option 2”, "
        "“question: Mark - is it the same in the west?” and “concern: The PCT - the framework”.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = part_helper()


class InitialsForm(forms.Form):
    """For whom letters stand."""

    letters = forms.CharField(max_length=6, widget=forms.HiddenInput)
    name = forms.CharField(
        label="The whole name",
        max_length=100,
        error_messages={"required": "Write the whole name"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = part_helper()

    def clean(self):
        """Only letters that the page could have asked about; the field of them is hidden."""
        given = super().clean()
        if not people.is_initials(given.get("letters", "")):
            self.add_error("name", "These are nobody’s initials: open the item again")
        return given


class ReadForm(forms.Form):
    """Old minutes, pasted or as a file. `text` of what is valid is the text of either."""

    pasted = forms.CharField(
        label="Paste the minutes",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12}),
        help_text="As they stand in the document: lists, tables and all",
    )
    file = SentFile(
        label="Or choose a file",
        largest=source.FILE_BYTES,
        too_large=source.TOO_LARGE,
        required=False,
        max_length=150,
        help_text="A text or a Word document (.docx)",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Read them")
        self.helper.attrs = {"enctype": "multipart/form-data"}

    def clean(self):
        given = super().clean()
        pasted, file = given.get("pasted", ""), given.get("file")
        if bool(pasted.strip()) == bool(file):
            if not self.errors:
                self.add_error("pasted", BOTH if file else NOTHING)
            return given
        try:
            read = source.opened(file.read(source.FILE_BYTES + 1)) if file else None
            given["text"] = "\n".join((read or source.of_text(pasted)).lines)
        except Refused as refusal:
            self.add_error("file" if file else "pasted", str(refusal))
        return given
