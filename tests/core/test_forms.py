"""The forms of every page: set up once, in the NHS look."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from pbc.core.forms import DayInput, FilesField, form_helper, part_helper


class Letter(forms.Form):
    """A form with each kind of field."""

    helper = form_helper("Save")
    files = FilesField(label="The files", error_messages={"required": "Choose the file"})
    name = forms.CharField(label="Your name", help_text="As on the letter")
    why = forms.CharField(label="Why", widget=forms.Textarea)
    how = forms.ChoiceField(
        label="How", choices=[("P", "By phone"), ("L", "By letter")], widget=forms.RadioSelect
    )
    on = forms.DateField(label="On", widget=DayInput(), initial="2007-03-13")
    sure = forms.BooleanField(label="I have looked at it")


def printed(form, template="{% load crispy_forms_tags %}{% crispy form %}"):
    return Template(template).render(Context({"form": form}))


def test_several_files_are_sent_at_once_and_each_is_checked():
    files = [SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("b.csv", b"2")]

    form = Letter({}, MultiValueDict({"files": files}))

    assert not form.is_valid()
    assert "files" not in form.errors
    assert [file.name for file in form.cleaned_data["files"]] == ["a.csv", "b.csv"]


def test_a_file_that_came_with_a_form_which_comes_back_is_to_be_chosen_again():
    files = [SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("b.csv", b"2")]

    page = printed(Letter({}, MultiValueDict({"files": files})))

    assert "Choose again: a.csv, b.csv. A page that comes back keeps no file" in page
    assert 'aria-describedby="id_files_again"' in page
    assert "Choose again" not in printed(Letter())
    assert "Choose again" not in printed(Letter({}, MultiValueDict()))


def test_no_file_at_all_says_what_to_do():
    assert Letter({}, MultiValueDict()).errors["files"] == ["Choose the file"]


def test_a_form_is_printed_in_the_nhs_look_with_its_notes_tied_to_the_field():
    html = printed(Letter({}, MultiValueDict()))

    assert 'enctype="multipart/form-data"' in html
    assert '<button class="nhsuk-button" type="submit"' in html
    assert ">Save</button>" in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<div class="nhsuk-hint" id="id_name_helptext">As on the letter</div>' in html
    assert "nhsuk-input nhsuk-input--error" in html
    assert "nhsuk-textarea nhsuk-textarea--error" in html
    assert html.count('class="nhsuk-radios__input"') == 2
    assert 'class="nhsuk-checkboxes__input"' in html


def test_a_date_goes_to_the_browser_in_the_form_it_takes():
    assert 'type="date" name="on" value="2007-03-13"' in str(Letter()["on"])


def test_the_error_summary_links_each_error_to_its_field_and_says_what_to_do():
    summary = '{% include "components/error_summary.html" %}'

    html = printed(Letter({}, MultiValueDict()), summary)

    assert '<a href="#id_name">Enter your name</a>' in html
    assert '<a href="#id_how_0">Choose how</a>' in html
    assert "This field is required" not in html


def test_a_part_of_a_form_leaves_the_form_and_its_buttons_to_the_page():
    class Reason(forms.Form):
        helper = part_helper()
        reason = forms.CharField(label="Why do you accept it?")

    html = printed(Reason())

    assert "<form" not in html
    assert "<button" not in html
    assert "nhsuk-form-group" in html
