"""Forms, set up once: the crispy helper of the NHS look, and fields that several apps use."""

from html import escape  # as Django does it, without asking of each whether it is lazy

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from pbc.core import clock, scanner
from pbc.core.choosers import choices

EARLIEST, YEARS_AHEAD = 1900, 20
CHOSEN = {True: " selected", False: ""}


def sensible(day):
    """Refuse a day whose year is a slip: before 1900, or more than twenty years ahead."""
    if day.year < EARLIEST:
        raise forms.ValidationError("That day is too long ago. Look at the year")
    if day.year > clock.today().year + YEARS_AHEAD:
        raise forms.ValidationError("That day is too far ahead. Look at the year")


def reason(label):
    """Why somebody does what changes the account of another."""
    return forms.CharField(
        label=label,
        max_length=200,
        help_text="It stands in the history of the person",
        error_messages={"required": "Enter the reason"},
    )


def form_helper(button, *, action=""):
    """A whole form: error summary in the page, fields one below the other, one primary button.

    `{% crispy form %}` prints it, with its CSRF token; `action` is an address or a URL's name.
    """
    helper = part_helper()
    helper.form_tag, helper.disable_csrf = True, False
    helper.form_id = "form"
    helper.form_action = action
    helper.add_input(Submit("", button))
    return helper


def part_helper():
    """The fields alone, where the page writes the form and its buttons (publish or discard)."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    return helper


class LongSelect(forms.Select):
    """A choice among hundreds, printed without a template for each of them."""

    def render(self, name, value, attrs=None, renderer=None):
        """The field as HTML, just as its template would have it."""
        chosen = self.format_value(value)
        groups = self.optgroups(name, chosen, self.build_attrs(self.attrs, attrs))
        inside = "".join(self._group(label, options) for label, options, _ in groups)
        attributes = flatatt(self.build_attrs(self.attrs, attrs) | {"name": name})
        return SafeString(f"<select{attributes}>{inside}</select>")  # nosec B703 # its parts are

    @staticmethod
    def _group(label, options):
        listed = "".join(
            f'<option value="{escape(str(one["value"]))}"{CHOSEN[one["selected"]]}>'
            f"{escape(str(one['label']))}</option>"
            for one in options
        )
        return f'<optgroup label="{escape(str(label))}">{listed}</optgroup>' if label else listed


class DayInput(forms.DateInput):
    """The browser's own field for a date; it takes and gives 2007-03-13."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"class": "nhsuk-input--width-10"} | (attrs or {}), format="%Y-%m-%d")


class SentFile(forms.FileField):
    """A file no larger than a form has a use for, which the scanner has looked through, if there is
    one: `largest` is in bytes, `too_large` says what is wrong beyond it.

    Raises scanner.Infected and scanner.Unheard, which end in a page of their own: see
    pbc.middleware.scanned.
    """

    def __init__(self, *, largest, too_large, **kwargs):
        super().__init__(**kwargs)
        self.largest, self.too_large = largest, too_large

    def clean(self, data, initial=None):
        """Return the file, at its beginning."""
        file = super().clean(data, initial)
        if not file:
            return file
        if file.size > self.largest:
            raise forms.ValidationError(self.too_large)
        scanner.insist_on_clean(file)
        return file


class FilesInput(forms.FileInput):
    """The browser's plain file input, for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked as one file is; gives a list of them. The scanner looks through
    each where it is taken in: what was found in one is kept with its name, and the others go on."""

    widget = FilesInput

    def clean(self, data, initial=None):
        """Return the list of files. None at all is the field's `required` error."""
        files = data or [None]
        return [super(FilesField, self).clean(one, initial) for one in files]


class DayForm(forms.Form):
    """The day as of which a page shows the register; today, unless another is named."""

    day = forms.DateField(
        label="As it was on",
        required=False,
        help_text="Empty is today",
        validators=[sensible],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a date, such as 2006-10-01"},
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def choices(self):
        """Its one field, as a page prints it."""
        return choices(type(self), self.fields, self.data, today=self.today)

    @property
    def chosen(self):
        """The day that was typed, or today where none was or it could not be understood."""
        return (self.is_valid() and self.cleaned_data["day"]) or self.today
