"""How often one person may do what, what is said then, and that nothing is lost by it (S5)."""

import logging
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from activity.models import Delivery
from meetings.models import Action
from pbc import environment, limits
from pbc.core import once
from pbc.core.models import KeptForm
from tests import limited, make, test_access
from tests.access_world import quiet, where, world  # noqa: F401 - fixtures
from tests.network.proxy import Proxy
from tests.pages import csv, said

pytestmark = pytest.mark.django_db
NEW, KEPT, FILES = reverse("meetings:action-new"), reverse("kept-form"), "/files/new/"
HOUR = 3600


@pytest.fixture(autouse=True)
def counted(settings):
    """Three of each an hour; the broker, which counts from nothing."""
    settings.PBC_LIMITS = dict.fromkeys(limited.KINDS, (3, HOUR))
    return limited.from_nothing()


@pytest.fixture
def lead(client):
    person = make.gp_lead(make.group("DacCom"))
    client.force_login(person)
    return person


def raise_action(client, person, text):
    of = f"group:{person.appointments.get().group.code}"
    sent = {"text": text, "due_typed": "End-April", "owner_name": "Suzanne Novak", "of": of}
    return client.post(NEW, sent | {once.FIELD: once.new_key(person)})


def send_files(client, person, *names):
    key = {once.FIELD: once.new_key(person)}
    sent = [csv(name, f"month,practice\n3,{name}\n".encode()) for name in names]
    return client.post(FILES, {"files": sent} | key)


def test_who_sends_forms_too_often_is_told_when_to_go_on_and_nothing_is_done_s5(client, lead):
    for number in range(3):
        assert raise_action(client, lead, f"Ring ward {number}").status_code == 302

    answer = raise_action(client, lead, "Ring ward 3")

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= HOUR
    assert re.search(r"Wait until \d\d:\d\d, then go on You have sent 3 forms", said(answer))
    assert "no-store" in answer["Cache-Control"]
    assert Action.objects.count() == 3


def test_what_was_typed_is_kept_and_is_sent_when_the_time_is_over_s5(client, lead, counted):
    for number in range(4):
        answer = raise_action(client, lead, f"Ring ward {number}")
    assert "what you typed is kept for a day" in said(answer)
    page = client.get(KEPT)
    assert "Ring ward 3" in said(page)
    [form] = re.findall(rf'<form [^>]*action="{NEW}".*?</form>', page.content.decode(), re.DOTALL)
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    too_early = client.post(NEW, sent)
    counted.delete(f"pbc:limit:deeds:{lead.pk}")
    done = client.post(NEW, sent)

    assert (too_early.status_code, done.status_code) == (429, 302)
    assert Action.objects.filter(text="Ring ward 3").count() == 1
    assert not KeptForm.objects.exists()


def test_what_was_kept_goes_when_its_page_is_sent_again_after_the_wait_s5(client, lead, counted):
    """Somebody goes back to the page, changes a word, waits and sends: that is what they meant."""
    for number in range(3):
        raise_action(client, lead, f"Ring ward {number}")
    sent = {"due_typed": "End-April", "owner_name": "Suzanne Novak"}
    sent |= {"of": f"group:{lead.appointments.get().group.code}", once.FIELD: once.new_key(lead)}
    other = sent | {once.FIELD: once.new_key(lead), "text": "Ring ward 8"}
    client.post(NEW, sent | {"text": "Ring ward 3"})
    assert KeptForm.objects.count() == 1

    counted.delete(f"pbc:limit:deeds:{lead.pk}")
    client.post(NEW, other)
    assert KeptForm.objects.count() == 1
    done = client.post(NEW, sent | {"text": "Ring ward 3, by noon"}, follow=True)

    assert "Ring ward 3, by noon" in said(done)
    assert not KeptForm.objects.exists()


def test_another_person_is_held_up_by_nobody_s5(client, lead):
    for number in range(4):
        raise_action(client, lead, f"Ring ward {number}")
    other = Client()
    second = make.gp_lead(make.group("AmbCom"))
    other.force_login(second)

    assert raise_action(other, second, "Ring ward 9").status_code == 302


def test_whoever_waits_reads_on_and_signs_out_s5(client, lead):
    for number in range(4):
        raise_action(client, lead, f"Ring ward {number}")

    assert client.get("/").status_code == 200
    assert client.post(reverse("session-stay")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_files_are_counted_one_by_one_and_a_sending_that_begins_below_is_taken_whole_s5(client):
    finance = make.finance_officer()
    client.force_login(finance)

    answers = [
        send_files(client, finance, "a.csv", "b.csv"),
        send_files(client, finance, "c.csv", "d.csv"),
        send_files(client, finance, "e.csv"),
    ]

    assert [one.status_code for one in answers] == [302, 302, 429]
    assert "You have sent in 3 files or more within an hour" in said(answers[-1])
    assert "Files are chosen again" in said(answers[-1])
    assert Delivery.objects.count() == 4


def test_searches_are_counted_and_the_empty_page_of_it_is_not_s5(client, lead):
    path = reverse("search")

    found = [client.get(path, {"q": "ward"}).status_code for _ in range(4)]

    assert found == [200, 200, 200, 429]
    assert client.get(path).status_code == 200
    assert "You have searched 3 times within an hour" in said(client.get(path, {"who": "SBJ"}))


def test_tables_are_counted_in_whatever_form_s5(client, lead):
    path = reverse("meetings:action-list-table")

    found = [client.get(path, {"form": form}) for form in ("csv", "xlsx") * 2]

    assert [(one.status_code, bool(one.getvalue())) for one in found[:3]] == [(200, True)] * 3
    assert found[3].status_code == 429
    page = client.get(path, {"form": "csv"})
    assert "the same page is there then" in said(page)
    assert f'href="{path}?form=csv"' in page.content.decode()


def test_every_file_that_is_handed_out_is_counted_s5(world, quiet, settings):  # noqa: F811
    """All addresses of the matrix, as those who see most: what comes as an attachment counts."""
    settings.PBC_LIMITS = dict.fromkeys(settings.PBC_LIMITS, (0, HOUR))
    signed_in, handed_out, counted = test_access.clients(world["people"]), set(), set()
    for name, rows in test_access.DECLARED.items():
        for whose in {whose for whose, method, _ in rows if method == "get"}:
            path = where(world, name, whose)
            for role in ("finance", "secretary", "administrator"):
                answer = signed_in[role].get(path)
                if answer.streaming:
                    answer.getvalue()  # to its end, which closes its file
                if answer.headers.get("Content-Disposition", "").startswith("attachment"):
                    handed_out.add(name)
        if limits.takes_away(name):
            counted.add(name)

    assert handed_out - counted == set()
    assert len(handed_out) > 30


def test_a_count_ends_with_its_time_and_not_with_the_last_of_it_s5(counted):
    first = limits.counter.add("pbc:limit:test", 1, HOUR)
    counted.expire("pbc:limit:test", 100)

    assert first == (1, HOUR)
    assert limits.counter.add("pbc:limit:test", 2, HOUR) == (3, 100)


def test_the_time_that_is_told_is_never_a_second_short_s5(counted):
    limits.counter.add("pbc:limit:test", 1, HOUR)
    counted.pexpire("pbc:limit:test", 99_400)

    assert limits.counter.add("pbc:limit:test", 1, HOUR) == (2, 100)


def test_a_count_without_an_end_is_given_one_and_nobody_waits_for_ever_s5(client, lead, counted):
    key = f"pbc:limit:deeds:{lead.pk}"
    counted.set(key, 7)

    answer = raise_action(client, lead, "Ring the ward")

    assert answer.status_code == 429
    assert answer["Retry-After"] == str(HOUR)
    assert 0 < counted.ttl(key) <= HOUR


def test_none_is_counted_where_there_is_no_limit_s5(client, lead, settings, counted):
    settings.PBC_LIMITS = dict.fromkeys(settings.PBC_LIMITS, (0, HOUR))

    raise_action(client, lead, "Ring the ward")

    assert counted.keys("pbc:limit:*") == []


def test_it_is_written_down_once_who_meets_a_limit_s5(client, lead, caplog):
    for number in range(6):
        raise_action(client, lead, f"Ring ward {number}")

    [told] = [one for one in caplog.records if one.name == "pbc.limits"]
    assert told.getMessage() == "deeds of one person in an hour: more than 3"
    assert told.request.user == lead


def test_who_passes_a_limit_in_a_leap_is_written_down_once_s5(client, caplog):
    """Nobody stands at the very number of it."""
    finance = make.finance_officer()
    client.force_login(finance)
    answers = [send_files(client, finance, f"{n}a.csv", f"{n}b.csv") for n in range(4)]

    assert [one.status_code == 429 for one in answers] == [False, False, True, True]
    told = [one.getMessage() for one in caplog.records if one.name == "pbc.limits"]
    assert len([one for one in told if one.startswith("files")]) == 1


def test_of_many_forms_that_had_to_wait_the_first_is_kept_and_no_other_s5(client, lead):
    answers = [raise_action(client, lead, f"Ring ward {number}") for number in range(7)]

    assert KeptForm.objects.count() == 1
    assert "what you typed is kept" in said(answers[3])
    assert "what you typed is kept" not in said(answers[4])


def test_the_same_form_that_had_to_wait_twice_is_kept_once_and_the_page_says_so_s5(client, lead):
    for number in range(3):
        raise_action(client, lead, f"Ring ward {number}")
    answers = [raise_action(client, lead, "Ring ward 3") for _ in range(3)]

    assert KeptForm.objects.count() == 1
    assert all("what you typed is kept" in said(one) for one in answers)


def test_a_page_that_is_read_asks_the_broker_nothing_s5(client, lead, monkeypatch):
    def asked(*_):
        raise AssertionError("a page that is read was counted")

    monkeypatch.setattr(limits.counter, "add", asked)

    assert client.get("/").status_code == 200
    assert client.get(NEW).status_code == 200


@pytest.fixture
def network(settings, counted):
    """The way to the broker, which can go wrong."""
    at = counted.connection_pool.connection_kwargs["path"]
    one = Proxy(at)
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{one.port}/0"
    limits.counter = limits.Counter()
    yield one
    one.mend()
    one.close()


@pytest.mark.parametrize("fault", ["freeze", "down", "cut"])
def test_a_broker_that_does_not_answer_holds_nobody_up_s5(client, lead, network, caplog, fault):
    network.fail(fault)

    with caplog.at_level(logging.WARNING, "pbc.limits"):
        answers = [raise_action(client, lead, f"Ring ward {number}") for number in range(5)]

    assert {one.status_code for one in answers} == {302}
    assert Action.objects.count() == 5
    told = [one.getMessage() for one in caplog.records if one.name == "pbc.limits"]
    assert len(told) == 1  # and it is not asked again at once, so that no page waits for it twice
    assert told[0].startswith("The broker does not count, and nobody is held up: ")


def test_a_broker_that_is_back_counts_again_s5(client, lead, network, monkeypatch):
    network.fail("freeze")
    raise_action(client, lead, "Ring ward 0")
    network.mend()
    limits.counter.rests_until = 0.0

    answers = [raise_action(client, lead, f"Ring ward {number}") for number in range(1, 5)]

    assert [one.status_code for one in answers][-1] == 429


@pytest.mark.parametrize("given", ["-1", "many", "1.5", "²", "99999999"])
def test_a_limit_that_is_no_number_is_refused(monkeypatch, given):
    monkeypatch.setenv("PBC_FILES_AN_HOUR", given)

    with pytest.raises(ImproperlyConfigured, match="PBC_FILES_AN_HOUR"):
        environment.limits()


def test_without_settings_nobody_at_work_meets_a_limit(monkeypatch):
    """A hundred files at once, a form each second, a table for each of 130 practices, twice."""
    for name in ("DEEDS_A_MINUTE", "SEARCHES_A_MINUTE", "FILES_AN_HOUR", "TABLES_AN_HOUR"):
        monkeypatch.delenv(f"PBC_{name}")

    found = environment.limits()

    assert found == {
        "deeds": (60, 60),
        "searches": (60, 60),
        "files": (600, 3600),
        "tables": (1000, 3600),
    }
