"""What a search asks is put together once for somebody, and finds what they may see now (E13)."""

from datetime import timedelta

import pytest

from pbc import search
from pbc.core import access, clock, statements
from pbc.core.finding import BEGIN, END, Looked
from pbc.core.models import Appointment, Person, Role
from pbc.search import EVERY, Hits
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unchecked(settings):
    """As where people work: what is kept is trusted."""
    settings.KEPT_ROWS_CHECKED = False
    statements.forget()


def again(person):
    """The same person, on the next page that they ask for."""
    return Person.objects.get(pk=person.pk)


def found(person, text, who=""):
    """The names of all that somebody finds, and how much there is said to be."""
    hits = Hits(Looked(again(person), text, who))
    shown = hits[0:50]
    assert len(hits) == len(shown)
    return sorted("".join(piece.text for piece in one.title) for one in shown)


SCOPES = {
    Role.OPERATOR: lambda: None,
    Role.FINANCE: make.commissioner,
    Role.COMMISSIONING: make.commissioner,
    Role.GP_LEAD: make.group,
    Role.PRACTICE_MANAGER: lambda: make.practice(group=make.group("DacCom")),
    Role.SECRETARY: make.group,
    Role.LMC_OBSERVER: make.commissioner,
    Role.AUDITOR: lambda: None,
    Role.ADMINISTRATOR: lambda: None,
}


def somebody(role):
    """Somebody with one appointment in this role, of whom nothing was asked yet; without a role,
    with none."""
    return again(make.appointed(role, SCOPES[role]()) if role else make.person())


def permissions_asked(user):
    """The permissions of this user that were asked for, in whatever way."""
    asked = (getattr(user, name, ()) for name in ("_may", "_reach", "_own_groups"))
    return {one for ways in asked for one in ways if isinstance(one, str)}


def test_every_role_has_a_scope_to_search_in():
    assert {*SCOPES} == {*Role}


def put_together():
    """How many statements of searches were put together."""
    return sum(key[0] is search._kept.__wrapped__ for key in statements.OF_PERSONS.held)


def test_what_a_search_asks_is_put_together_once_for_somebody_and_as_many_words():
    lead = make.gp_lead(make.group("DacCom"))

    for text in ("scans", "budget", "Fernville", "scans late", "late scans", "a_b"):
        found(lead, text)

    assert put_together() == 2


def test_what_is_there_now_is_found_each_time():
    group = make.group("DacCom")
    lead = make.gp_lead(group)

    before = found(lead, "scans")
    make.action("Ring about scans", of=group)
    after = found(lead, "scans")

    assert (before, after) == ([], ["Ring about scans"])
    assert found(lead, "xrays") == []


@pytest.mark.parametrize("role", [Role.GP_LEAD, Role.SECRETARY])
def test_nobody_is_given_the_hits_or_the_counts_of_somebody_else_e13(role):
    ours, theirs = make.group("DacCom"), make.group("Red House")
    ann, ben, nobody = make.person(), make.person(), make.person()
    make.appointment(ann, role, ours)
    make.appointment(ben, role, theirs)
    for group in (ours, theirs):
        make.action(f"Scans for {group.name}", of=group)
        make.concern(of=group, text=f"No scans for {group.name}")
        make.decision(f"Buy scans for {group.name}", group)

    for _ in range(2):
        assert found(ann, "scans") == [
            "Buy scans for DacCom",
            "No scans for DacCom",
            "Scans for DacCom",
        ]
        assert found(ben, "scans") == [
            "Buy scans for Red House",
            "No scans for Red House",
            "Scans for Red House",
        ]
        assert found(nobody, "scans") == []


def test_people_with_the_same_rights_find_their_own_e13():
    practice = make.practice(group=make.group("DacCom"))
    ann, ben = make.practice_manager(practice), make.practice_manager(practice)
    for person in (ann, ben):
        make.action(f"Scans of {person.username}", of=make.group(), owner=person)

    for _ in range(2):
        assert found(ann, "scans") == [f"Scans of {ann.username}"]
        assert found(ben, "scans") == [f"Scans of {ben.username}"]


def test_a_right_that_ended_takes_what_it_found_with_it_e13():
    ann, group = make.person(), make.group("DacCom")
    held = make.appointment(ann, Role.GP_LEAD, group)
    make.action("Ring about scans", of=group)

    before = found(ann, "scans"), found(ann, "daccom")
    Appointment.objects.filter(pk=held.pk).update(to_date=clock.today() - timedelta(days=1))
    after = found(ann, "scans"), found(ann, "daccom")

    assert before == (["Ring about scans"], ["DacCom"])
    assert after == ([], [])


def test_a_practice_that_joins_the_group_is_found_in_on_the_next_page():
    group, practice = make.group("DacCom"), make.practice()
    lead = make.gp_lead(group)
    make.action("Ring about scans", of=practice)

    before = found(lead, "scans")
    make.membership(practice, group)

    assert (before, found(lead, "scans")) == ([], ["Ring about scans"])


def test_whoever_no_longer_looks_after_accounts_finds_nobody_else():
    ann = make.person(first_name="Ann", last_name="Oldfield")
    held = make.appointment(ann, Role.ADMINISTRATOR, None)
    make.person(first_name="Ben", last_name="Oldfield")

    before = found(ann, "oldfield")
    Appointment.objects.filter(pk=held.pk).update(to_date=clock.today() - timedelta(days=1))

    assert before == ["Ann Oldfield", "Ben Oldfield"]
    assert found(ann, "oldfield") == ["Ann Oldfield"]


def test_one_word_two_and_the_same_one_twice_are_each_asked_as_they_are():
    lead = make.gp_lead(make.group("DacCom"))
    make.practice("Old Oak Surgery")
    make.practice("Oak Hill")

    for _ in range(2):
        assert found(lead, "oak") == ["Oak Hill", "Old Oak Surgery"]
        assert found(lead, "old oak") == ["Old Oak Surgery"]
        assert found(lead, "oak old") == []
        assert found(lead, "oak oak") == []
        assert found(lead, "hill") == ["Oak Hill"]


def test_two_words_are_found_in_one_person_in_any_order():
    administrator = make.administrator()
    make.person(first_name="Olwen", last_name="Price")
    make.person(first_name="Olwen", last_name="Rees")

    assert found(administrator, "olwen") == ["Olwen Price", "Olwen Rees"]
    assert found(administrator, "price olw") == ["Olwen Price"]
    assert found(administrator, "ees olwen") == ["Olwen Rees"]


def test_signs_of_like_are_letters_whatever_was_asked_before():
    lead = make.gp_lead(make.group("DacCom"))
    for name in ("Oakfield", "Oak_field", "Oak%field"):
        make.practice(name)

    for _ in range(2):
        assert found(lead, "kf") == ["Oakfield"]
        assert found(lead, "k_f") == ["Oak_field"]
        assert found(lead, "k%f") == ["Oak%field"]
        assert found(lead, "__") == []


@pytest.mark.parametrize("text", ["7", "option 2", '"scans late"', "scans -late", "x-ray", "k%f"])
def test_what_is_more_than_plain_words_is_put_together_each_time(text):
    found(make.gp_lead(make.group("DacCom")), text)

    assert put_together() == 0


def test_quotes_and_a_minus_mean_what_they_mean_after_plain_words():
    group = make.group("DacCom")
    lead = make.gp_lead(group)
    make.action("Scans are late", of=group)
    make.action("Late are the scans", of=group)

    assert found(lead, "late scans") == ["Late are the scans", "Scans are late"]
    assert found(lead, '"scans are late"') == ["Scans are late"]
    assert found(lead, "late -scans") == []


def test_a_file_is_found_by_its_number_after_words():
    finance = make.finance_officer()
    file = make.published_file([make.line(make.practice())], file_name="Dacorum June.csv")

    for _ in range(2):
        assert found(finance, "june") == ["Dacorum June.csv"]
        assert "Dacorum June.csv" in found(finance, str(file.pk))
        assert found(finance, "july") == []


def test_who_said_it_is_asked_as_it_is_and_never_kept():
    lead = make.gp_lead(make.group("DacCom"))
    meeting = make.meeting(make.body(), state="HELD")
    make.attendance(meeting, "Ann Lee", place=0)
    make.item(meeting, "Diagnostics", minutes="AL - Scans\nBB - Budgets")

    assert found(lead, "scans", who="AL") == ["1. Diagnostics"]
    assert found(lead, "budgets", who="AL") == []
    assert put_together() == 0


def test_later_pages_go_on_where_the_first_ended():
    group = make.group("DacCom")
    lead = make.gp_lead(group)
    for number in range(60):
        make.action(f"Scans {number:02}", of=group)

    hits = Hits(Looked(again(lead), "scans"))

    names = [one.name for one in (*hits[0:50], *hits[50:60])]
    assert len({*names}) == len(hits) == 60


@pytest.mark.parametrize("kind", EVERY, ids=[kind.model.__name__ for kind in EVERY])
@pytest.mark.parametrize("role", [*SCOPES, None])
def test_a_kind_hangs_on_the_permission_that_it_names_and_on_no_other(role, kind):
    user = somebody(role)

    rows = kind.rows(Looked(user, "scans"))
    found = permissions_asked(user)
    kind.told(kind.model.objects.order_by(*kind.order), Looked(user, "scans"))

    assert found == {kind.seen_under}
    assert permissions_asked(user) == {kind.seen_under}
    assert rows.model is kind.model


def test_what_is_kept_names_the_permission_of_every_kind():
    assert {*search.SEEN_UNDER} == {kind.seen_under for kind in EVERY}


@pytest.mark.parametrize("ask", [access.may, access.reach, access.own_groups])
def test_what_is_asked_of_a_permission_in_any_way_is_seen(ask):
    user = somebody(Role.PRACTICE_MANAGER)

    ask(user, "budgets.view_position")

    assert permissions_asked(user) == {"budgets.view_position"}


def test_what_is_told_of_what_was_found_is_of_the_words_and_of_the_reader_e13():
    dacorum = make.group("DacCom")
    fernville, parkwood = (make.practice(one, group=dacorum) for one in ("Fernville", "Parkwood"))
    ann, bob = make.practice_manager(fernville), make.practice_manager(parkwood)
    make.action("Ring zqannsown", of=fernville)
    make.action("Ring zqbobsown", of=parkwood)
    make.sent_newsletter("Spring", make.audience(of=dacorum), sections=["actions"], text="Scans")

    def told(person, text):
        shown = Hits(Looked(again(person), text), "Newsletters")[0:50]
        return " ".join(one.words for one in shown)

    for _ in range(2):
        assert f"{BEGIN}zqannsown{END}" in told(ann, "zqannsown")
        assert f"{BEGIN}zqbobsown{END}" in told(bob, "zqbobsown")
        assert "zqannsown" not in told(bob, "scans")
        assert f"{BEGIN}Scans{END}" in told(ann, "scans")
