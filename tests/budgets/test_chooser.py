"""The form that says which position a page shows: printed once, and again as what was typed."""

import pytest
from django import forms
from django.template import loader

from pbc.core.choosers import choices
from pbc.core.forms import DayForm
from pbc.core.templatetags import rows as kept
from tests import make
from tests.budgets.spending import dacorum_at_month_6
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
FIELD, WHOLE = "components/choice.html", "components/chooser.html"
FIELDS = 5


@pytest.fixture
def printed(settings, monkeypatch):
    """How many fields of choosers were printed; a page does it only where it has to."""
    settings.KEPT_ROWS_CHECKED = False
    names, find = [], loader.get_template
    monkeypatch.setattr(
        loader, "get_template", lambda name, **of: names.append(name) or find(name, **of)
    )
    kept.forget()
    return lambda: names.count(FIELD)


@pytest.fixture
def dacorum(client):
    """The address of a locality, for somebody who may see it."""
    place = dacorum_at_month_6()
    client.force_login(make.auditor())
    return f"/position/locality/{place.code}/"


def test_a_chooser_is_printed_once_for_all_who_may_choose_among_the_same(client, dacorum, printed):
    first = client.get(dacorum)
    assert printed() == FIELDS
    client.force_login(make.auditor(username="another"))
    again = client.get(dacorum)
    assert printed() == FIELDS
    chooser = [
        one.content.decode().split("<details")[1].split("</details>")[0] for one in (first, again)
    ]
    assert chooser[0] == chooser[1]
    assert '<option value="locality:' in chooser[0]


def test_of_a_chooser_only_what_says_another_thing_is_printed_anew(client, dacorum, printed):
    client.get(dacorum)
    client.get(dacorum, {"month": "5"})
    assert printed() == FIELDS + 1
    client.get("/position/county/", {"month": "5"})
    assert printed() == FIELDS + 2


def test_what_could_not_be_understood_is_said_again_and_not_on_the_next_page(
    client, dacorum, printed
):
    wrong = {"year": "nought", "month": "13", "known_on": "<b>", "without": "rubbish"}
    pages = [client.get(dacorum, wrong) for _ in range(2)]
    for page in pages:
        assert page.content.decode().count('class="nhsuk-error-message"') == len(wrong)
        assert 'class="nhsuk-details pbc-more" open' in page.content.decode()
        assert "Choose a month, 1 (April) to 12 (March)" in said(page)
        assert 'value="&lt;b&gt;"' in page.content.decode()
    assert printed() == FIELDS
    right = client.get(dacorum).content.decode()
    assert "nhsuk-error-message" not in right
    assert 'class="nhsuk-details pbc-more" open' not in right


def test_a_scope_that_was_typed_wrong_is_said_beside_the_one_that_is_shown(client, dacorum):
    page = client.get(dacorum, {"scope": "\0"}).content.decode()
    assert "Null characters are not allowed" in page
    assert f'<option value="locality:{dacorum.split("/")[-2]}" selected>' in page


def test_a_long_address_is_printed_and_not_kept(client, dacorum, printed):
    client.get(dacorum)
    held = kept._printed.cache_info().currsize
    page = client.get(dacorum, {"known_on": "x" * 201})
    assert "x" * 201 in page.content.decode()
    assert printed() == FIELDS + 1
    assert kept._printed.cache_info().currsize == held


def test_a_choice_among_a_whole_county_is_printed_and_not_kept(
    client, dacorum, printed, monkeypatch
):
    """Who sees all of it has another one on each of its pages."""
    monkeypatch.setattr("budgets.forms.MOST_KEPT", 1)
    client.get(dacorum)
    client.get(dacorum)
    assert printed() == FIELDS + 1


def test_the_choosers_of_the_register_are_printed_once_as_well(client, printed):
    client.force_login(make.auditor())
    group = make.group()
    for address in ("/practices/", "/practices/", f"/register/group/{group.code}/"):
        assert "Empty is today" in said(client.get(address))
    assert printed() == 1
    wrong = client.get("/practices/", {"day": "rubbish"})
    assert "Enter a date, such as 2006-10-01" in said(wrong)
    assert printed() == 2


class Hidden(forms.Form):
    """A chooser with a field that nobody sees."""

    kept = forms.CharField(widget=forms.HiddenInput)
    errors = None


def test_a_field_that_nobody_sees_stands_in_a_chooser_without_a_label():
    chooser = {"choices": choices(Hidden, ["kept"], {"kept": "7"})}
    text = loader.render_to_string(WHOLE, {"chooser": chooser, "shown": "All"})
    assert '<input type="hidden" name="kept" value="7" id="id_kept">' in text
    assert "<label" not in text


def test_a_day_that_is_typed_is_the_day_of_the_choice():
    [day] = DayForm({"day": "2006-10-01"}, today=None).choices
    assert 'value="2006-10-01"' in str(day.field)
