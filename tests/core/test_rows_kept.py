"""A row that many pages show alike is printed once, and shown to each reader as their own."""

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import Context, Template, loader
from django.urls import set_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.html import escape
from django.utils.safestring import SafeString

from meetings.queries.rows import Row
from pbc.core.models import Person
from pbc.core.once import person_of
from pbc.core.templatetags import rows as kept

ACTION = "meetings/_action.html"
TAG = '{% load rows %}{% rows actions "meetings/_action.html" called="action" back=back %}'
KEY, TOKEN = (
    re.compile(f'name="{name}" value="([^"]+)"') for name in ("once", "csrfmiddlewaretoken")
)


def action(**other):
    said = {
        "pk": 7,
        "text": "Look at the outpatients of Elm Surgery",
        "whose": "",
        "raised": "Raised by Ann Hill on 9 March",
        "about": "",
        "late": "",
        "due": "Friday 30 March",
        "state": "Open",
        "version": 1,
        "may_close": True,
    }
    return Row(**said | other)


def page(*actions, of=None, token="t" * 64, back="/actions/"):
    given = {"actions": actions, "back": back, "user": of, "csrf_token": token}
    return Template(TAG).render(Context(given))


@pytest.fixture
def printed(settings, monkeypatch):
    """The templates that a row was printed by, in order; the page does it only where it has to."""
    settings.KEPT_ROWS_CHECKED = False
    names, find = [], loader.get_template
    monkeypatch.setattr(loader, "get_template", lambda name: names.append(name) or find(name))
    kept.forget()
    return names


def test_a_row_is_printed_once_for_all_who_are_shown_it_r10(printed):
    ann, bob = Person(pk=1, username="ann"), Person(pk=2, username="bob")
    first = page(action(), action(pk=8), of=ann)
    again = page(action(pk=8), action(), of=bob)
    assert printed == [ACTION, ACTION]
    assert first.count("<li>") == again.count("<li>") == 2
    assert first.index("/actions/7/") < first.index("/actions/8/")
    assert again.index("/actions/8/") < again.index("/actions/7/")


def test_each_form_of_a_kept_row_has_a_key_of_its_own_and_of_its_reader(printed):
    ann, bob = Person(pk=1, username="ann"), Person(pk=2, username="bob")
    pages = [
        page(action(), action(pk=8), of=one, token=one.username * 20) for one in (ann, bob, bob)
    ]
    keys = [KEY.findall(one) for one in pages]
    assert [[person_of(key, max_age=60) for key in found] for found in keys] == [
        [1, 1],
        [2, 2],
        [2, 2],
    ]
    assert len({key for found in keys for key in found}) == 6
    assert [len({key.rpartition(".")[0] for key in found}) for found in keys] == [1, 1, 1]
    assert [TOKEN.findall(one) for one in pages] == [
        ["ann" * 20] * 2,
        ["bob" * 20] * 2,
        ["bob" * 20] * 2,
    ]
    assert not any(mark in one for one in pages for mark in (kept.TOKEN, kept.KEY))


def test_a_row_that_says_another_thing_is_another_row(printed):
    ann = Person(pk=1, username="ann")
    assert "Done<span" in page(action(), of=ann)
    assert "Done<span" not in page(action(may_close=False), of=ann)
    assert "3 days late" in page(action(late="3 days late"), of=ann)
    assert 'value="/desk/"' in page(action(), of=ann, back="/desk/")
    assert 'value="/actions/"' in page(action(), of=ann)
    assert len(printed) == 4


@pytest.mark.usefixtures("printed")
def test_what_somebody_typed_is_escaped_in_a_row_and_takes_nobodys_key():
    typed = f"<script>{kept.KEY[:-1]}</script>"
    shown = page(action(text=typed), of=Person(pk=1, username="ann"))
    assert escape(typed) in shown
    assert typed not in shown


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        (SafeString("<b>Elm</b>"), "<b>Elm</b>", ["<b>Elm</b>", "&lt;b&gt;Elm&lt;/b&gt;"]),
        (True, 1, ["True", "1"]),
        (Decimal("8918.2"), Decimal("8918.20"), ["8918.2", "8918.20"]),
    ],
)
def test_values_that_are_equal_and_print_otherwise_are_two_rows(monkeypatch, one, other, shown):
    of_a_word = Template("{{ word.text }}")
    monkeypatch.setattr(
        loader, "get_template", lambda _: type("Found", (), {"template": of_a_word})
    )
    tag = Template('{% load rows %}{% rows words "any.html" called="word" %}')
    assert [tag.render(Context({"words": [Word(text)]})) for text in (one, other)] == shown


def test_who_is_not_signed_in_gets_no_key():
    assert KEY.findall(page(action())) == []


@dataclass(frozen=True)
class Word:
    text: object


def test_a_row_that_says_more_on_its_page_than_it_is_kept_by_is_refused(settings, monkeypatch):
    """The check that holds in every test: a template may not read what the page knows besides."""
    settings.KEPT_ROWS_CHECKED = True
    kept.forget()
    reads_the_page = Template("{{ word.text }} of {{ reader }}")
    monkeypatch.setattr(
        loader, "get_template", lambda _: type("Found", (), {"template": reads_the_page})
    )
    tag = Template('{% load rows %}{% rows words "any.html" called="word" %}')
    with pytest.raises(kept.OtherRow):
        tag.render(Context({"words": [Word("Hello")], "reader": "Ann"}))


def test_what_can_change_is_refused_as_a_row():
    with pytest.raises(TypeError, match="unhashable"):
        page(["a list"])


LAZY = SimpleLazyObject(lambda: Person(pk=1))


@pytest.mark.parametrize("row", [Person(pk=1), Word(Person(pk=1)), LAZY, Word(LAZY)])
def test_a_row_of_the_database_is_refused_also_as_a_part_of_a_row(row):
    """It is equal to itself whatever it says."""
    with pytest.raises(TypeError, match="row of the database"):
        page(row)


def test_a_row_has_the_addresses_of_the_prefix_that_it_is_shown_under(printed):
    assert 'href="/actions/7/"' in page(action())
    set_script_prefix("/pbc/")
    try:
        assert 'href="/pbc/actions/7/"' in page(action())
    finally:
        set_script_prefix("/")


def test_with_a_long_address_beside_it_a_row_is_printed_and_not_kept(printed):
    long = "/actions/?page=" + "1" * kept.LONGEST
    assert page(action(), back=long) == page(action(), back=long)
    assert len(printed) == 2
