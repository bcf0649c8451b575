"""What a form is read from, and what it does with what it cannot be (S5; ASVS 2.2.1, 15.3.5 and
15.3.7).

Every address of a deed that the matrix of access knows is sent a form by those who may; a
middleware of the test writes down what its view reads from where, and whether a deed was done. What
is sent is no whole form: a view is followed as far as it reads before it refuses, and what it would
read after a form without a fault is not seen here. Sign-in is the library's, with tests of its own.
"""

import socket
import sys

import pytest
from django.db import transaction
from django.http import QueryDict

from tests.access_world import quiet, where, world  # noqa: F401
from tests.test_access import DECLARED, clients, meets

pytestmark = pytest.mark.django_db
ADDRESS = "?reason=From+the+address&text=From+the+address&version=9&amount=9&said=NO&form=9"
OF_A_LINE = ADDRESS.replace("?", "&", 1)
# What stands in the address of the page of a form and says what it is about: it is looked up among
# what its person may see, and is no field of the form. `next` fills one in when the page is shown.
ABOUT = {
    "about": {"meetings:action-new", "support:contact-new"},
    "of": {"meetings:action-new"},
    "day": {"diary:meeting-new"},
    "group": {"decisions:nominate"},
    "line": {"activity:line-assign"},
    "next": {"meetings:action-check"},
}
# Fields of which somebody chooses several: all of them count.
SEVERAL = {
    "asked": {"decisions:decision-new"},
    "places": {"newsletters:audience-change", "newsletters:audience-new"},
    "practices": {
        *("activity:submission-coverage", "companies:company-bind"),
        *("events:event-change", "events:event-new"),
    },
    "roles": {"newsletters:audience-change", "newsletters:audience-new"},
    "sections": {"newsletters:newsletter-change", "newsletters:newsletter-new"},
    "slices": {"activity:submission-coverage"},
    "subjects": {"diary:item-touches"},
    "whole": {"events:event-change", "events:event-new"},
}
READ = []  # (where from, name) of what the view of now has read
DONE = []  # what the view of now has done
CONNECTED = []  # hosts that the process spoke to, or asked for, while forms were sent
MET = {}  # what was met by ODD, which is sent once for the tests that look at it

NEVER = ("\0", "9" * 70_000)  # what no field takes, of whatever kind it is
OF_ANOTHER_KIND = ("", "NaN", "1e400", "0x10", "²", "true", "None", "[]", '{"$gt": ""}')
ADDRESSES = ("http://169.254.169.254/latest", "//planted.invalid/a", "file:///etc/passwd")
ODD = (*NEVER, *OF_ANOTHER_KIND, *ADDRESSES)
# Deeds that read a field which may be anything: what it is not found in is left alone.
ANYTHING = {
    "kept-form": "what is kept under a number: none is",
    "meetings:action-close": "the page to go back to: one of ours, or the action",
    "meetings:action-reopen": "the same",
    "sign-ins:end": "a session of one's own: none is",
}
# Deeds that are done with a word or two alone, such as a reason or a name: any words will do.
IN_WORDS = {
    *("activity:feed-new", "activity:submission-publish", "activity:submission-purge"),
    *("activity:submission-redo", "activity:submission-undo", "companies:binding-withdraw"),
    *("diary:interest-withdraw", "meetings:action-note", "people:person-door"),
    *("plans:entry-reverse", "posts:tenure-withdraw"),
    *("registers:organisation-edit", "registers:practice-edit"),
}


class Watched(QueryDict):
    """What was sent, and what is read of it."""

    source = ""

    def __getitem__(self, name):
        READ.append((self.source, name))
        return super().__getitem__(name)

    def getlist(self, name, default=None):
        READ.append((f"all of {self.source}", name))
        return super().getlist(name, default)


def watched(get_response):
    """Write down what is read of a form that is sent."""

    def answer(request):
        if request.method == "POST":
            for source in ("GET", "POST"):
                sent = Watched(getattr(request, source).urlencode())
                sent.source = source
                setattr(request, source, sent)
            READ.clear()
            DONE.clear()
        response = get_response(request)
        DONE.extend([request.outcome] if hasattr(request, "outcome") else [])
        return response

    return answer


@pytest.fixture
def reads(world, quiet, settings):  # noqa: F811
    """{(where from, name): {deeds whose views read it there}}, each sent by two of those who may,
    and the deeds that were reached."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.test_fields_sent.watched"]
    found, reached, signed_in = {}, set(), clients(world["people"])
    for name, whose, role in deeds():
        path = where(world, name, whose)
        READ.clear()
        met = meets(signed_in[role], "post", path + (ADDRESS if "?" not in path else OF_A_LINE))
        reached |= {name} if met != "login" else set()
        for one in READ:
            found.setdefault(one, set()).add(name)
    return found, reached


def deeds():
    """The addresses of the matrix that take a form, with whose it is and who may send it."""
    for name, rows in DECLARED.items():
        if name.startswith(("account_", "mfa_")):  # of the library, with tests of their own
            continue
        for whose, method, said in rows:
            may = [one for one, met in said.items() if met in ("200", "go") and one != "stranger"]
            for role in may[:2] if method == "post" else ():
                yield name, whose, role


def of(found, *sources):
    return {name: names for (source, name), names in found.items() if source in sources}


def test_no_form_is_read_from_its_address_and_a_field_that_is_sent_twice_counts_once_s5(reads):
    found, reached = reads

    assert of(found, "GET", "all of GET") == ABOUT
    assert of(found, "all of POST") == SEVERAL
    assert len(reached) > 130
    assert len(of(found, "POST")) > 100


def listens(event, details):
    """Write down which hosts are spoken to or asked for; a file of a socket is none."""
    if event == "socket.connect" and isinstance(details[1], tuple):
        CONNECTED.append(details[1][0])
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        CONNECTED.append(details[0])


@pytest.fixture
def oddly(request):
    """What each deed meets that is sent all fields that it reads with something odd in them:
    {"faults": ..., "done": {(deed, what was sent)}, "fields": {deed: names}, "hosts": ...}."""
    if not MET:
        found, _ = request.getfixturevalue("reads")
        MET.update(send_oddly(request.getfixturevalue("world"), fields_of(found)))
    return MET


def fields_of(found):
    """{deed: the fields that its view reads of what was sent}."""
    fields = {}
    for name, by in (*of(found, "POST").items(), *of(found, "all of POST").items()):
        for deed in by:
            fields.setdefault(deed, set()).add(name)
    return fields


def send_oddly(world, fields):  # noqa: F811
    faults, done, signed_in = set(), set(), clients(world["people"])
    by_whom = {(name, whose): role for name, whose, role in reversed([*deeds()])}
    sys.addaudithook(listens)
    CONNECTED.clear()
    for (name, whose), role in by_whom.items():
        path = where(world, name, whose)
        for odd in ODD:
            with transaction.atomic():
                answer = signed_in[role].post(path, dict.fromkeys(fields.get(name, ()), odd))
                transaction.set_rollback(True)
            faults |= {(name, odd[:20])} if answer.status_code >= 500 else set()
            done |= {(name, odd)} if DONE else set()
    return {"faults": faults, "done": done, "fields": fields, "hosts": {*CONNECTED}}


def test_what_no_field_can_be_is_refused_by_each_deed_that_reads_one_s5(oddly):
    """A letter that no text has, and a text that is longer than any, in all of its fields."""
    done = {name for name, odd in oddly["done"] if odd in NEVER}

    assert done & set(oddly["fields"]) == set(ANYTHING)
    assert len(oddly["fields"]) > 110


def test_what_is_of_another_kind_is_no_fault_and_no_figure_day_or_choice_s5(oddly):
    """Of what Python, JavaScript or a database would turn into a number, a yes or a list."""
    done = {name for name, odd in oddly["done"] if odd in OF_ANOTHER_KIND}

    assert oddly["faults"] == set()
    assert done & set(oddly["fields"]) == {*ANYTHING, *IN_WORDS}


def test_an_address_that_is_sent_is_asked_for_nowhere_s5(oddly):
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("planted.invalid", 80)

    assert CONNECTED[-1] == "planted.invalid"  # whatever is asked for is seen
    assert oddly["hosts"] - {"127.0.0.1"} == set()
