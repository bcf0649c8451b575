"""What the pages of interests ask for."""

from django import forms

from meetings.forms import words
from meetings.interests.reading import mark
from pbc.core.forms import DayInput, form_helper, sensible

WITHDREW, STAYED = "WITHDREW", "STAYED"
PARTS = ((WITHDREW, "Takes no part in this item"), (STAYED, "Stays"))


class DeclareForm(forms.Form):
    """A new interest. `holders` are {value: person or name} of those whose it can be."""

    who = forms.ChoiceField(label="Whose", error_messages={"required": "Choose whose it is"})
    subject = words(
        "In what",
        length=100,
        rows=0,
        help_text="The company, provider or organisation, by its name.",
        error_messages={"required": "Say in what"},
    )
    nature = words(
        "Of what kind",
        length=200,
        rows=0,
        help_text="Such as shareholder, director, or married to one.",
        error_messages={"required": "Say of what kind"},
    )
    from_date = forms.DateField(
        label="Since which day",
        widget=DayInput,
        validators=[sensible],
        error_messages={
            "required": "Say since which day",
            "invalid": "Enter a date, such as 2007-03-13",
        },
    )

    def __init__(self, *args, holders, **kwargs):
        super().__init__(*args, **kwargs)
        self.holders = holders
        self.fields["who"].choices = [(key, str(one)) for key, one in holders.items()]
        self.helper = form_helper("Declare it")

    def clean_who(self):
        return self.holders[self.cleaned_data["who"]]


class TouchesForm(forms.Form):
    """Which of the names in the register an item touches."""

    subjects = forms.MultipleChoiceField(
        label="What this item touches",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those of the register of interests. Whoever has one is asked to take no part.",
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, subjects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["subjects"].choices = [(one, one) for one in subjects]
        self.helper = form_helper("Keep this")

    def show_change(self, changed):
        """Say what the item touches now; sent again, this is written over it."""
        now = list(changed.row.touches.that_hold().order_by("subject"))
        self.data = self.data.copy()
        self.data["shown"] = mark(now)
        self.add_error("subjects", f"{changed}: {', '.join(one.subject for one in now) or 'none'}")


class ConfirmForm(forms.Form):
    """What the chair confirms of each interest that an item touches. `before` are the exclusions
    there are: {interest's id: Exclusion}."""

    def __init__(self, *args, interests, before, **kwargs):
        super().__init__(*args, **kwargs)
        self.interests = interests
        for one in interests:
            self._add(one, before.get(one.pk))
        self.helper = form_helper("Confirm")

    def _add(self, one, there):
        part = None if there is None else (WITHDREW if there.withdrew else STAYED)
        self.fields[f"part-{one.pk}"] = forms.ChoiceField(
            label=f"{one.holder}: {one.nature}, {one.subject}",
            choices=PARTS,
            widget=forms.RadioSelect,
            initial=part,
            error_messages={"required": f"Say whether {one.holder} takes part"},
        )
        self.fields[f"reason-{one.pk}"] = words(
            f"Why, as the minutes say it of {one.holder}",
            length=200,
            rows=0,
            initial=there.reason if there else f"{one.nature}, {one.subject}"[:200],
            error_messages={"required": "Say why"},
        )
        self.fields[f"version-{one.pk}"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=there.version if there else 0
        )

    def clean(self):
        if not self.interests:
            raise forms.ValidationError("The item touches no interest: there is nothing to confirm")
        return super().clean()

    def said(self):
        """As the deed takes it: {interest's id: (version, whether they withdrew, why)}."""
        given = self.cleaned_data
        return {
            one.pk: (
                given[f"version-{one.pk}"],
                given[f"part-{one.pk}"] == WITHDREW,
                given[f"reason-{one.pk}"],
            )
            for one in self.interests
        }

    def show_change(self, changed):
        """Say who confirmed otherwise and what it is now; sent again, this is written over it."""
        row = changed.row
        self.data = self.data.copy()
        self.data[f"version-{row.interest_id}"] = row.version
        now = dict(PARTS)[WITHDREW if row.withdrew else STAYED]
        self.add_error(f"part-{row.interest_id}", f"{changed}: {now}, {row.reason}")
