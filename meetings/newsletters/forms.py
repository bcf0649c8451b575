"""What the pages of audiences and newsletters ask for."""

from django import forms

from meetings.forms import words
from meetings.models.audience import ROLES
from pbc.core import periods
from pbc.core.forms import LongSelect, form_helper
from pbc.core.versions import EditForm

NO_RULE = "Choose both, or neither where you name everybody yourself"


class AudienceForm(forms.Form):
    """An audience. `scopes` are the organisations that its rule can be about."""

    name = words(
        "What it is called",
        length=100,
        rows=0,
        help_text="Everybody who is written to reads this name.",
        error_messages={"required": "Say what it is called"},
    )
    roles = forms.MultipleChoiceField(
        label="Who is in it",
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever holds one of these roles on the day. You name others afterwards.",
    )
    places = forms.MultipleChoiceField(
        label="Of",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="And of the groups and practices within.",
    )

    def __init__(self, *args, scopes, **kwargs):
        super().__init__(*args, **kwargs)
        self.scopes = scopes
        self.fields["places"].choices = [(key, str(one)) for key, one in scopes.items()]
        self.helper = form_helper("Keep this")

    def clean_places(self):
        return [self.scopes[key] for key in self.cleaned_data["places"]]

    def clean(self):
        given = super().clean()
        if bool(given.get("roles")) != bool(given.get("places")) and not self.errors:
            self.add_error("roles" if given.get("places") else "places", NO_RULE)
        return given


class NewAudienceForm(AudienceForm):
    """An audience that is set up for one of the organisations given."""

    of = forms.ChoiceField(label="Whose it is", error_messages={"required": "Choose whose it is"})
    field_order = ("name", "of", "roles", "places")

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.owners = owners
        self.fields["of"].choices = [(key, str(one)) for key, one in owners.items()]

    def clean_of(self):
        return self.owners[self.cleaned_data["of"]]


class ChangeAudienceForm(AudienceForm, EditForm):
    """What an audience is to be called, and its rule."""


class MemberForm(forms.Form):
    """Somebody who is named: `people` and `posts` are {value: (which, label)}."""

    whom = forms.ChoiceField(
        label="Whom to write to",
        widget=LongSelect,
        error_messages={"required": "Choose whom to write to"},
    )

    def __init__(self, *args, people, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.people, self.posts = people, posts
        offered = [
            ("People", [(key, label) for key, (_, label) in people.items()]),
            ("Posts", [(key, label) for key, (_, label) in posts.items()]),
        ]
        self.fields["whom"].choices = [("", "Choose one"), *offered]
        self.helper = form_helper("Write to them too")

    def named(self):
        """Whom it is about, as the deed takes it."""
        key = self.cleaned_data["whom"]
        if key in self.people:
            return {"person": self.people[key][0]}
        return {"post": self.posts[key][0]}


class NewsletterForm(forms.Form):
    """A newsletter. `offers` are the sections that can be put in, {key: Offer}, and `today` the
    day up to whose month figures can be asked for. Gives `year` and `month`, both None for the
    last month that is known."""

    subject = words(
        "Subject", length=150, rows=0, error_messages={"required": "Say what it is about"}
    )
    text = words(
        "What you write",
        length=20_000,
        rows=12,
        required=False,
        help_text="Everybody in the audience reads it. A line that begins with “-” is a point of a "
        "list, **two stars** make words strong.",
    )
    sections = forms.MultipleChoiceField(
        label="What is put in",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="It is made for each reader when you send it: each gets what they may see, with "
        "their own practice, and nobody else’s.",
    )
    figures = forms.ChoiceField(label="Figures to the end of", required=False)

    def __init__(self, *args, offers, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [(key, one.name) for key, one in offers.items()]
        self.fields["figures"].choices = [("", "The last month that is known"), *months(today)]
        self.helper = form_helper("Keep the draft")

    def clean(self):
        given = super().clean()
        year, _, month = given.pop("figures", "").partition("-")
        given["year"], given["month"] = (int(year), int(month)) if month else (None, None)
        return given


class NewNewsletterForm(NewsletterForm):
    """One to an audience of those given: {value: Audience}."""

    audience = forms.ChoiceField(
        label="Whom it goes to", error_messages={"required": "Choose whom it goes to"}
    )
    field_order = ("audience", "subject", "text", "sections", "figures")

    def __init__(self, *args, audiences, **kwargs):
        super().__init__(*args, **kwargs)
        self.audiences = audiences
        offered = [(key, f"{one}, {one.organisation}") for key, one in audiences.items()]
        self.fields["audience"].choices = offered

    def clean_audience(self):
        return self.audiences[self.cleaned_data["audience"]]


class ChangeNewsletterForm(NewsletterForm, EditForm):
    """A draft that is written anew."""


class ReaderForm(forms.Form):
    """As whom one looks at a draft: `readers` are {id: name}."""

    reader = forms.ChoiceField(
        label="As whom you look at it",
        widget=LongSelect,
        error_messages={"required": "Choose a reader"},
    )

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = list(readers.items())
        self.helper = form_helper("Look")
        self.helper.form_method = "get"


def months(today):
    """The last twelve months, the newest first: [(2006-9, September 2006)]."""
    last = periods.absolute_month(periods.year_of(today), periods.month_of(today))
    found = [periods.from_absolute(last - back) for back in range(12)]
    return [(f"{year}-{month}", periods.month_and_year(year, month)) for year, month in found]
