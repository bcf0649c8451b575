"""An address that is kept is the one that Django says, wherever the site is served."""

import secrets
import sys
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.template import Context, engines
from django.urls import (
    NoReverseMatch,
    get_resolver,
    get_script_prefix,
    path,
    set_script_prefix,
    set_urlconf,
)
from django.urls import reverse as by_django

from pbc.core import addresses
from pbc.core.addresses import reverse


@pytest.fixture
def below_a_prefix():
    before = get_script_prefix()
    set_script_prefix("/commissioning/")
    yield
    set_script_prefix(before)


@pytest.fixture
def other_list(monkeypatch):
    other = SimpleNamespace(urlpatterns=[path("words/", HttpResponse, name="glossary")])
    monkeypatch.setitem(sys.modules, "other_addresses", other)
    set_urlconf("other_addresses")
    yield
    set_urlconf(None)


def printed(source, **values):
    return engines["django"].from_string(source).template.render(Context(values))


@pytest.fixture
def kept_before():
    assert [reverse("glossary"), printed("{% url 'glossary' %}")] == ["/glossary/"] * 2


def test_an_address_that_was_asked_for_before_is_not_looked_for_again():
    reverse("glossary")
    before = addresses._kept.cache_info()

    printed("{% url 'glossary' %}")

    after = addresses._kept.cache_info()
    assert (after.hits, after.misses) == (before.hits + 1, before.misses)


@pytest.mark.usefixtures("kept_before", "below_a_prefix")
def test_an_address_that_was_kept_is_another_one_below_another_prefix():
    assert reverse("glossary") == by_django("glossary") == "/commissioning/glossary/"
    assert printed("{% url 'glossary' %}") == "/commissioning/glossary/"


@pytest.mark.usefixtures("kept_before", "other_list")
def test_an_address_that_was_kept_is_another_one_in_another_list_of_addresses():
    assert reverse("glossary") == by_django("glossary") == "/words/"


def test_what_is_equal_to_a_number_and_no_number_has_its_own_address():
    with_one = reverse("activity:submission-detail", kwargs={"pk": 1})

    assert with_one == by_django("activity:submission-detail", kwargs={"pk": 1})
    for other in (True, 1.0):
        with pytest.raises(NoReverseMatch):
            reverse("activity:submission-detail", kwargs={"pk": other})


def test_what_may_be_a_key_is_not_kept():
    before = addresses._kept.cache_info()

    with pytest.raises(NoReverseMatch):
        reverse("glossary", args=[secrets.token_urlsafe(32)])

    assert addresses._kept.cache_info() == before


def test_a_tag_says_what_django_says():
    by_name = "{% url 'activity:submission-detail' pk=number %}"
    as_a_word = "{% url 'activity:submission-detail' pk=number as there %}[{{ there }}]"
    address = by_django("activity:submission-detail", kwargs={"pk": 7})

    assert printed(by_name, number=7) == printed(by_name, number="7") == address
    assert printed(as_a_word, number=7) == f"[{address}]"
    assert printed("{% url 'nowhere' as there %}[{{ there }}]") == "[]"
    with pytest.raises(NoReverseMatch):
        printed(by_name, number="none")


def test_each_app_is_served_in_one_place_so_that_a_name_has_one_address():
    assert [app for app, places in get_resolver().app_dict.items() if len(places) > 1] == []
