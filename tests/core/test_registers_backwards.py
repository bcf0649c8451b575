"""The register backwards: a closing or a merger taken back, a locality put under another PCT, with
what it does to the figures said first, and nothing rewritten (A01, H01)."""

from datetime import date

import pytest

from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core.models import Practice, PracticeMerger, Standing
from pbc.core.registers import services
from pbc.core.registers.spans import NotRegistered, last_day, seen_of
from pbc.core.values import Scope
from tests import make
from tests.pages import said

pytestmark = pytest.mark.django_db
TODAY = date(2007, 3, 13)
SEPTEMBER, OCTOBER = date(2006, 9, 30), date(2006, 10, 1)
REOPEN = "/register/practices/E82001/reopen/"


@pytest.fixture(autouse=True)
def on_13_march(monkeypatch):
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")


@pytest.fixture
def county():
    """Fernville and Parkwood of DacCom in Dacorum, Small in Hertsmere, all under West. Each has a
    budget of £12,000 a year and spends £1,100 a month, in months 1 to 7. East is beside them."""
    daccom = make.group("DacCom")
    make.locality("Dacorum", code="DAC"), make.locality("Hertsmere", code="HER")
    fernville = make.practice("Fernville", group=daccom, code="E82001")
    parkwood = make.practice("Parkwood", group=daccom, code="E82002")
    small = make.practice("Small", in_=make.locality("Hertsmere"), code="E82003")
    make.commissioner("East")
    practices = (fernville, parkwood, small)
    for practice in practices:
        make.budget_entry(practice, amount=12_000, phasing=make.TWELFTHS)
    make.published_file(
        [make.line(one, month=month, cost=1100) for one in practices for month in range(1, 8)]
    )
    return fernville, parkwood, daccom


def actual(kind, one, month, known_on=TODAY):
    return position(read_book(year=2006, known_on=known_on), Scope(kind, one.code), month).actual


def close(practice, last_day=SEPTEMBER, into=None):
    return services.close_practice(
        practice=practice, last_day=last_day, into=into, seen=None, today=TODAY,
        by=make.administrator(),
    )  # fmt: skip


def undo(practice, reason="Closed by mistake", **more):
    return services.undo_closing(
        practice=practice, reason=reason, seen=None, today=TODAY, by=make.administrator(), **more
    )


def spans(rows, what):
    known = rows.known_on(TODAY).order_by("from_date")
    return [(str(getattr(row, what)), row.from_date, row.to_date) for row in known]


# ---- A closing taken back --------------------------------------------------------------------


def to_red_house(practice):
    """From 1 October on it is a member of Red House."""
    to_group(practice, "Red House", OCTOBER)


def to_group(practice, name, from_date):
    services.change_standing(
        practice=practice, standing=Standing.MEMBER, group=make.group(name), reason="",
        from_date=from_date, seen=None, today=TODAY, by=make.administrator(),
    )  # fmt: skip


def to_hertsmere(practice):
    """It is corrected that it is in Hertsmere from 1 July on."""
    services.move_practice(
        practice=practice, locality=make.locality("Hertsmere"), from_date=date(2006, 7, 1),
        seen=None, today=TODAY, by=make.administrator(),
    )  # fmt: skip


def test_figures_read_after_an_undone_closing_as_they_did_before_it_a01(county):
    fernville, _, daccom = county
    to_red_house(fernville)
    before = actual("group", daccom, 6), actual("group", daccom, 7)

    close(fernville)
    closed = actual("group", daccom, 6), actual("group", daccom, 7)
    undo(fernville)

    # Two practices of £1,100 for six months. In month 7 Fernville’s £1,100 is Red House’s; of a
    # closed practice what comes late stays with its last group.
    assert before == (13_200, 13_200 + 1_100)
    assert closed == (13_200, 13_200 + 2_200)
    assert (actual("group", daccom, 6), actual("group", daccom, 7)) == before


def test_what_was_known_to_come_after_the_closing_comes_again_a01(county):
    fernville, *_ = county
    to_red_house(fernville)

    close(fernville), undo(fernville)

    assert spans(fernville.localities, "locality") == [("Dacorum", make.SINCE_EVER, None)]
    assert spans(fernville.memberships, "group") == [
        ("DacCom", make.SINCE_EVER, SEPTEMBER),
        ("Red House", OCTOBER, None),
    ]


def test_nothing_is_rewritten_by_an_undone_closing_h01(county):
    fernville, *_ = county

    close(fernville), undo(fernville)

    rows = fernville.localities.order_by("pk").values_list("to_date", "known_from", "known_until")
    assert list(rows) == [
        (None, make.SINCE_EVER, TODAY),
        (SEPTEMBER, TODAY, TODAY),
        (None, TODAY, None),
    ]


def test_what_was_corrected_after_the_closing_is_kept_and_goes_on_a01(county):
    fernville, *_ = county
    close(fernville)
    to_hertsmere(fernville)

    undo(fernville)

    # It was wrong that it was in Dacorum after June; so it was wrong of October on.
    assert spans(fernville.localities, "locality") == [
        ("Dacorum", make.SINCE_EVER, date(2006, 6, 30)),
        ("Hertsmere", date(2006, 7, 1), None),
    ]


def test_a_group_that_was_corrected_after_the_closing_goes_on_to_what_comes_next_a01(county):
    fernville, *_ = county
    to_red_house(fernville), close(fernville)
    to_group(fernville, "Green", date(2006, 7, 1))

    undo(fernville)

    assert spans(fernville.memberships, "group") == [
        ("DacCom", make.SINCE_EVER, date(2006, 6, 30)),
        ("Green", date(2006, 7, 1), SEPTEMBER),
        ("Red House", OCTOBER, None),
    ]


def test_a_correction_leaves_the_closing_that_was_written_down_before_it_a01(county):
    fernville, *_ = county
    close(fernville, date(2007, 1, 31)), close(fernville)
    to_hertsmere(fernville)

    undo(fernville)

    assert spans(fernville.localities, "locality")[1:] == [
        ("Hertsmere", date(2006, 7, 1), date(2007, 1, 31))
    ]


def test_a_practice_that_was_loaded_as_closed_goes_on_as_it_stood_a01():
    practice = make.practice("Fernville", group=make.group(), closed=SEPTEMBER)

    undo(practice)

    assert spans(practice.localities, "locality") == [("Dacorum", make.SINCE_EVER, None)]
    assert spans(practice.memberships, "group") == [("DacCom", make.SINCE_EVER, None)]


def test_finance_reads_what_the_undoing_does_before_it_is_done_a01(client, county):
    fernville, *_ = county
    to_red_house(fernville), close(fernville)
    client.force_login(make.finance_officer())

    looked = client.post(REOPEN, {"reason": "The letter was about Fernhill"})
    before = spans(fernville.localities, "locality")
    sure = {"reason": "The letter was about Fernhill", "sure": "yes"}
    page = client.post(REOPEN, sure | {"seen": looked.context["seen"]}, follow=True)

    # Closed, Fernville counts in DacCom for seven months of £1,000, spent £1,100; open, for six.
    words = said(looked)
    assert "Months 1 to 6 stay as they are. It counts from month 7, October 2006, on." in words
    assert (
        "DacCom reads £1,300 over, 10.0%, to month 7. It now reads £1,400 over, 10.0%, to month 7"
        in words
    )
    assert "Red House reads £100 over, 10.0%, to month 7" in words
    assert before == [("Dacorum", make.SINCE_EVER, SEPTEMBER)]
    assert "It is in Dacorum, and a member of Red House." in said(page)
    assert "“The letter was about Fernhill”" in said(page)


def test_a_practice_that_is_open_has_no_closing_to_undo_a01(client, county):
    client.force_login(make.finance_officer())

    page = client.post(REOPEN, {"reason": "Why not"})

    assert "Fernville is open, and no closing is written down" in said(page)
    assert "Undo its closing" not in said(client.get("/practices/E82001/"))


def test_of_two_who_undo_it_the_second_looks_again_a01(county):
    fernville, *_ = county
    close(fernville)
    seen, by = seen_of(fernville), make.administrator()
    details = {"practice": fernville, "reason": "Mistake", "seen": seen, "today": TODAY, "by": by}
    services.undo_closing(**details)

    with pytest.raises(NotRegistered, match="Somebody changed Fernville in the register meanwhile"):
        services.undo_closing(**details)


# ---- A merger taken back ---------------------------------------------------------------------


def test_an_undone_merger_stays_written_down_and_may_be_followed_by_another_h01(client, county):
    fernville, parkwood, _ = county
    close(fernville, into=parkwood)
    client.force_login(make.administrator())

    undo(fernville, reason="It was Small that took over")
    page = said(client.get("/practices/E82001/"))
    close(fernville, into=Practice.objects.get(code="E82003"))

    rows = PracticeMerger.objects.order_by("pk").values_list("into__name", "undone_on")
    assert list(rows) == [("Parkwood", TODAY), ("Small", None)]
    assert "Not merged into Parkwood “It was Small that took over”" in page
    assert "It closed on 30 September 2006, into Small." in said(client.get("/practices/E82001/"))


def test_the_merger_alone_is_undone_and_the_practice_stays_closed_a01(county):
    fernville, parkwood, _ = county
    close(fernville, into=parkwood)

    undo(fernville, stays_closed=True)

    assert fernville.merger is None
    assert spans(fernville.localities, "locality") == [("Dacorum", make.SINCE_EVER, SEPTEMBER)]


def test_a_merger_is_not_undone_once_the_other_practice_has_closed_a01(county):
    fernville, parkwood, _ = county
    close(fernville, into=parkwood)
    close(parkwood, date(2007, 1, 31))

    with pytest.raises(NotRegistered, match="Parkwood, into which Fernville was merged") as why:
        undo(fernville)

    assert "its last day was 31 January 2007: undo that closing first" in str(why.value)
    assert fernville.merger.into == parkwood


@pytest.mark.parametrize("last_day", [TODAY, date(2007, 4, 30)], ids=["today", "next month"])
def test_a_merger_is_undone_while_the_other_practice_is_still_open_a01(county, last_day):
    fernville, parkwood, _ = county
    close(fernville, into=parkwood)
    close(parkwood, last_day)

    undo(fernville)

    assert fernville.merger is None
    assert spans(fernville.localities, "locality") == [("Dacorum", make.SINCE_EVER, None)]
    assert spans(parkwood.localities, "locality") == [("Dacorum", make.SINCE_EVER, last_day)]


# ---- A locality under another PCT ------------------------------------------------------------


def under(locality, pct, from_date=OCTOBER):
    return services.move_locality(
        locality=locality, commissioner=pct, from_date=from_date, seen=None, today=TODAY,
        by=make.administrator(),
    )  # fmt: skip


def test_a_locality_counts_for_its_new_pct_from_the_month_of_its_move_a01(county):
    dacorum, west, east = make.locality(), make.commissioner(), make.commissioner("East")
    before = actual("pct", west, 6), actual("pct", west, 7)

    under(dacorum, east)

    # Three practices of £1,100 a month; two of them are Dacorum’s.
    assert before == (19_800, 23_100)
    assert (actual("pct", west, 6), actual("pct", west, 7)) == (19_800, 7_700)
    assert actual("pct", east, 7) == 15_400
    assert actual("pct", west, 7, known_on=date(2007, 3, 12)) == 23_100
    assert spans(dacorum.commissioners, "commissioner") == [
        ("West Hertfordshire", make.SINCE_EVER, SEPTEMBER),
        ("East", OCTOBER, None),
    ]


def test_the_move_of_a_locality_is_read_before_it_is_made_a01(client, county):
    east = make.commissioner("East")
    make.appointment(who := make.administrator(), "AUDITOR")
    client.force_login(who)
    typed = {"commissioner": east.pk, "from_date": "2006-10-01"}

    looked = client.post("/register/localities/DAC/under/", typed)
    sure = typed | {"sure": "yes", "seen": looked.context["seen"]}
    page = client.post("/register/localities/DAC/under/", sure, follow=True)

    # Small alone: £7,000 of budget, £7,700 spent.
    words = said(looked)
    assert "West Hertfordshire reads £700 over, 10.0%, to month 7. It now reads £2,100" in words
    assert "Dacorum reads £1,400 over, 10.0%, to month 7, as before" in words
    assert "East, from 1 October 2006" in said(page)


def test_a_locality_is_not_put_where_it_is_nor_before_it_was_anywhere_a01(county):
    dacorum, west, east = make.locality(), make.commissioner(), make.commissioner("East")

    with pytest.raises(NotRegistered, match="is under West Hertfordshire from 1 April 1990"):
        under(dacorum, west)
    with pytest.raises(NotRegistered, match="is under no PCT on 1 January 1980") as why:
        under(dacorum, east, date(1980, 1, 1))

    assert why.value.field == "from_date"


def test_finance_of_one_pct_is_not_led_to_move_its_locality_e13(client, county):
    client.force_login(make.finance_officer())

    page = said(client.get("/practices/localities/DAC/"))

    assert "Under which PCT" in page
    assert "Put it under another PCT" not in page


def test_whoever_looked_at_a_merger_that_was_undone_meanwhile_opens_nothing(client, county):
    fernville, parkwood, _ = county
    client.force_login(make.administrator())
    close(fernville, into=parkwood)
    seen = seen_of(fernville)
    undo(fernville, stays_closed=True)

    page = client.post(REOPEN, {"stays_closed": "yes", "reason": "None", "seen": seen, "sure": "1"})

    assert "Somebody changed Fernville in the register meanwhile" in said(page)
    assert last_day(fernville) == SEPTEMBER


def test_a_day_whose_year_is_a_slip_closes_no_practice_and_shows_today(client, county):
    client.force_login(make.administrator())
    closing, group = "/register/practices/E82001/close/", f"/register/group/{county[2].code}/"

    closed = client.post(closing, {"last_day": "9999-12-31"})
    shown = [client.get(group, {"day": day}) for day in ("0001-01-01", "9999-12-31")]

    assert "That day is too far ahead. Look at the year" in said(closed)
    assert [page.status_code for page in shown] == [200, 200]
    assert all("DacCom has 2 members" in said(page) for page in shown)


def test_a_practice_that_is_open_has_no_closing_to_undo_and_says_where_to_go_on_a01(client, county):
    client.force_login(make.finance_officer())

    page = client.get(REOPEN)

    assert "Fernville is open, and no closing is written down" in said(page)
    assert "There is nothing to undo. Close it, or merge it into another" in said(page)
    assert 'method="post" novalidate' not in page.content.decode()
