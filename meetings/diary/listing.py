"""The form of a meeting's list: those who usually come, one row each, and others by name."""

from django import forms

from meetings.diary import marks
from meetings.diary.services.attendance import Listed
from meetings.models import How
from pbc.core.forms import part_helper
from pbc.core.models import Person
from pbc.core.versions import EditForm

OTHERS = {
    "others_present": (How.PRESENT, "Others who attended"),
    "others_apologies": (How.APOLOGIES, "Others who sent apologies"),
    "others_by_invitation": (How.BY_INVITATION, "Others by invitation"),
    "others_copies_to": (How.COPIES_TO, "Others to whom copies go"),
}
LONGEST = 100  # letters of a name


class AttendanceForm(EditForm):
    """The list of a meeting, on one page.

    `usual` are those who are offered, `practices` those of whom somebody can speak, `people` who
    can be added with their account.
    """

    def __init__(self, *args, usual, practices, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = part_helper()
        self.usual, self.practices = usual, {one.code: one for one in practices}
        for one in usual:
            self._add_row(one)
        self.fields["account"] = forms.ChoiceField(
            label="Somebody else who uses this site",
            required=False,
            choices=[("", "Nobody"), *people],
        )
        self.fields["account_how"] = forms.ChoiceField(
            label="How they stand in the list", choices=How, initial=How.PRESENT
        )
        for name, (_, label) in OTHERS.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=4000,
                widget=forms.Textarea({"rows": 3}),
                help_text=self._how_to_write(),
            )

    def _add_row(self, one):
        label = f"{one.name}: "
        fields = {
            "how": (f"{label}how", [("", "Not in the list"), *How.choices], one.how),
            "affiliation": (f"{label}comes from", marks.choices(), one.affiliation),
        }
        if self.practices:
            shown = [(code, str(practice)) for code, practice in self.practices.items()]
            speaks = one.practice.code if one.practice else ""
            fields["practice"] = (f"{label}speaks for", [("", "None"), *shown], speaks)
        for name, (said, choices, value) in fields.items():
            self.fields[f"{name}-{one.key}"] = forms.ChoiceField(
                label=said, required=False, choices=choices, initial=value
            )

    def _how_to_write(self):
        signs = " or ".join(f"{sign} for {code}" for code, sign in marks.marks().items())
        practice = " Their practice goes after a comma." if self.practices else ""
        return f"One on a line, with a mark behind the name: {signs}.{practice}"

    def rows(self):
        """The rows as the page shows them: (name, its fields)."""
        names = [name for name in ("how", "affiliation", "practice") if self._has(name)]
        return [(one, [self[f"{name}-{one.key}"] for name in names]) for one in self.usual]

    def _has(self, name):
        return name != "practice" or bool(self.practices)

    def others(self):
        """The fields below the rows."""
        return [self["account"], self["account_how"], *(self[name] for name in OTHERS)]

    def clean(self):
        said = super().clean()
        listed = [one for one in map(self._row, self.usual) if one.how]
        for name, (how, _) in OTHERS.items():
            for text in filter(str.strip, said.get(name, "").splitlines()):
                listed.append(self._typed(name, text, how))
        if said.get("account"):
            person = Person.objects.get(username=said["account"])
            listed.append(Listed(said["account_how"], str(person)[:LONGEST], person))
        said["listed"] = listed
        return said

    def _row(self, one):
        got = self.cleaned_data
        return Listed(
            how=got.get(f"how-{one.key}", ""),
            name=one.name,
            person=one.person,
            affiliation=got.get(f"affiliation-{one.key}", ""),
            practice=self.practices.get(got.get(f"practice-{one.key}", "")),
        )

    def _typed(self, field, text, how):
        """Jenny Greenshields #; Avi Gupta, Fernville Surgery."""
        plain, affiliation = marks.taken_off(text)
        name, comma, of = (part.strip() for part in plain.partition(","))
        practice = self._practice(of) if of and self.practices else None
        if comma and practice is None:
            if self.practices:
                self.add_error(field, f"No practice of the group is called {of}")
            name = plain
        if not name:
            self.add_error(field, f"Write a name in this line too: {text.strip()[:30]}")
        if len(name) > LONGEST:
            self.add_error(field, f"That is too long for a name: {name[:30]}…")
        return Listed(how, name, affiliation=affiliation, practice=practice)

    def _practice(self, name):
        for practice in self.practices.values():
            if name.lower() in (practice.name.lower(), practice.code.lower()):
                return practice
        return None
