"""What the pages of posts ask for."""

from django import forms

from meetings.decisions.forms import KnownDayForm
from meetings.forms import words
from meetings.models import Remit
from pbc.core.forms import DayInput, form_helper, sensible
from pbc.core.versions import EditForm

WRONG_DAY = "Enter a date, such as 2007-03-13"


class PostForm(forms.Form):
    """A post. `places` are {value: organisation}, `posts` those that can be above it."""

    title = words(
        "What the post is called",
        length=100,
        rows=0,
        error_messages={"required": "Say what the post is called"},
    )
    remit = forms.ChoiceField(label="Its remit", choices=Remit, widget=forms.RadioSelect)
    duties = words("What one goes to it for", length=300, required=False, rows=2)
    above = forms.ChoiceField(
        label="The post above it",
        required=False,
        help_text="To which one goes when it gives no answer, or when nobody holds it.",
    )

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.posts = {str(one.pk): one for one in posts}
        offered = [(key, f"{one}, {one.organisation}") for key, one in self.posts.items()]
        self.fields["above"].choices = [("", "None: it is the highest"), *offered]
        self.fields["remit"].error_messages["required"] = "Choose the remit"
        self.helper = form_helper("Keep this")

    def clean_above(self):
        return self.posts.get(self.cleaned_data["above"])


class NewPostForm(PostForm):
    """A post that is set up for an organisation."""

    of = forms.ChoiceField(label="Of", error_messages={"required": "Choose the organisation"})
    field_order = ("title", "of", "remit", "duties", "above")

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["of"].choices = [(key, str(one)) for key, one in places.items()]

    def clean_of(self):
        return self.places[self.cleaned_data["of"]]


class ChangePostForm(PostForm, EditForm):
    """What a post is to be called and where it stands."""


class AbolishForm(KnownDayForm, EditForm):
    """After which day a post is there no more, and why."""

    why = words("Why", length=300, rows=2, error_messages={"required": "Say why"})
    field_order = ("on", "why")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].label = "The last day of the post"
        self.helper = form_helper("Abolish the post")


class FillForm(forms.Form):
    """Who takes a post. `people` are those whom the site knows: {full name: Person}."""

    who = words(
        "Who holds it",
        length=100,
        rows=0,
        help_text="A full name.",
        error_messages={"required": "Write the name down"},
    )
    is_interim = forms.BooleanField(label="Stands in until it is filled for good", required=False)
    from_date = forms.DateField(
        label="From which day",
        widget=DayInput,
        validators=[sensible],
        error_messages={"required": "Say from which day", "invalid": WRONG_DAY},
    )
    until = forms.DateField(
        label="Until which day",
        required=False,
        widget=DayInput,
        validators=[sensible],
        help_text="Empty is until they leave.",
        error_messages={"invalid": WRONG_DAY},
    )

    somebody = KnownDayForm.somebody

    def __init__(self, *args, today, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.helper = form_helper("Keep this")

    def clean_who(self):
        return self.somebody(self.cleaned_data["who"])
