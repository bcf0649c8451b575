"""Every form that changes something does so once: it carries the key, and its view asks for it."""

import ast
import inspect
import re
import textwrap

from django.conf import settings

from pbc.core.once import done
from tests.test_access import DECLARED, OF_ALLAUTH, addresses

TEMPLATES = settings.BASE_DIR / "templates"
FORM = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)

# Forms without a key, and why.
KEYLESS = {
    "account/_sign_ins.html": "the same, of a demonstration",
    "account/login.html": "nobody is signed in yet, and signing in twice is signing in",
    "account/logout.html": "signing out twice is signing out",
    "account/password_change.html": "the old password is good for once",
    "account/password_reset_from_key.html": "nobody is signed in, and its link is good for once",
    "meetings/by_mail/action.html": "nobody is signed in, and a link that was used tells when",
    "factors/_show_passkey.html": "what a device signed is good for once",
    "mfa/authenticate.html": "nobody is signed in yet, and a code is good for once",
    "mfa/reauthenticate.html": "a code is good for once",
    "openid/again.html": "it leads to the sign-in service, and changes nothing",
    "openid/bind.html": "it leads to the sign-in service, and changes nothing",
    "newsletters/leave.html": "nobody is signed in, and leaving twice is leaving",
    "components/header.html": "signing out twice is signing out",
    "components/session.html": "it lets the session go on, and changes nothing",
}
# Addresses that take a POST and ask for no key, and why; those of signing in aside.
KEYLESS_VIEWS = {
    "forgotten": "whoever asks is not signed in; of several links the last is good",
    "meetings:action-by-mail": "nobody is signed in, and a link that was used tells when",
    "newsletters:leave-link": "nobody is signed in, and leaving twice is leaving",
    "openid:again": "it leads to the sign-in service, and changes nothing",
    "openid:begin": "nobody is signed in, and it leads to the sign-in service",
    "openid:bind": "it leads to the sign-in service, and changes nothing",
    "openid:invited": "nobody is signed in, and it leads to the sign-in service",
    "session-stay": "it lets the session go on, and changes nothing",
}
# Views of a deed that keep nothing, and why.
KEEPS_NOTHING = {"minutes:read": "it shows what was understood, which the next page keeps"}
# Views of a form whose address cannot be asked for, and why.
TAKES_NO_GET: dict[str, str] = {}
# Views that may do the same again without a question; each names its reason where it stands.
MAY_REPEAT = {
    "newsletters:leave",
    "newsletters:rejoin",
    "activity:feed-count",
    "activity:line-take-back",
    "activity:submission-purge-confirm",
    "activity:submission-purge-refuse",
    "activity:submission-redo",
    "activity:submission-undo",
    "diary:calendar",
    "diary:item-touches",
    "errand-retry",
    "events:place-book",
    "events:place-give-up",
    "factors:app",
    "factors:codes",
    "factors:key-edit",
    "factors:key-new",
    "factors:key-remove",
    "factors:remove",
    "kept-form",
    "meetings:action-close",
    "meetings:action-reopen",
    "meetings:mails",
    "openid:unbind",
    "people:person-binding",
    "people:person-door",
    "people:person-edit",
    "people:person-link",
    "people:person-second-step",
    "sign-ins:end",
    "registers:organisation-edit",
    "registers:practice-close",
    "registers:practice-edit",
    "registers:practice-reopen",
    "seals:check",
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

    of_signing_in = {name for name in takes if name.startswith(OF_ALLAUTH)}
    assert takes - asks - of_signing_in - set(KEYLESS_VIEWS) == set()


def test_every_view_that_does_something_once_says_when_it_is_done():
    """What is not `done` is taken back: a view that forgot to say so would do nothing."""
    once = {name: view for name, view in addresses() if getattr(view, "does_once", False)}

    silent = {name for name, view in once.items() if not says_done(inspect.unwrap(view))}
    assert silent == set(KEEPS_NOTHING)


def test_every_view_asks_before_it_does_the_same_twice_or_names_its_reason():
    once = {name: view for name, view in addresses() if getattr(view, "does_once", False)}

    repeats = {name: view.again for name, view in once.items() if view.again}
    assert set(repeats) == MAY_REPEAT
    assert all(len(reason.split()) > 4 for reason in repeats.values())


def test_every_form_that_comes_back_stands_at_an_address_that_can_be_reloaded():
    """By the page of the form, or by a way on to where the form stands."""
    once = {name for name, view in addresses() if getattr(view, "does_once", False)}

    shown = {
        name
        for name, rows in DECLARED.items()
        for _, method, said in rows
        if method == "get" and {"200", "go"} & set(said.values())
    }
    assert once - shown == set(TAKES_NO_GET)


def says_done(function, above=()):
    """Whether a view calls `done`, itself or by a function of views that it calls: several may end
    by one."""
    called = [inspect.unwrap(one) for one in called_by(function) if callable(one)]
    views = [one for one in called if is_of_views(one, function) and one not in above]
    return done in called or any(says_done(one, (*above, function)) for one in views)


def called_by(function):
    """What a function calls by name, as its module knows it: `done(...)`, `frame.write(...)`."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for call in (node.func for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name, _, attribute = ast.unparse(call).partition(".")
        found = function.__globals__.get(name)
        yield getattr(found, attribute, None) if attribute else found


def is_of_views(one, function):
    """Whether one is a function of the same module, or of another's views."""
    if not inspect.isfunction(one):
        return False
    return one.__module__ == function.__module__ or "views" in one.__module__.split(".")


def test_a_view_that_forgot_to_say_done_is_found_though_its_neighbours_say_it():
    def forgot(request):
        return forms()

    assert not says_done(forgot)
    assert says_done(remembered)


def remembered(request):
    return ended(request)


def ended(request):
    return done(request, "home", "Done")
