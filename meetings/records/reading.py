"""What was found in old minutes, put before somebody: each thing kept, left out or corrected."""

import hashlib
from dataclasses import dataclass, replace

from django import forms

from meetings import due
from meetings.diary.days import times
from meetings.minutes import days, reader, source
from meetings.minutes.refused import Refused
from meetings.models import How, Outcome
from meetings.records import people
from pbc.core import periods
from pbc.core.forms import DayInput

MOST = 200  # things on one page
MOST_LETTERS = 300_000  # of the minutes of one meeting
TOO_MANY = "More is found in this than in the minutes of one meeting. Send in one at a time"
DECIDED = ((Outcome.AGREED, "Agreed"), (Outcome.REJECTED, "Rejected"))
OUTCOMES = {"agreed": Outcome.AGREED, "not agreed": Outcome.REJECTED}  # by status as it was read
LATER = {
    "agreed in principle": "it waits until it is confirmed: choose who by at Decisions",
    "deferred": "nothing was decided yet",
}
LISTS = ((How.PRESENT, "attended"), (How.APOLOGIES, "apologies"), (How.COPIES_TO, "copies_to"))


@dataclass(frozen=True)
class Row:
    """A thing that was found: its fields, the number of its line and what stands there."""

    keep: object
    fields: tuple
    line: int
    source: str
    note: str = ""


def digest_of(text):
    """By which the same minutes are known again, however their lines end."""
    return hashlib.sha256("\n".join(text.splitlines()).strip().encode()).hexdigest()


def found(text):
    """The Minutes in a text that somebody sent. Raises Refused."""
    if len(text) > MOST_LETTERS:
        raise Refused(source.TOO_LONG)
    minutes = reader.understood(source.of_text(text))
    lists = (minutes.attended, minutes.apologies, minutes.copies_to, minutes.actions)
    lists += (minutes.decisions,)
    if sum(map(len, lists)) > MOST:
        raise Refused(TOO_MANY)
    return replace(minutes, actions=tuple(_meant(one, minutes) for one in minutes.actions))


def _meant(action, minutes):
    """The action with its owner by the whole name, where the attendance says whose it is."""
    if not action.owner:
        return action
    listed = [one.name for one in (*minutes.attended, *minutes.apologies)]
    return replace(action, owner=people.whole(action.owner, listed))


def _keep(label, *, initial=True):
    return forms.BooleanField(label=f"Keep {label}", required=False, initial=initial)


def _words(label, length, initial, *, lines=0):
    widget = forms.Textarea({"rows": lines}) if lines else forms.TextInput
    return forms.CharField(
        label=label, max_length=length, required=False, initial=initial or "", widget=widget
    )


class ReviewForm(forms.Form):
    """What was found in some minutes. `bodies` are those of which the person keeps meetings."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    file_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=150)
    body = forms.ChoiceField(
        label="Whose meeting it was", error_messages={"required": "Choose whose meeting it was"}
    )
    day = forms.DateField(
        label="On which day",
        widget=DayInput,
        error_messages={"required": "Say on which day the meeting was", "invalid": "Enter a date"},
    )
    place = forms.CharField(label="Where", max_length=200, required=False)

    def __init__(self, *args, minutes, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.minutes = minutes
        self.bodies = {str(body.pk): body for body in bodies}
        choices = [(key, f"{one}, {one.organisation}") for key, one in self.bodies.items()]
        self.fields["body"].choices = [("", "Choose one"), *choices]
        self.fields["day"].initial = minutes.date
        self.fields["body"].initial = self._likely()
        for _, name in LISTS:
            for number, one in enumerate(getattr(minutes, name)):
                self.fields[f"{name}-{number}-keep"] = _keep(one.name)
                self.fields[f"{name}-{number}-name"] = _words("Name", 100, one.name[:100])
        for number, one in enumerate(minutes.actions):
            self._add_action(f"actions-{number}", one)
        for number, one in enumerate(minutes.decisions):
            self._add_decision(f"decisions-{number}", one)

    def _add_action(self, name, one):
        self.fields[f"{name}-keep"] = _keep("this action")
        self.fields[f"{name}-owner"] = _words("Who", 100, (one.owner or "")[:100])
        self.fields[f"{name}-text"] = _words("What", 500, one.text[:500], lines=2)
        self.fields[f"{name}-due"] = _words("When, as written", 60, (one.due_typed or "")[:60])

    def _add_decision(self, name, one):
        self.fields[f"{name}-keep"] = _keep("this decision", initial=one.status not in LATER)
        self.fields[f"{name}-text"] = _words("What was decided", 500, one.text[:500], lines=2)
        self.fields[f"{name}-outcome"] = forms.ChoiceField(
            label="What became of it",
            choices=DECIDED,
            required=False,
            initial=OUTCOMES.get(one.status, Outcome.AGREED),
        )

    def _likely(self):
        """The body whose name stands in the title; the only one, where there is one."""
        title = (self.minutes.body or "").lower()
        likely = [key for key, one in self.bodies.items() if one.name.lower() in title]
        if len(self.bodies) == 1:
            return next(iter(self.bodies))
        return likely[0] if len(likely) == 1 else ""

    def clean(self):
        given = super().clean()
        on = given.get("day")
        for number, _ in enumerate(self.minutes.actions):
            name = f"actions-{number}"
            if given.get(f"{name}-keep"):
                self._check_action(name, given, on)
        for number, _ in enumerate(self.minutes.decisions):
            name = f"decisions-{number}"
            if given.get(f"{name}-keep") and not given.get(f"{name}-text"):
                self.add_error(f"{name}-text", "Say what was decided, or leave it out")
        return given

    def _check_action(self, name, given, on):
        for part, why in (("owner", "Say who does it, or leave it out"), ("text", "Say what")):
            if f"{name}-{part}" not in self.errors and not given.get(f"{name}-{part}"):
                self.add_error(f"{name}-{part}", why)
        try:
            due.read(
                given.get(f"{name}-due") or "", on=on or self.minutes.date or days.SOME_DAYS[0]
            )
        except due.NotADay as fault:
            self.add_error(f"{name}-due", str(fault))

    # ---- What the page shows -----------------------------------------------------------------

    def lists(self):
        """Each list of people with what it is called: [(heading, [Row, ...]), ...]."""
        return [
            (how.label, [self._row(name, n, ("name",), one) for n, one in enumerate(entries)])
            for how, name in LISTS
            if (entries := getattr(self.minutes, name))
        ]

    def actions(self):
        """The actions, as rows."""
        parts = ("owner", "text", "due")
        return [self._row("actions", n, parts, one) for n, one in enumerate(self.minutes.actions)]

    def decisions(self):
        """The decisions, as rows; beside one that is none yet it says why."""
        parts = ("text", "outcome")
        found = enumerate(self.minutes.decisions)
        rows = [(self._row("decisions", n, parts, one), one) for n, one in found]
        return [replace(row, note=_stands(one)) for row, one in rows]

    def _row(self, name, number, parts, one):
        fields = tuple(self[f"{name}-{number}-{part}"] for part in parts)
        mark = getattr(one, "mark", None)
        meaning = self.minutes.affiliations.get(mark)
        note = ", ".join(
            filter(None, (mark and f"{mark} {meaning or ''}".strip(), getattr(one, "role", None)))
        )
        said = self.minutes.source.said(one.line)
        return Row(self[f"{name}-{number}-keep"], fields, one.line, said, note)

    def next_said(self):
        """What was said of the next meeting, as far as it was understood."""
        one = self.minutes.next_meeting
        if one is None:
            return ""
        day = periods.day(one.date) if one.date else one.typed
        said = ", ".join(filter(None, (day, times(one), one.place, one.lunch)))
        return f"{said} (line {one.line})"

    # ---- What is kept ------------------------------------------------------------------------

    def kept_people(self):
        """[(how, name, mark)] of everybody who is kept, once under each heading."""
        kept = {}
        for how, name in LISTS:
            for number, one in enumerate(getattr(self.minutes, name)):
                said = self.cleaned_data[f"{name}-{number}-name"]
                if self.cleaned_data[f"{name}-{number}-keep"] and said:
                    kept.setdefault((how, said), (how, said, one.mark))
        return list(kept.values())

    def kept_actions(self):
        """[(owner, text, due as typed, line)] of each action that is kept."""
        given = self.cleaned_data
        return [
            (*(given[f"actions-{n}-{part}"] for part in ("owner", "text", "due")), one.line)
            for n, one in enumerate(self.minutes.actions)
            if given[f"actions-{n}-keep"]
        ]

    def kept_decisions(self):
        """[(text, outcome, line)] of each decision that is kept."""
        given = self.cleaned_data
        return [
            (given[f"decisions-{n}-text"], given[f"decisions-{n}-outcome"], one.line)
            for n, one in enumerate(self.minutes.decisions)
            if given[f"decisions-{n}-keep"]
        ]


def _stands(decision):
    """How it was read to stand, who is to confirm it, and why it may be left out."""
    said = (decision.status, decision.to_confirm, LATER.get(decision.status))
    return ". ".join(filter(None, said))
