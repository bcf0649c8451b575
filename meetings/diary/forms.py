"""What the pages of bodies and meetings ask for."""

from django import forms
from django.utils.html import escape

from meetings.diary import days, marks
from meetings.models import LARGEST_PAPER, BodyKind, Every, ItemKind, SeatPost
from pbc.core.forms import DayInput, SentFile, form_helper
from pbc.core.models import Person
from pbc.core.versions import EditForm

NOT_A_DATE = "Enter a date, such as 2007-04-04"
NOT_A_TIME = "Enter a time, such as 13:00"


class TimeInput(forms.TimeInput):
    """The browser's own field for a time; it takes and gives 13:00."""

    input_type = "time"

    def __init__(self):
        super().__init__({"class": "nhsuk-input--width-5"}, format="%H:%M")


def day_field(label, *, missing="", help_text=""):
    """A date; `missing` is what is said where it must be given."""
    return forms.DateField(
        label=label,
        required=bool(missing),
        help_text=help_text,
        widget=DayInput(),
        error_messages={"invalid": NOT_A_DATE, "required": missing},
    )


def time_field(label):
    """A time of the day, which may be left empty."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=TimeInput(),
        error_messages={"invalid": NOT_A_TIME},
    )


def line(label, *, missing="", length=200, help_text=""):
    """One line of words."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=bool(missing),
        help_text=help_text,
        error_messages={"required": missing},
    )


def why_field():
    """Why something is done, for those who planned to come."""
    return line("Why", missing="Say in one line why", length=300, help_text="It stands on the page")


class BodyForm(forms.Form):
    """What a body is called, and how many of it are needed."""

    name = line("Name", missing="Enter the name of the body", length=100)
    kind = forms.ChoiceField(label="What it is for", choices=BodyKind)
    quorum = forms.IntegerField(
        label="Quorum",
        required=False,
        min_value=1,
        max_value=999,
        help_text="How many of its members must be present. Empty where there is no rule",
        widget=forms.NumberInput({"class": "nhsuk-input--width-3"}),
        error_messages={"invalid": "Enter a number, such as 5"},
    )

    helper = form_helper("Save")


class NewBodyForm(BodyForm):
    """A new body; `places` are the organisations that it can be of."""

    of = forms.ChoiceField(label="Whose body it is", error_messages={"required": "Choose one"})
    field_order = ("of", "name", "kind", "quorum")
    helper = form_helper("Set up the body")

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["of"].choices = [(key, str(one)) for key, one in places.items()]

    def clean_of(self):
        return self.places[self.cleaned_data["of"]]


class ChangeBodyForm(BodyForm, EditForm):
    """The same, of a body that is there."""


class SeatForm(forms.Form):
    """Who sits on a body: somebody with an account, or a name."""

    helper = form_helper("Give the seat")
    person = forms.ChoiceField(label="Somebody who uses this site", required=False)
    name = line(
        "Or the name of somebody who does not",
        length=100,
        help_text="They get no mail from here: somebody has to tell them",
    )
    post = forms.ChoiceField(label="As what", choices=SeatPost, initial=SeatPost.MEMBER)
    affiliation = forms.ChoiceField(label="Comes from elsewhere", required=False)
    practice = forms.ChoiceField(label="Speaks for the practice", required=False)
    from_date = day_field("From", missing="Enter the first day")

    def __init__(self, *args, people, practices, **kwargs):
        super().__init__(*args, **kwargs)
        self.practices = {one.code: one for one in practices}
        self.fields["person"].choices = [("", "Nobody of this site"), *people]
        self.fields["affiliation"].choices = marks.choices()
        shown = [(code, str(one)) for code, one in self.practices.items()]
        self.fields["practice"].choices = [("", "None"), *shown]
        if not practices:
            del self.fields["practice"]

    def clean(self):
        said = super().clean()
        if not said.get("person") and not said.get("name"):
            self.add_error("person", "Choose somebody, or write a name")
        said["person"] = Person.objects.filter(username=said.get("person", "")).first()
        said["practice"] = self.practices.get(said.get("practice", ""))
        return said


class SeatEndForm(EditForm):
    """Until when somebody has a seat."""

    helper = form_helper("End the seat")
    last_day = day_field("The last day", missing="Enter the last day")


class PlaceForm(forms.Form):
    """From when to when, and where."""

    starts = time_field("From")
    ends = time_field("To")
    place = line("Place", help_text="Such as Fernville Surgery")
    lunch = line("Lunch", length=100, help_text="Such as: from 12.30pm. Empty where there is none")

    def clean(self):
        said = super().clean()
        starts, ends = said.get("starts"), said.get("ends")
        if ends and not starts:
            self.add_error("starts", "Enter when it starts")
        if starts and ends and ends <= starts:
            self.add_error("ends", "It cannot end before it starts")
        return said


class SeriesForm(PlaceForm):
    """How often a body meets, and where."""

    helper = form_helper("Arrange the series")
    every = forms.ChoiceField(label="How often it meets", choices=Every)
    field_order = ("every", "starts", "ends", "place", "lunch")


class MeetingForm(PlaceForm):
    """When a meeting is: a day, or the month alone."""

    helper = form_helper("Arrange the meeting")
    day = day_field("Day", help_text="Empty where it is not known yet")
    month = line(
        "Or the month alone",
        length=20,
        help_text="Such as July 2007. The meeting is then to be arranged",
    )
    title = line("Title", length=150, help_text="Empty where the name of the body says it")
    field_order: tuple[str, ...] = ("day", "month", "starts", "ends", "place", "lunch", "title")

    def clean_day(self):
        return self._within_reach(self.cleaned_data["day"])

    def clean_month(self):
        typed = self.cleaned_data["month"]
        try:
            return self._within_reach(days.month_typed(typed) if typed else None)
        except days.NotAMonth as fault:
            raise forms.ValidationError(str(fault)) from fault

    def _within_reach(self, day):
        if day and not days.EARLIEST <= day <= days.LATEST:
            raise forms.ValidationError(days.OUT_OF_REACH)
        return day

    def clean(self):
        said = super().clean()
        if not self.errors and not said.get("day") and not said.get("month"):
            self.add_error("day", "Enter the day, or the month alone")
        return said


class MoveForm(MeetingForm, EditForm):
    """Another day, time or place, and why."""

    helper = form_helper("Move the meeting")
    why = why_field()
    field_order = ("day", "month", "starts", "ends", "place", "lunch", "why")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["title"]


class CancelForm(EditForm):
    """Why a meeting is cancelled."""

    helper = form_helper("Cancel the meeting")
    why = why_field()


class ItemForm(forms.Form):
    """An item of an agenda."""

    helper = form_helper("Add the item")
    heading = line("What it is about", missing="Enter what it is about")
    kind = forms.ChoiceField(label="Kind", choices=ItemKind, initial=ItemKind.PLAIN)


class ItemChangeForm(EditForm):
    """Another heading, or another place on the agenda."""

    helper = form_helper("Save")
    heading = line("What it is about", missing="Enter what it is about")
    number = forms.IntegerField(
        label="Its place on the agenda",
        min_value=1,
        max_value=999,
        help_text="1 is the first. The others move up or down",
        widget=forms.NumberInput({"class": "nhsuk-input--width-3"}),
        error_messages={"invalid": "Enter a number", "required": "Enter its place"},
    )


class PaperForm(forms.Form):
    """A paper of an item."""

    helper = form_helper("Attach the paper")
    file = SentFile(
        label="The paper",
        largest=LARGEST_PAPER,
        too_large="It is larger than 10 megabytes",
        help_text="Word, Excel, PDF, text or a picture, up to 10 megabytes. Nobody looks through "
        "it for names of patients: be sure that there are none in it",
        error_messages={"required": "Choose the file", "empty": "It is empty"},
    )


class ReportsForm(forms.Form):
    """What each group says round the table; `reports` are its rows."""

    helper = form_helper("Save what was said")

    def __init__(self, *args, reports, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.reports = reports
        for report in reports:
            said = last.get(report.group_id, "")
            self.fields[f"text-{report.pk}"] = forms.CharField(
                label=str(report.group),
                required=False,
                max_length=5000,
                initial=report.text,
                widget=forms.Textarea({"rows": 4}),
                help_text=escape(f"Last time: {said}") if said else "Nothing was said last time",
            )
            self.fields[f"version-{report.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=report.version
            )

    def said(self):
        """{report's id: (version seen, text)}."""
        got = self.cleaned_data
        return {r.pk: (got[f"version-{r.pk}"], got[f"text-{r.pk}"]) for r in self.reports}


class RenewForm(forms.Form):
    """A button: it makes a private address, or another in its place."""

    helper = form_helper("Make the address")
