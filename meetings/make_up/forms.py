"""How a body is to be made up, as its page asks for it."""

from django import forms

from meetings.models import SeatKind, Side
from pbc.core.forms import form_helper
from pbc.core.versions import EditForm

NUMBER = {
    "invalid": "Enter a number, such as 2",
    "min_value": "Enter a number, such as 2",
    "max_value": "That is more than can sit on it",
}


def _number(label):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=99,
        widget=forms.NumberInput({"class": "nhsuk-input--width-3"}),
        error_messages=NUMBER,
    )


class MakeUpForm(EditForm):
    """On which side a body stands, how many of each kind it should have, and what each of its
    seats counts as."""

    side = forms.ChoiceField(
        label="On which side it stands",
        required=False,
        choices=[("", "Neither"), *Side.choices],
        help_text="Whoever sits on one of each side is warned of on the pages of both.",
    )

    def __init__(self, *args, seats, rules, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = list(seats)
        for kind in SeatKind:
            there = rules.get(kind)
            least, most = (there.least, there.most) if there else (None, None)
            self.fields[f"least-{kind}"] = _number(f"{kind.label}: at least")
            self.fields[f"most-{kind}"] = _number(f"{kind.label}: at most")
            self.fields[f"least-{kind}"].initial = least
            self.fields[f"most-{kind}"].initial = most
        for seat in self.seats:
            self.fields[f"seat-{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.name} counts among",
                required=False,
                choices=[("", "None of these"), *SeatKind.choices],
                initial=seat.kind,
            )
        self.helper = form_helper("Keep this")

    def clean(self):
        given = super().clean()
        for kind in SeatKind:
            least, most = given.get(f"least-{kind}"), given.get(f"most-{kind}")
            if most is not None and most < max(least or 0, 1):
                self.add_error(f"most-{kind}", "At most is one or more, and no less than at least")
            elif least and most is None:
                given[f"most-{kind}"] = least
        return given

    def show_change(self, changed):
        """Say who changed the body and what each field is now. What was typed stays, and sent
        again it is written over that."""
        self.data = self.data.copy()
        self.data["version"] = changed.row.version
        self.add_error(None, str(changed))
        for name, field in self.fields.items():
            if name != "version" and name in self.cleaned_data:
                self._say_now(name, self._now(name, field, changed.row))

    def _now(self, name, field, body):
        """What a field would begin with now: the rules and seats were read for this form."""
        return body.side if name == "side" else field.initial

    def _say_now(self, name, now):
        given = self.cleaned_data[name]
        if (now or None) != (given or None):
            words = dict(getattr(self.fields[name], "choices", ())).get(now, now)
            self.add_error(name, f"It is now: {words or 'empty'}")

    def said(self):
        """As the deed takes it."""
        given = self.cleaned_data
        spans = {kind: (given[f"least-{kind}"] or 0, given[f"most-{kind}"]) for kind in SeatKind}
        return {
            "version": given["version"],
            "side": given["side"],
            "rules": {str(kind): span for kind, span in spans.items() if span[1]},
            "kinds": {one.pk: given[f"seat-{one.pk}"] for one in self.seats},
        }
