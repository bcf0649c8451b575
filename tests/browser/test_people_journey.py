"""A person comes and goes, as an administrator and they themselves see it in a browser: invited by
mail, appointed twice, shut out; with scripts on a desktop, without any on a phone (H02, E13)."""

import re
from itertools import count

import pytest
from django.core import mail as outbox
from django.core.cache import cache

from pbc.core import errands
from pbc.core.tasks import run_errand
from tests import make
from tests.browser.driver import DESKTOP, PHONE

numbers = count(1)
PASSWORD = "heron lamppost Tuesday"
LINK = re.compile(r"(/accounts/password/reset/key/\S+)")


class Site:
    """A group with one practice, and somebody who looks after the accounts."""

    def __init__(self, number):
        self.group = make.group(f"Group {number}")
        self.practice = make.practice(f"Mill Lane {number}", group=self.group)
        self.tom = make.administrator(first_name="Tom", last_name="Hale")
        self.username = f"ruth.allan{number}"


@pytest.fixture(
    params=[(True, DESKTOP), (False, PHONE)], ids=["scripts, desktop", "no script, phone"]
)
def at_work(request, visitor, elsewhere, settings, site):
    """A site from which mail leaves, its administrator at one window and nobody at another."""
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", site
    cache.clear()
    scripts, width = request.param
    there = elsewhere(Site, next(numbers))
    tom = visitor(there.tom, java_script_enabled=scripts).at(width)
    return there, tom, visitor(java_script_enabled=scripts).at(width)


def do_the_errands():
    """Do them as workers would, and those that they ask for."""
    while waiting := list(errands.waiting()):
        for errand_id in waiting:
            run_errand(errand_id=errand_id)


def appoint(tom, role, over, **days):
    """Go on to appoint somebody from their page, and say to what."""
    tom.press("Appoint Ruth Allan")
    tom.page.locator(f"main [name=role][value={role}]").check()
    tom.page.locator("main [name=over]").select_option(over)
    tom.send(from_date="2007-03-01", **days)


def test_a_person_is_invited_appointed_and_shut_out(at_work, elsewhere):
    # Given an administrator who adds somebody, and is told what is missing
    there, tom, ruth = at_work
    tom.go("/people/new/")
    tom.send(first_name="Ruth")
    assert "Enter the last name" in tom.says()
    tom.send(last_name="Allan", email=f"{there.username}@example.nhs.uk", username=there.username)
    assert "Ruth Allan is added, and may do nothing yet" in tom.says()
    her_page = tom.page.url.removeprefix(tom.root)

    # When a link is sent to her, she chooses a password by it, and is told which is too short
    tom.go(f"{her_page}link/")
    tom.page.locator("main [name=agreed]").check()
    tom.send()
    assert f"A link is on its way to {there.username}@example.nhs.uk" in tom.says()
    elsewhere(do_the_errands)
    ruth.go(LINK.search(outbox.outbox[-1].body)[1])
    ruth.send(password1="short", password2="short")
    assert "at least 15 characters" in ruth.says()
    ruth.send(password1=PASSWORD, password2=PASSWORD)
    ruth.go("/accounts/login/")
    ruth.send(login=there.username, password=PASSWORD)
    assert "Ruth Allan" in ruth.says()
    assert ruth.go("/position/") == 403

    # When she is appointed, first with days that cannot be, she holds two roles at once
    tom.go(her_page)
    appoint(tom, "GP_LEAD", f"group:{there.group.code}", to_date="2007-02-01")
    assert "The last day cannot be before the first" in tom.says()
    tom.send(to_date="2008-03-31")
    said = f"Ruth Allan is GP lead, {there.group.name} from 1 March 2007 to 31 March 2008"
    assert said in tom.says()
    appoint(tom, "PRACTICE_MANAGER", f"practice:{there.practice.code}")
    ruth.go("/")
    both = f"GP lead, {there.group.name} and Practice manager, {there.practice.name}"
    assert both in ruth.says()

    # When she is shut out, with the reason, her next click is the sign-in page
    tom.go(f"{her_page}door/")
    tom.send()
    assert "Enter the reason" in tom.says()
    tom.send(why="She has left the practice")
    assert "They may not sign in any more" in tom.says()
    ruth.follow("Practices")
    assert ruth.heading() == "Sign in"
    ruth.send(login=there.username, password=PASSWORD)
    assert ruth.heading() == "Sign in"

    # And her posts are vacant
    tom.go("/people/vacant/")
    assert f"{there.group.name} GP lead" in _flat(tom.says())


def _flat(said):
    """Without the names of columns, which a phone shows before each value."""
    return said.replace("Role ", "")
