"""Every form that changes something does so once: it carries the key, and its view asks for it."""

import inspect
import re
from pathlib import Path

from django.conf import settings

from tests.test_access import DECLARED, addresses

TEMPLATES = settings.BASE_DIR / "templates"
FORM = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)

# Forms without a key, and why.
KEYLESS = {
    "account/_sign_ins.html": "the same, of a demonstration",
    "account/login.html": "nobody is signed in yet, and signing in twice is signing in",
    "account/logout.html": "signing out twice is signing out",
    "account/password_change.html": "the old password is good for once",
    "account/password_reset_from_key.html": "nobody is signed in, and its link is good for once",
    "components/header.html": "signing out twice is signing out",
    "components/session.html": "it lets the session go on, and changes nothing",
}
# Addresses that take a POST and ask for no key, and why; those of signing in aside.
KEYLESS_VIEWS = {
    "forgotten": "whoever asks is not signed in; of several links the last is good",
    "session-stay": "it lets the session go on, and changes nothing",
}


def forms():
    """Every form of a template that is sent by POST: (template, its text)."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        for form in FORM.findall(path.read_text()):
            yield str(path.relative_to(TEMPLATES)), form


def test_every_form_that_changes_something_carries_the_key():
    without = {name for name, form in forms() if "{% once %}" not in form}

    assert without - set(KEYLESS) == set()


def test_every_form_that_crispy_writes_whole_carries_the_key():
    whole = (TEMPLATES / "nhsuk/whole_uni_form.html").read_text()

    assert "{% csrf_token %}{% once %}" in whole


def test_every_address_that_takes_a_form_asks_for_its_key():
    takes = {
        name
        for name, rows in DECLARED.items()
        for _, method, said in rows
        if method == "post" and said["administrator"] != "405"
    }
    asks = {name for name, view in addresses() if getattr(view, "does_once", False)}

    of_signing_in = {name for name in takes if name.startswith("account_")}
    assert takes - asks - of_signing_in - set(KEYLESS_VIEWS) == set()


def test_every_view_that_does_something_once_says_when_it_is_done():
    """What is not `done` is taken back: a view that forgot to say so would do nothing."""
    once = {name: view for name, view in addresses() if getattr(view, "does_once", False)}

    silent = {name for name, view in once.items() if "done(" not in whole_of(view)}
    assert silent == set()


def whole_of(view):
    """The text of the views beside a view: several may end by one function of their folder."""
    folder = Path(inspect.getsourcefile(inspect.unwrap(view))).parent
    return "".join(one.read_text() for one in folder.glob("*.py"))
