"""What was left undone in the background, on the desk of whom it concerns: tried again by them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from activity.services import clearing
from pbc.core import errands, registry, services
from pbc.core.models import Errand, ErrandState
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
KIND = "count the sheep"


@pytest.fixture(autouse=True)
def runs(monkeypatch):
    """A kind of work, and the list of whom it was done for."""
    done = []
    monkeypatch.setitem(registry.work, KIND, lambda *, key, by: done.append(by))
    return done


def retry(client, errand):
    """Press the button."""
    return client.post(reverse("errand-retry", args=[errand.pk]), follow=True)


def test_what_failed_is_tried_again_once_however_often_the_button_is_pressed(client, runs):
    finance = make.finance_officer()
    errand = make.errand_set_aside(KIND, by=finance)
    client.force_login(finance)

    first, second = retry(client, errand), retry(client, errand)

    for errand_id in errands.waiting():
        errands.run(errand_id)
    assert "This is tried again now: Count the sheep" in said(first)
    assert "This is not left undone any more: Count the sheep" in said(second)
    assert "failed three times" not in said(second)
    assert runs == [finance]
    third = retry(client, errand)  # of a page that stood open meanwhile
    assert errands.waiting() == []
    assert "not left undone any more" in said(third)


def test_who_had_it_tried_again_is_on_record_and_it_is_done_for_who_asked(client, runs):
    asker, keeper = make.finance_officer(), make.administrator()
    errand = make.errand_set_aside(KIND, by=asker)
    client.force_login(keeper)

    retry(client, errand)

    again = Errand.objects.get(state=ErrandState.WAITING)
    errands.run(again.pk)
    errand.refresh_from_db()
    assert (again.by, again.retried_by, again.attempts) == (asker, keeper, 0)
    assert (errand.state, errand.attempts) == (ErrandState.SET_ASIDE, 3)
    assert runs == [asker]


def test_a_retry_that_fails_is_left_undone_once(client):
    keeper = make.administrator()
    errand = make.errand_set_aside(KIND)
    services.retry_errand(errand=errand, by=keeper)
    Errand.objects.filter(state=ErrandState.WAITING).update(attempts=3)

    services.set_aside_errands(by=make.operator())

    client.force_login(keeper)
    assert said(client.get("/")).count("failed three times") == 1


def test_the_card_says_what_it_is_for_whom_and_what_happened(client):
    submission = make.submission()
    make.errand_set_aside(clearing.DROP, submission.delivery.sha256)
    client.force_login(make.administrator())

    page = said(client.get("/"))

    assert f"Remove the bytes of a refused file, submission {submission.pk}: this failed" in page
    assert "three times and was given up on" in page
    assert "Operator of the site had asked for it on" in page
    assert "Try again" in page


def test_somebody_sees_what_concerns_them_and_who_may_not_retry_has_no_button(client):
    finance, lead = make.finance_officer(), make.gp_lead(make.group("DacCom"))
    theirs = {who: make.errand_set_aside(KIND, str(who.pk), by=who) for who in (finance, lead)}
    make.errand_set_aside("clear up what a crash left behind")

    pages = {}
    for who in (finance, lead, make.administrator()):
        client.force_login(who)
        pages[who] = said(client.get("/"))

    assert [page.count("failed three times") for page in pages.values()] == [1, 1, 3]
    assert "Try again" in pages[finance]
    assert "Try again" not in pages[lead]
    assert "Tell whoever runs this service" in pages[lead]
    client.force_login(finance)
    assert retry(client, theirs[lead]).status_code == 404
    client.force_login(lead)
    assert retry(client, theirs[lead]).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_errand():
    keeper, errand = make.administrator(), make.errand_set_aside(KIND)

    def click():
        try:
            return services.retry_errand(errand=errand, by=keeper)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        found = [one.result() for one in [people.submit(click) for _ in range(4)]]

    assert len([one for one in found if one]) == 1
    assert len(errands.waiting()) == 1
