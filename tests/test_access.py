"""Every address of the site, as every role meets it (E13). One that the matrix leaves out fails."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver

from pbc.core.access import PERMISSIONS
from tests import access_matrix as matrix
from tests.access_world import quiet as quiet  # the fixture
from tests.access_world import where
from tests.access_world import world as world  # the fixture

pytestmark = [pytest.mark.django_db]
# A desk for whoever is signed in, the health of the site, and what it says of itself to anybody.
ABOUT = {"glossary", "help", "accessibility", "privacy"}
KEPT = {"kept-form", "session-stay"}
# Whom to ask is no secret among those signed in.
WHO = {"posts:post-list", "posts:post-list-table", "posts:post-detail"}
# The lists on which somebody is are their own, and a link in a mail leaves one.
LISTS = {f"newsletters:{name}" for name in ("mine", "leave", "rejoin", "leave-link")}
LISTS |= {"newsletters:newsletter-list", "newsletters:newsletter-detail"}
# How somebody signs in is their own.
SIGN_IN = {"factors:mine", "factors:app", "factors:codes", "factors:remove"}
SIGN_IN |= {"sign-ins:mine", "sign-ins:end"}
SIGN_IN |= {"factors:key-new", "factors:key-edit", "factors:key-remove"}
SIGN_IN |= {f"openid:{name}" for name in ("again", "bind", "unbind")}
BY_A_SERVICE = {f"openid:{name}" for name in ("begin", "answer", "invited", "signed-out")}
OF_ALLAUTH = ("account_", "mfa_")
UNMARKED = {"home", "healthz", "forgotten", "search", "diary:feed"} | KEPT | ABOUT | WHO | LISTS
UNMARKED |= SIGN_IN | BY_A_SERVICE | {"meetings:action-by-mail"}
SENT = {"reason": "Looked at"}
MEETS = {"200", "403", "404", "go", "go/200", "200/go", "200/403"}  # signed in
OF_AN_ACTION = {**SENT, "note": "Looked at", "version": 1}


def addresses(resolver=None, namespace=""):
    """Every address of the site: (name, view)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, inside)
        else:
            yield f"{namespace}{pattern.name}", pattern.callback


def rows(table):
    """The rows of a table: (name, whose, what each role meets)."""
    width = len(matrix.ROLES)
    for line in filter(None, table.splitlines()):
        name, *words = line.split()
        whose, cells = " ".join(words[:-width]), words[-width:]
        assert whose, f"Too few cells: {line}"
        assert {*cells[1:]} <= MEETS, line
        yield name, whose, cells


def declared(part):
    """What a part of the matrix says: {name: [(whose, method, {role: what it meets})]}."""
    found = {}
    for name, whose, cells in rows(getattr(part, "GETS", "")):
        _add(found, name, whose, cells, matrix.READ_ONLY)
    for name, whose, cells in rows(getattr(part, "DEEDS", "") + getattr(part, "AGAIN", "")):
        get, post = ([cell.split("/")[at] for cell in cells] for at in (0, -1))
        _add(found, name, whose, get, post)
    return found


def alike():
    """What the matrix says of addresses that are the same for all who are signed in."""
    found, rest = {}, len(matrix.ROLES) - 1
    for name, *words in map(str.split, filter(None, matrix.ALIKE.splitlines())):
        get, others, post, post_others = words
        _add(found, name, "-", [get, *[others] * rest], [post, *[post_others] * rest])
    return found


def _add(found, name, whose, get, post):
    for method, row in (("get", get), ("post", post)):
        said = dict(zip(matrix.ROLES, row, strict=True))
        found.setdefault(name, []).append((whose, method, said))


BY_PART = {name: declared(part) for name, part in matrix.PARTS.items()} | {"alike": alike()}
DECLARED = {name: row for part in BY_PART.values() for name, row in part.items()}


def test_every_address_is_in_the_matrix_and_none_besides_e13():
    assert {name for name, _ in addresses()} == set(DECLARED)


def test_every_view_of_ours_names_a_permission_that_some_role_has_e13():
    known = frozenset().union(*PERMISSIONS.values())
    ours = {name: view for name, view in addresses() if not name.startswith(OF_ALLAUTH)}
    named = {name: getattr(view, "permission", None) for name, view in ours.items()}

    assert {name for name, permission in named.items() if permission not in known} == UNMARKED


def test_every_view_of_a_deed_does_it_once():
    tables = [getattr(part, "DEEDS", "") for part in matrix.PARTS.values()]
    deeds = {name for table in tables for name, *_ in rows(table)}

    assert {name for name, view in addresses() if getattr(view, "does_once", False)} == deeds


# ---- The world of the matrix -----------------------------------------------------------------


def meets(client, method, path):
    """What somebody meets there, in the words of the matrix; nothing that it changes stays, and
    who was signed in still is."""
    kept = dict(client.cookies)
    versioned = path.startswith(("/actions/", "/meetings/items/"))
    sent = OF_AN_ACTION if versioned else SENT
    with transaction.atomic():
        answer = getattr(client, method)(path, sent if method == "post" else None)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(kept)
    if answer.streaming:
        answer.getvalue()  # read to its end, which closes its file
    if answer.status_code != 302:
        return str(answer.status_code)
    return "login" if answer.url.startswith("/accounts/login/") else "go"


def clients(people):
    """A browser for each role, with the cookies of whoever stands in it."""
    found = {role: Client() for role in matrix.ROLES}
    for role, client in found.items():
        if role != "stranger":
            client.force_login(people[role])
    return found


@pytest.mark.parametrize("part", BY_PART)
def test_every_role_meets_what_the_matrix_says_e13(world, quiet, part):
    wrong, signed_in = [], clients(world["people"])
    asked = [(name, *row) for name, table in BY_PART[part].items() for row in table]
    for name, whose, method, said in asked:
        path = where(world, name, whose)
        for role, expected in said.items():
            met = meets(signed_in[role], method, path)
            if met != expected:
                wrong.append(f"{method} {name} {whose} as {role}: {met}, not {expected}")
    assert wrong == []
