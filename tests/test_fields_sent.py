"""What a form is read from: what was sent, each field once, and not the address (S5, 15.3.7).

Every address of a deed that the matrix of access knows is sent a form, with fields in its address
besides; a middleware of the test writes down what its view reads from where.
"""

import pytest
from django.http import QueryDict

from tests.test_access import DECLARED, clients, meets, quiet, where, world  # noqa: F401

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
        return get_response(request)

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
