"""Why words go is read by those who may say so and the auditor; another PCT learns nothing."""

import pytest
from django.test import Client

from activity.models import Purge, PurgeAnswer, State
from activity.queries import purges
from activity.queries.source_cell import cell_url
from activity.services import purging
from pbc.core.models import Practice
from tests import make
from tests.activity.purges.purge import WHY, asked, carried_out
from tests.pages import said

pytestmark = pytest.mark.django_db(transaction=True)
GONE = "The content of this file was removed on "


def of(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def theirs(file):
    """(Eve of finance of another PCT, her reading of the same bytes)"""
    eve = make.finance_officer(make.commissioner("Somewhere Else PCT"), first_name="Eve")
    same = {"sha256": file.delivery.sha256, "stored_as": file.delivery.stored_as, "size": 30}
    return eve, make.submission(State.REFUSED, sentence="No", by=eve, **same)


def test_why_and_who_is_read_by_finance_administrators_and_auditors_alone(file, two):
    ann, ben, *_ = two
    purging.confirm_purge(purge=asked(file, ann), by=ben)
    carried_out()
    manager = of(make.practice_manager(Practice.objects.get(name="Fernville")))
    at = f"/files/{file.pk}/"

    full = [
        said(of(ann).get(at)),
        said(of(make.auditor()).get(at)),
        said(of(make.administrator()).get(f"{at}purge/")),
    ]
    cell = said(manager.get(cell_url(file.pk, "(removed)", "H2")))

    assert [WHY in page and f"{ben} confirmed it" in page for page in full] == [True] * 3
    assert GONE in cell
    assert "Every amount stays as it was." in cell
    assert [word for word in (WHY, str(ann), str(ben), "asked for") if word in cell] == []


def test_whoever_asks_is_warned_beside_the_field_to_write_no_name(file, two):
    page = said(two[2].get(f"/files/{file.pk}/purge/"))

    assert "for finance, administrators and auditors to read" in page
    assert "write no name, no number and no other word of them" in page


def test_of_a_purge_another_pct_with_the_same_bytes_learns_that_they_are_gone_and_no_more(
    file, two, theirs
):
    ann, ben, *_ = two
    eve, her_reading = theirs
    at, purge = f"/files/{her_reading.pk}/", asked(file, ann)

    before = [said(of(eve).get(one)) for one in ("/", at, f"{at}purge/")]
    answered = [of(eve).post(f"{at}purge/{one}/").status_code for one in ("confirm", "refuse")]
    with pytest.raises(purging.NotPurged, match="may not say so"):
        purging.confirm_purge(purge=purge, by=make.finance_officer(her_pct(eve)))
    purging.confirm_purge(purge=purge, by=ben)
    carried_out()
    after = [said(of(eve).get(one)) for one in (at, f"{at}purge/")]

    told = (WHY, str(ann), str(ben), "asked for that", "second person")
    assert [word for page in (*before, *after) for word in told if word in page] == []
    assert "Does this file hold details of patients?" in before[2]
    assert answered == [302, 302]
    assert PurgeAnswer.objects.get().by == ben
    assert [GONE in page for page in after] == [True, True]


def her_pct(eve):
    return eve.appointments.get().commissioner


def test_another_pct_asks_for_itself_and_what_it_asked_waits_no_more_once_the_words_are_gone(
    file, two, theirs
):
    ann, ben, *_ = two
    eve, her_reading = theirs
    hers = asked(her_reading, eve, reason="Numbers in the notes")
    colleague = make.finance_officer(her_pct(eve))

    his = asked(file, ann)  # he is not told that it was asked for elsewhere
    assert purges.told(file.delivery, ben).purge == his
    purging.confirm_purge(purge=his, by=ben)
    carried_out()

    assert purges.card(colleague) is None
    assert purges.told(her_reading.delivery, eve).purge is None
    with pytest.raises(purging.NotPurged, match="or the words are gone"):
        purging.confirm_purge(purge=hers, by=colleague)
    assert "Numbers in the notes" not in said(of(ann).get(f"/files/{file.pk}/"))
    assert Purge.objects.count() == 2
