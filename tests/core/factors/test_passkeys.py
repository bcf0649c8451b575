"""Passkeys as the second step: each question is good once, at this site, to its own session (S10,
6.3, 6.5). The device is a software one of the tests."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_save
from django.test import Client

from pbc.core.factors import passkeys, queries, services
from pbc.core.models import Guess, Happened, Mail, OpenSession, SignInRecord
from pbc.core.people.rules import NotAppointed
from tests import make
from tests.at_once import at_once, is_somebody_waiting, own_connection
from tests.core.factors.steps import PASSWORD, at_the_desk, enter, set_up
from tests.pages import said
from tests.passkeys import Device

pytestmark = pytest.mark.django_db
NEW = "/accounts/steps/passkeys/new/"
MINE, CODE, AGAIN = "/accounts/steps/", "/accounts/code/", "/accounts/code/again/"
WRONG = "This passkey is not one of yours here"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    """A clock that stands, and that a test moves on: `at_noon(seconds)`."""
    now = {"is": 1_800_000_000.0}
    monkeypatch.setattr(time, "time", lambda: now["is"])
    cache.clear()
    yield lambda seconds: now.update({"is": 1_800_000_000.0 + seconds})
    cache.clear()


@pytest.fixture
def ruth():
    return make.auditor(username="ruth.allan")


def asked_by(page):
    """What a page asks a browser for."""
    return json.loads(page.context["asked"])


def add(client, device, name="Laptop at the surgery", **otherwise):
    """Add a passkey on its page; the page after it."""
    answer = device.make(asked_by(client.get(NEW)), **otherwise)
    return client.post(NEW, {"name": name, "credential": answer}, follow=True)


def with_key(person, **device):
    """A device whose passkey somebody has added."""
    held = Device(**device)
    add(at_the_desk(person), held)
    return held


def show(person, device, **otherwise):
    """(browser, page) of somebody who gave the password, and shows a passkey."""
    client = at_the_desk(person)
    answer = device.show(asked_by(client.get(CODE)), **otherwise)
    return client, client.post(CODE, {"credential": answer})


def is_in(client):
    return "_auth_user_id" in client.session


def happened(person):
    """What was written down of somebody, the oldest first."""
    return list(person.sign_ins.order_by("pk").values_list("what", flat=True))


# ---- Adding ----------------------------------------------------------------------------------


def test_a_passkey_is_added_with_its_name_and_the_recovery_codes_come_with_it_s10(ruth):
    client = at_the_desk(ruth)

    page = add(client, Device())

    assert len(page.context["codes"]) == 10
    assert "Keep these 10 recovery codes" in said(page)
    assert re.search(r"Laptop at the surgery Added on [\w ]+, not used yet", said(client.get(MINE)))
    assert happened(ruth)[-1] == Happened.KEY_ADDED
    assert enter(page.context["codes"][0], ruth)


def test_several_are_added_and_no_codes_come_with_the_second_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())

    page = add(client, Device(), name="Key on my ring")

    assert "codes" not in page.context
    assert [key.name for key in queries.second(ruth).keys] == [
        *("Laptop at the surgery", "Key on my ring"),
    ]


def test_a_passkey_stands_beside_an_app_and_either_is_shown_s10(ruth):
    client = at_the_desk(ruth)
    _, codes = set_up(client)
    device = Device()

    add(client, device)

    assert is_in(show(ruth, device)[0])
    assert enter(codes[0], ruth)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"origin": "https://pbc.example.com"},
        {"origin": "http://localhost:9000"},
        {"origin": "http://sub.localhost:8000"},
        {"challenge": b"of another page, long ago"},
        {"kind": "webauthn.get"},
        {"crossed": True},
    ],
)
def test_a_passkey_that_was_made_otherwise_than_asked_is_not_added_s10(ruth, otherwise):
    page = add(at_the_desk(ruth), Device(), **otherwise)

    assert passkeys.NOT_MADE in said(page)
    assert not Authenticator.objects.exists()


def test_a_device_that_asks_for_no_finger_is_not_added_s10(ruth):
    page = add(at_the_desk(ruth), Device(asks=False))

    assert passkeys.NOT_MADE in said(page)


def test_a_page_that_asked_once_takes_no_second_answer_s10(ruth):
    client = at_the_desk(ruth)
    asked = asked_by(client.get(NEW))
    client.post(NEW, {"name": "First", "credential": Device().make(asked)})

    page = client.post(NEW, {"name": "Second", "credential": Device().make(asked)})

    assert passkeys.OLD in said(page)
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_what_another_session_was_asked_for_adds_nothing_s10(ruth):
    asked = asked_by(at_the_desk(ruth).get(NEW))
    client = at_the_desk(ruth)
    client.get(NEW)

    page = client.post(NEW, {"name": "Laptop", "credential": Device().make(asked)})

    assert passkeys.NOT_MADE in said(page)


def test_a_page_that_was_open_too_long_adds_nothing_and_asks_anew_s10(ruth, at_noon):
    client = at_the_desk(ruth)
    add(client, Device())
    asked = asked_by(client.get(NEW))
    session = client.session
    session[passkeys.ADDING] |= {"at": time.time() - 901}
    session.save()

    late = client.post(NEW, {"name": "Late", "credential": Device().make(asked)})
    again = client.post(NEW, {"name": "Now", "credential": Device().make(asked_by(late))})

    assert passkeys.OLD in said(late)
    assert again.status_code == 302
    assert [key.name for key in queries.second(ruth).keys][1:] == ["Now"]


def test_a_page_that_came_back_asks_for_what_its_session_still_waits_for_s10(ruth):
    client = at_the_desk(ruth)
    asked = asked_by(client.get(NEW))

    unnamed = client.post(NEW, {"name": "", "credential": ""})
    again = client.get(NEW)

    assert "Enter what you call it" in said(unnamed)
    assert asked_by(unnamed) == asked_by(again) == asked


def test_a_passkey_that_is_there_already_is_not_added_again_by_anybody_s10(ruth):
    device = with_key(ruth)

    mine = add(at_the_desk(make.auditor(username="tom.reed")), device)

    assert "This passkey was added before" in said(mine)
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_nobody_has_more_than_ten_and_the_page_says_so_before_a_device_makes_one(ruth):
    client = at_the_desk(ruth)
    for number in range(10):
        add(client, Device(), name=f"Key {number}")

    page = client.get(NEW)

    assert "You have 10 passkeys, which is as many as one person keeps here" in said(page)
    assert "asked" not in page.context
    assert "credential" not in page.content.decode()
    with pytest.raises(NotAppointed, match="Take one of them away first"):
        services.add_key(name="11th", key={"id": "YQ"}, where={}, keep="", by=ruth)


def test_a_device_may_keep_a_passkey_that_was_refused_and_the_page_says_so(ruth):
    device = with_key(ruth)
    tom = at_the_desk(make.auditor(username="tom.reed"))
    hint = "Your device may have kept the passkey that was not added here"

    unnamed = tom.post(NEW, {"name": "", "credential": ""})
    refused = add(tom, device)

    assert hint not in said(unnamed)
    assert hint in said(refused)


@pytest.mark.parametrize("dirt", ["\0" * 4, " \n" * 2, "!" * 4])
def test_what_stands_round_the_answer_of_a_browser_is_not_kept(ruth, dirt):
    """base64 is read past what is none of it, and a database takes no NUL."""
    client, device = at_the_desk(ruth), Device()
    answer = json.loads(device.make(asked_by(client.get(NEW))))
    clean = dict(answer["response"])
    answer["response"]["clientDataJSON"] += dirt
    answer["response"]["attestationObject"] += dirt

    client.post(NEW, {"name": "Laptop", "credential": json.dumps(answer)})

    kept = Authenticator.objects.get(user=ruth, type="webauthn").data["credential"]
    assert kept["response"] == clean
    assert is_in(show(ruth, device)[0])


def test_a_key_whose_numbers_are_none_is_not_added(ruth):
    """It would be kept, and nothing that it signs could ever be looked at."""
    device = Device()
    asked = asked_by((client := at_the_desk(ruth)).get(NEW))
    device.public = {1: 2, 3: -7, -1: 1, -2: b"\1" * 32, -3: b"\1" * 32}  # on no curve

    page = client.post(NEW, {"name": "Laptop", "credential": device.make(asked)})

    assert passkeys.NOT_MADE in said(page)


@pytest.mark.parametrize(
    "answer",
    [
        *("", "no JSON", "[]", "7", "null", '"text"', "{}", "[" * 9000),
        *('{"id": 1, "rawId": 1, "response": {}}', '{"rawId": "YQ", "response": {}}'),
        '{"rawId": "YQ", "response": {"clientDataJSON": "e30", "attestationObject": ""}}',
        '{"rawId": "YQ", "response": {"clientDataJSON": "W10", "attestationObject": 1}}',
        '{"rawId": "YQ", "response": {"clientDataJSON": "e30", "signature": "YQ"}}',
    ],
)
def test_what_is_no_answer_of_a_browser_is_said_to_be_none(ruth, answer):
    device, desk = with_key(ruth), at_the_desk(ruth)
    desk.post(CODE, {"credential": device.show(asked_by(desk.get(CODE)))})
    client = at_the_desk(ruth)
    client.get(CODE)
    desk.get(NEW)

    added = desk.post(NEW, {"name": "Laptop", "credential": answer})
    shown = client.post(CODE, {"credential": answer})

    assert passkeys.NOT_MADE in said(added)
    assert WRONG in said(shown) or "Press the button and show your passkey" in said(shown)
    assert not is_in(client)


# ---- Showing ---------------------------------------------------------------------------------


def test_the_password_alone_lets_nobody_in_who_has_a_passkey_s10(ruth):
    with_key(ruth)

    client = at_the_desk(ruth)

    assert client.get("/practices/").status_code == 302
    assert "Show your passkey" in said(client.get(CODE))
    assert not is_in(client)


def test_a_passkey_lets_in_and_it_is_written_down_by_what_s10(ruth):
    device = with_key(ruth)

    client, page = show(ruth, device)

    assert is_in(client)
    assert page.status_code == 302
    record = ruth.sign_ins.filter(what=Happened.SIGNED_IN).latest("pk")
    assert record.by_means_of == "password and passkey"
    assert re.search(r"Laptop at the surgery Added on [\w ]+, last used on", said(client.get(MINE)))
    assert not Guess.objects.exists()


@pytest.mark.parametrize(
    "otherwise",
    [
        {"origin": "https://pbc.example.com"},
        {"origin": "http://localhost:9000"},
        {"origin": "https://localhost:8000"},
        {"site": "example.com"},
        {"kind": "webauthn.create"},
        {"crossed": True},
    ],
)
def test_what_was_signed_for_another_site_or_page_lets_nobody_in_s10(ruth, otherwise):
    client, page = show(ruth, with_key(ruth), **otherwise)

    assert WRONG in said(page)
    assert not is_in(client)
    assert happened(ruth)[-1] == Happened.WRONG_KEY


def test_what_was_shown_once_lets_nobody_in_again_s10(ruth):
    device = with_key(ruth, counts=False)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))
    client.post(CODE, {"credential": answer})
    client.post("/accounts/logout/")

    client.post("/accounts/login/", {"login": ruth.username, "password": PASSWORD})
    fresh = client.post(CODE, {"credential": answer})
    asked = client.post(CODE, {"credential": answer})

    assert passkeys.OLD in said(fresh)
    assert passkeys.OLD in said(asked)
    assert not is_in(client)


def test_a_question_that_was_answered_in_the_same_moment_is_not_answered_again_s10(ruth):
    """Two requests that both read the session before either has written it."""
    device = with_key(ruth, counts=False)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))
    before = dict(client.session)
    client.post(CODE, {"credential": answer})
    other = at_the_desk(ruth)
    other.get(CODE)
    session = other.session
    session[passkeys.SHOWING] = before[passkeys.SHOWING]
    session.save()

    page = other.post(CODE, {"credential": answer})

    assert passkeys.OLD in said(page)
    assert not is_in(other)


def test_of_several_questions_each_is_answered_once_though_another_was_meanwhile_s10(ruth):
    device = with_key(ruth, counts=False)
    client = at_the_desk(ruth)
    answers = [device.show(asked_by(client.get(CODE))) for _ in range(2)]
    before = dict(client.session)
    client.post(CODE, {"credential": answers[0]})
    entered = []
    for answer in (answers[1], answers[0]):
        other = at_the_desk(ruth)
        session = other.session
        session[passkeys.SHOWING] = before[passkeys.SHOWING]
        session.save()
        other.post(CODE, {"credential": answer})
        entered.append(is_in(other))

    assert entered == [True, False]


def test_what_another_session_was_asked_for_lets_nobody_in_s10(ruth):
    device = with_key(ruth)
    asked = asked_by(at_the_desk(ruth).get(CODE))
    thief = at_the_desk(ruth)
    thief.get(CODE)

    page = thief.post(CODE, {"credential": device.show(asked)})

    assert passkeys.OLD in said(page)
    assert not is_in(thief)


def test_what_this_page_did_not_ask_for_lets_nobody_in_and_is_nobodys_guess_s10(ruth):
    client, page = show(ruth, with_key(ruth), challenge=b"of another page, long ago")

    assert passkeys.OLD in said(page)
    assert not is_in(client)
    assert Happened.WRONG_KEY not in happened(ruth)
    assert not Guess.objects.exists()


def test_either_of_two_pages_takes_a_passkey_and_so_does_one_that_was_loaded_anew_s10(ruth):
    device, client = with_key(ruth), at_the_desk(ruth)
    first = asked_by(client.get(CODE))
    client.get(CODE)

    client.post(CODE, {"credential": device.show(first)})

    assert is_in(client)
    assert not Guess.objects.exists()


def test_a_session_keeps_ten_questions_and_no_more(ruth):
    with_key(ruth)
    client = at_the_desk(ruth)
    for _ in range(12):
        client.get(CODE)

    assert len(client.session[passkeys.SHOWING]) == 10


def test_pages_that_were_open_too_long_lock_nobody_out_s10(ruth):
    device, client = with_key(ruth), at_the_desk(ruth)
    for _ in range(12):
        asked = asked_by(client.get(CODE))
        session = client.session
        session[passkeys.SHOWING][-1]["at"] -= 901
        session.save()
        late = client.post(CODE, {"credential": device.show(asked)})
        assert passkeys.OLD in said(late)

    client.post(CODE, {"credential": device.show(asked_by(client.get(CODE)))})

    assert is_in(client)
    assert Happened.WRONG_KEY not in happened(ruth)


def test_a_fault_of_the_site_is_no_refusal(ruth):
    """It is logged as a fault, and nobody is told that their passkey is none of theirs."""
    device, client = with_key(ruth), at_the_desk(ruth)
    asked = asked_by(client.get(CODE))
    Authenticator.objects.filter(user=ruth, type="webauthn").update(data={"name": "Broken"})

    with pytest.raises(KeyError):
        client.post(CODE, {"credential": device.show(asked)})

    assert Happened.WRONG_KEY not in happened(ruth)


def test_a_passkey_that_was_shown_too_late_lets_nobody_in_s10(ruth):
    device, client = with_key(ruth), at_the_desk(ruth)
    asked = asked_by(client.get(CODE))
    session = client.session
    session[passkeys.SHOWING][-1]["at"] -= 901
    session.save()

    page = client.post(CODE, {"credential": device.show(asked)})

    assert passkeys.OLD in said(page)
    assert not is_in(client)


def test_the_passkey_of_somebody_else_lets_nobody_in_s10(ruth):
    with_key(ruth)
    toms = with_key(make.auditor(username="tom.reed"))

    client, page = show(ruth, toms)

    assert WRONG in said(page)
    assert not is_in(client)


def test_a_device_that_asks_for_no_finger_lets_nobody_in_s10(ruth):
    device = with_key(ruth)
    device.flags = Device(asks=False).flags

    client, page = show(ruth, device)

    assert WRONG in said(page)
    assert not is_in(client)


def test_a_signature_of_another_key_lets_nobody_in_s10(ruth):
    device = with_key(ruth)
    device.key = Device().key

    assert not is_in(show(ruth, device)[0])


def test_a_count_that_goes_back_is_refused_written_down_and_told_s10(ruth, settings):
    settings.PBC_MAIL = "smtp"
    ruth.email = "ruth.allan@example.nhs.uk"
    ruth.save()
    device = with_key(ruth)
    show(ruth, device)
    device.used = 0  # as a copy that was made before

    client, page = show(ruth, device)

    assert "there may be a copy of it" in said(page)
    assert not is_in(client)
    record = SignInRecord.objects.latest("pk")
    assert (record.what, record.why) == (Happened.KEY_COPIED, "Laptop at the surgery")
    mail = Mail.objects.latest("pk")
    assert "there may be a copy of it (Laptop at the surgery)" in mail.body
    admin = at_the_desk(make.administrator())
    assert "there may be a copy of it" in said(admin.get(f"/people/{ruth.pk}/"))
    device.used = 2
    assert is_in(show(ruth, device)[0])


def test_a_passkey_that_counts_nothing_lets_in_each_time_s10(ruth):
    device = with_key(ruth, counts=False)

    assert [is_in(show(ruth, device)[0]) for _ in range(3)] == [True, True, True]


def test_ten_wrong_passkeys_and_codes_an_hour_are_looked_at_s10(ruth):
    device = with_key(ruth)
    for number in range(12):
        client = at_the_desk(ruth)
        where = {"REMOTE_ADDR": f"198.51.100.{number}"}
        wrong = Device()
        wrong.id = device.id
        answer = {"credential": wrong.show(asked_by(client.get(CODE)))}
        client.post(CODE, answer if number % 2 else {"code": "00000000"}, **where)

    client, page = show(ruth, device)

    assert happened(ruth).count(Happened.WRONG_KEY) == 5
    assert happened(ruth).count(Happened.WRONG_CODE) == 5
    assert "Too many failed" in said(page)
    assert not is_in(client)


def test_who_entered_the_old_password_gets_no_further_by_a_passkey_s10(ruth):
    device, thief = with_key(ruth), at_the_desk(ruth)
    asked = asked_by(thief.get(CODE))
    ruth.set_password("four words nobody guesses")
    ruth.save()

    page = thief.post(CODE, {"credential": device.show(asked)})

    assert "The password was changed meanwhile" in said(page)
    assert not is_in(thief)


# ---- Asked again who one is ------------------------------------------------------------------


def test_a_passkey_shows_again_who_somebody_is_before_steps_are_changed_s10(ruth, at_noon):
    device = with_key(ruth)
    client, _ = show(ruth, device)
    key = client.session.session_key
    at_noon(301)
    led = client.get(NEW)
    asked = asked_by(client.get(led.url))

    went_on = client.post(led.url, {"credential": device.show(asked), "next": NEW})

    assert led.url.startswith(AGAIN)
    assert went_on.url == NEW
    assert client.get(NEW).status_code == 200
    assert client.session.session_key != key


def test_neither_the_password_nor_a_wrong_passkey_changes_a_step_s10(ruth, at_noon):
    client, _ = show(ruth, with_key(ruth))
    at_noon(301)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    page = client.post(AGAIN, {"credential": Device().show(asked_by(client.get(AGAIN)))})

    assert WRONG in said(page)
    assert client.get(NEW).url.startswith(AGAIN)


# ---- Renaming and taking away ----------------------------------------------------------------


def test_a_passkey_is_renamed_by_its_person_alone_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())
    [key] = queries.second(ruth).keys
    tom = at_the_desk(make.auditor(username="tom.reed"))

    client.post(f"/accounts/steps/passkeys/{key.pk}/", {"name": "Ring"})
    foreign = [
        tom.post(f"/accounts/steps/passkeys/{key.pk}/{what}", {"name": "Mine"}).status_code
        for what in ("", "remove/")
    ]

    assert foreign == [404, 404]
    assert [one.name for one in queries.second(ruth).keys] == ["Ring"]
    record = SignInRecord.objects.get(what=Happened.KEY_RENAMED)
    assert record.why == "Laptop at the surgery, now Ring"


def test_the_page_of_a_new_passkey_names_the_app_once_s10(ruth):
    """Also to who has no scripts, and so reads all of it."""
    none = at_the_desk(ruth).get(NEW).content.decode()
    client = at_the_desk(ruth)
    add(client, Device())
    one = client.get(NEW).content.decode()

    assert (none.count("/accounts/steps/app/"), one.count("/accounts/steps/app/")) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_two_people_add_in_the_same_moment_is_the_first_ones(ruth):
    tom, key = make.auditor(username="tom.reed"), {"id": "YQ", "counter": 0, "credential": {}}

    def add_to(person):
        services.add_key(name="Laptop", key=key, where={}, keep="", by=person)

    def refused():
        with pytest.raises(NotAppointed, match="This passkey was added before"):
            add_to(tom)

    at_once(lambda: add_to(ruth), refused)

    assert Authenticator.objects.get(type="webauthn").user == ruth


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_is_renamed_while_it_is_shown_goes_on_counting_s10(ruth):
    device = with_key(ruth)
    show(ruth, device)
    [key] = queries.second(ruth).keys
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))

    at_once(
        lambda: client.post(CODE, {"credential": answer}),
        lambda: services.rename_key(pk=key.pk, name="Ring", where={}, by=ruth),
    )

    data = Authenticator.objects.get(pk=key.pk).data
    assert (data["name"], data["counter"]) == ("Ring", 3)  # made, and shown twice


def test_a_passkey_that_was_taken_away_lets_nobody_in_and_the_person_is_told_s10(ruth, settings):
    settings.PBC_MAIL = "smtp"
    ruth.email = "ruth.allan@example.nhs.uk"
    ruth.save()
    lost, kept = with_key(ruth), Device()
    client, _ = show(ruth, lost)
    add(client, kept, name="Ring")
    elsewhere, _ = show(ruth, kept)
    [key, _] = queries.second(ruth).keys

    client.post(f"/accounts/steps/passkeys/{key.pk}/remove/")

    assert not is_in(show(ruth, lost)[0])
    assert is_in(show(ruth, kept)[0])
    assert elsewhere.get("/practices/").status_code == 302
    mail = Mail.objects.latest("pk")
    assert "Passkey taken away (Laptop at the surgery), by Ruth Allan" in mail.body
    assert queries.codes_left(ruth) == 10


def test_with_the_last_passkey_the_recovery_codes_go_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())
    [key] = queries.second(ruth).keys

    page = client.post(f"/accounts/steps/passkeys/{key.pk}/remove/", follow=True)

    assert "You sign in by your password alone" in said(page)
    assert not Authenticator.objects.filter(user=ruth).exists()
    assert is_in(at_the_desk(ruth))


def test_who_needs_two_steps_does_not_take_the_last_passkey_away_s10(settings):
    settings.PBC_MFA_FOR = frozenset({"FINANCE"})
    frances = make.finance_officer()
    client = at_the_desk(frances)
    add(client, Device())
    [key] = queries.second(frances).keys

    page = client.post(f"/accounts/steps/passkeys/{key.pk}/remove/")

    assert "needs two" in said(page)
    assert queries.has_second(frances)


def test_who_needs_two_steps_sets_up_a_passkey_instead_of_an_app_s10(settings):
    settings.PBC_MFA_FOR = frozenset({"FINANCE"})
    frances = make.finance_officer()
    client, device = at_the_desk(frances), Device()
    led = client.get("/practices/").url

    assert "Add a passkey instead" in said(client.get(led))
    add(client, device)

    assert client.get("/practices/").status_code == 200
    assert show(frances, device)[0].get("/practices/").status_code == 200


def test_the_first_passkey_ends_sessions_elsewhere_and_renews_the_key_of_this_one_s10(ruth):
    other, client = at_the_desk(ruth), at_the_desk(ruth)
    before = client.session.session_key

    add(client, Device())

    assert other.get("/practices/").status_code == 302
    assert client.get("/practices/").status_code == 200
    assert client.session.session_key != before
    assert OpenSession.objects.filter(person=ruth).count() == 1


def test_an_administrator_takes_passkeys_away_from_whom_lost_them_s10(ruth):
    device = with_key(ruth)
    admin = at_the_desk(make.administrator())
    asked = said(admin.get(f"/people/{ruth.pk}/second-step/"))

    admin.post(f"/people/{ruth.pk}/second-step/", {"why": "Lost the laptop, rang from her desk"})

    assert re.search(r"It was set up on [\w ]+: 1 passkey\.", asked)
    assert not Authenticator.objects.filter(user=ruth).exists()
    assert is_in(at_the_desk(ruth))
    add(at_the_desk(ruth), Device(), name="Another")
    assert not is_in(show(ruth, device)[0])


def test_taking_the_second_step_away_takes_the_passkeys_too_s10(ruth):
    client = at_the_desk(ruth)
    add(client, Device())

    client.post("/accounts/steps/remove/")

    assert not Authenticator.objects.filter(user=ruth).exists()
    assert is_in(at_the_desk(ruth))


def taken_away(person):
    """Take the first passkey of somebody away, at another desk."""
    key = Authenticator.objects.filter(user=person, type="webauthn").first()
    services.take_key_away(pk=key.pk, where={}, keep="", by=person)


@pytest.fixture
def meanwhile():
    """Let something be done when a signal comes for the first time."""
    connected = []

    def connect(signal, what):
        def once(**_):
            signal.disconnect(once)
            what()

        signal.connect(once, weak=False)
        connected.append((signal, once))

    yield connect
    for signal, receiver in connected:
        signal.disconnect(receiver)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_is_taken_away_when_it_was_looked_at_lets_nobody_in_s10(ruth, meanwhile):
    device = with_key(ruth)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))
    meanwhile(post_save, lambda: transaction.on_commit(lambda: taken_away(ruth)))

    page = client.post(CODE, {"credential": answer})

    assert "This second step was taken away meanwhile" in said(page)
    assert not is_in(client)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_is_taken_away_while_it_lets_in_ends_that_session_s10(ruth, meanwhile):
    device = with_key(ruth)
    client = at_the_desk(ruth)
    answer = device.show(asked_by(client.get(CODE)))

    def take():
        with own_connection():
            taken_away(ruth)

    with ThreadPoolExecutor() as threads:
        doing = []

        def begin():
            doing.append(threads.submit(take))
            while not (doing[0].done() or is_somebody_waiting()):
                sleep(0.02)

        meanwhile(authenticator_used, begin)
        client.post(CODE, {"credential": answer})
        doing[0].result()

    assert not Authenticator.objects.filter(user=ruth).exists()
    assert client.get("/practices/").status_code == 302


# ---- The site --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "origin", "site"),
    [
        ("https://pbc.example.nhs.uk", "https://pbc.example.nhs.uk", "pbc.example.nhs.uk"),
        ("https://PBC.example.nhs.uk:443", "https://pbc.example.nhs.uk", "pbc.example.nhs.uk"),
        ("https://pbc.nhs.uk:8443", "https://pbc.nhs.uk:8443", "pbc.nhs.uk"),
        ("http://localhost:8000", "http://localhost:8000", "localhost"),
    ],
)
def test_passkeys_work_at_the_address_of_the_site_alone_s10(settings, address, origin, site):
    settings.PBC_SITE_URL = address

    assert passkeys.origin() == origin
    assert passkeys.site()["id"] == site


def test_an_address_without_tls_lets_no_passkey_work_s10(ruth, settings):
    settings.PBC_SITE_URL = "http://pbc.example.nhs.uk"

    page = add(at_the_desk(ruth), Device(), origin="http://pbc.example.nhs.uk")

    assert passkeys.NOT_MADE in said(page)


def test_nobody_signs_in_by_a_passkey_without_a_password_s10(ruth):
    with_key(ruth)

    page = Client().get("/accounts/login/")

    assert "passkey" not in said(page).lower()
