"""What is planted in people and practices, of which no log may hold anything (S7).

`test_canaries.py` says who may read it on a page.
"""

import pytest
from django.test import Client

from pbc.core.models import Person
from tests.access_world import world as world  # the fixture
from tests.pbc.test_logs import log as log  # the fixture
from tests.test_canaries import AMOUNTS, NEST, paths, text_of
from tests.test_canaries import planted as planted  # the fixture

pytestmark = pytest.mark.django_db
ASKS = ("stranger", "finance", "administrator")
AT = "@example.nhs.uk"


@pytest.fixture
def named(planted):
    """The planted world, in which each person has a name and a mail address of their own."""
    for number in Person.objects.values_list("pk", flat=True):
        own = f"{NEST}p{number}"
        words = {"username": f"{own}user", "first_name": f"{own}first", "last_name": f"{own}last"}
        Person.objects.filter(pk=number).update(email=f"{own}mail{AT}", **words)
    for person in planted["people"].values():
        person.refresh_from_db()
    return planted


def test_a_log_holds_no_word_no_figure_and_no_name_of_anybody_s7(named, log):
    """At every level, of what is there when every page of the matrix is asked for, and every deed
    with a form that says nothing of it."""
    for role in ASKS:
        client = Client()
        client.raise_request_exception = False
        if role in named["people"]:
            client.force_login(named["people"][role])
        for name, method, path in dict.fromkeys(paths(named)):
            if name != "more":
                text_of(client, method, path)

    written = "\n".join(log).lower()
    assert "forbidden" in written
    planted = {NEST, *map(str, AMOUNTS.values()), *(f"{one:,}" for one in AMOUNTS.values())}
    assert [word for word in planted if word in written] == []
