"""What the browser sends about files: checked for how it was typed, and for nothing else."""

from django import forms
from django.conf import settings

from pbc.core import periods
from pbc.core.forms import FilesField, form_helper, part_helper
from pbc.core.models import Practice

MIB = 1024 * 1024
LONGEST_ID = 19  # digits of the largest number that an id can be


class DeliveryForm(forms.Form):
    """Files to send in and, if somebody wants to be sure, the month that they are to bring."""

    helper = form_helper("Send in")
    files = FilesField(  # type: ignore[assignment]  # the field; what was sent stands in self.files
        label="The files",
        allow_empty_file=True,
        error_messages={"required": "Choose the file to send in"},
    )
    year = forms.TypedChoiceField(
        label="Year it is sent for", required=False, coerce=int, empty_value=None
    )
    month = forms.TypedChoiceField(
        label="Month it is sent for",
        help_text="If you say it, a file of other months is refused",
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        most = settings.PBC_UPLOAD_FILES
        self.fields["files"].help_text = f"Up to {most} at once; each is looked at by itself"
        named = [(year, periods.year_name(year)) for year in years]
        self.fields["year"].choices = [("", "Not said"), *named]
        months = [(m, f"{m} {periods.month_name(m)}") for m in periods.MONTHS]
        self.fields["month"].choices = [("", "Not said"), *months]

    def clean_files(self):
        """Refuse too many files, and a file that is empty or too large, by its name."""
        many, at_once = len(self.cleaned_data["files"]), settings.PBC_UPLOAD_FILES
        if many > at_once:
            raise forms.ValidationError(
                f"You chose {many} files. Send no more than {at_once} at once"
            )
        most = settings.PBC_UPLOAD_LIMIT_MB
        for file in self.cleaned_data["files"]:
            if not file.size:
                self.add_error("files", f"“{file.name}” is empty: choose it again, or export it")
            if file.size > most * MIB:
                self.add_error(
                    "files",
                    f"“{file.name}” is larger than {most} MB: send it by locality or by month",
                )
        return self.cleaned_data.get("files")

    def clean(self):
        """A year and a month belong together."""
        said = super().clean()
        if bool(said.get("year")) != bool(said.get("month")):
            missing = "month" if said.get("year") else "year"
            self.add_error(missing, f"Choose the {missing} too, or neither")
        return said

    @property
    def expected(self):
        """The year and month that the files are said to bring, or None."""
        said = self.cleaned_data["year"], self.cleaned_data["month"]
        return said if all(said) else None


class PublishForm(forms.Form):
    """Publishing a reading: `basis` is what the person saw in force, `reason` stands only where
    one is asked for."""

    helper = part_helper()
    basis = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Why do you accept it?",
        help_text="One line. It is shown beside the figure.",
        max_length=500,
        error_messages={"required": "Say in one line why you accept it"},
    )

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]

    def clean_basis(self):
        """The ids of the moves that were seen; what is no id was not."""
        parts = self.cleaned_data["basis"].split(",")
        return [int(part) for part in parts if part.isdecimal() and len(part) <= LONGEST_ID]


class CoverageForm(forms.Form):
    """What a file covers: whole months of localities, and months of some practices alone."""

    helper = part_helper()
    slices = forms.MultipleChoiceField(
        label="Whole months of a locality",
        help_text="Publishing replaces all that is published of them, every practice's",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the months that the file has rows of"},
    )
    practices = forms.MultipleChoiceField(
        label="These practices only",
        help_text="Their months in this file, beside the whole ones; no other practice is touched",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose among the practices that the file has rows of"},
    )
    reason = forms.CharField(
        label="Why does the file cover this?",
        help_text="One line. It is kept with the file.",
        max_length=500,
        error_messages={"required": "Say in one line why the file covers this"},
    )

    def __init__(self, *args, coverage, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("slices", "practices"):
            choices = getattr(coverage, name)
            self.fields[name].choices = [(one.value, one.label) for one in choices]
            self.fields[name].initial = [one.value for one in choices if one.is_covered]

    def clean(self):
        """At least one month or practice."""
        said = super().clean()
        if not self.errors and not (said["slices"] or said["practices"]):
            self.add_error("slices", "Choose at least one month, or a practice")
        return said

    @property
    def chosen(self):
        """Whole months as (year, month, locality id), and ids of practices."""
        whole = [tuple(map(int, one.split("-"))) for one in self.cleaned_data["slices"]]
        return whole, list(map(int, self.cleaned_data["practices"]))


class UndoForm(forms.Form):
    """Undoing a publication, always with a reason."""

    helper = part_helper()
    reason = forms.CharField(
        label="Why do you undo it?",
        help_text="One line. It is kept with the months that change.",
        max_length=500,
        error_messages={"required": "Say in one line why you undo it"},
    )


class RedoForm(forms.Form):
    """Taking a withdrawal back, always with a reason."""

    helper = part_helper()
    reason = forms.CharField(
        label="Why do you publish it again?",
        help_text="One line. It is kept with the months that change.",
        max_length=500,
        error_messages={"required": "Say in one line why you publish it again"},
    )


class PurgeForm(forms.Form):
    """Asking for the removal of a file's words, as it holds details of patients."""

    helper = part_helper()
    reason = forms.CharField(
        label="What was found?",
        help_text="One line, kept for good, for finance, administrators and auditors to read. Say"
        " what kind of details and where; write no name, no number and no other word of them.",
        max_length=500,
        error_messages={"required": "Say in one line what was found"},
    )
    with_name = forms.BooleanField(
        label="The name of the file holds such details too", required=False
    )

    def __init__(self, *args, of_the_name=False, **kwargs):
        """`of_the_name` where the words are gone, and nothing else is left to ask for."""
        super().__init__(*args, **kwargs)
        if of_the_name:
            self.fields["with_name"].widget = forms.HiddenInput()
            self.fields["with_name"].initial = True


class AssignForm(forms.Form):
    """Giving unassigned lines to one practice of their locality, always with a reason."""

    helper = form_helper("Assign")
    practice = forms.ModelChoiceField(
        label="Practice",
        help_text="Those that were open in the locality in these months",
        queryset=Practice.objects.none(),
        empty_label="Choose a practice",
        error_messages={
            "required": "Choose the practice",
            "invalid_choice": "Choose a practice that was open in the locality in these months",
        },
    )
    reason = forms.CharField(
        label="Why is it theirs?",
        help_text="One line. It is shown beside the lines.",
        max_length=500,
        error_messages={"required": "Say in one line why it is theirs"},
    )

    def __init__(self, *args, practices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["practice"].queryset = practices


class TakeBackForm(forms.Form):
    """Taking an assignment by hand back, always with a reason."""

    helper = part_helper()
    reason = forms.CharField(
        label="Why do you take it back?",
        help_text="One line. It is kept with the line.",
        max_length=500,
        error_messages={"required": "Say in one line why you take it back"},
    )
