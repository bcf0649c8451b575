"""A site before there is a figure or a file, and one that is a demonstration (H02)."""

from datetime import date

import pytest

from pbc.demonstration.people import PASSWORD
from tests import make
from tests.browser import page_table as table
from tests.browser.addresses import pages, path_of
from tests.browser.county import County

PAGES = list(pages(table.EMPTY))
names = [" ".join(filter(None, line)) for line in PAGES]


@pytest.fixture(scope="module")
def nothing(site):
    """A PCT that holds nothing, and whoever may look at it."""
    pct = make.commissioner()
    people = {
        "finance": make.finance_officer(pct),
        "auditor": make.auditor(),
        "administrator": make.administrator(),
    }
    return County(people=people)


@pytest.mark.parametrize(("name", "role", "of_what", "asked"), PAGES, ids=names)
def test_a_page_of_an_empty_site_is_without_fault(visitor, nothing, name, role, of_what, asked):
    somebody = visitor(nothing.people[role])

    assert somebody.go(path_of(nothing, name, of_what, asked)) == 200

    assert somebody.faults() == []


@pytest.mark.parametrize("scripts", [True, False])
def test_one_press_signs_in_as_somebody_of_the_demonstration(
    visitor, nothing, settings, elsewhere, scripts
):
    settings.PBC_DEMONSTRATION = date(2007, 3, 13)
    finance = nothing.people["finance"]
    elsewhere(set_name, finance, "finance")
    somebody = visitor(java_script_enabled=scripts)
    somebody.page.context.clear_cookies()
    somebody.go("/accounts/login/")
    assert not scripts or somebody.faults() == []  # what looks for faults is a script

    somebody.press("Sign in as Frances Holroyd")

    assert somebody.page.get_by_role("button", name="Sign out").count() == 1


def set_name(person, username):
    """Give somebody the sign-in of the demonstration's finance."""
    person.username = username
    person.set_password(PASSWORD)
    person.save()


def test_a_demonstration_says_on_every_page_that_it_is_one(visitor, nothing, settings):
    settings.PBC_DEMONSTRATION = date(2007, 3, 13)
    auditor = visitor(nothing.people["auditor"])

    auditor.go("/practices/")

    assert "Demonstration Seen on 13 March 2007" in auditor.says()
    assert auditor.faults() == []
