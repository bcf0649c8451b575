"""Who sees which position, which lines in it, and the rows of which figures (E13)."""

from datetime import date

import pytest

from budgets.addresses import address
from budgets.queries.asked import Asked
from budgets.queries.page import position_page
from budgets.queries.rows import rows_page
from budgets.queries.territory import NoSuchScope
from pbc.core.models import Role
from pbc.core.values import Scope
from tests import make
from tests.budgets.spending import spent
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
TODAY = date(2007, 3, 13)
COUNTY = Scope("county")


@pytest.fixture
def county():
    """West has Dacorum (DacCom of three, and one outside) and Hertsmere (Red House of one);
    East & North has Stevenage (three of Stevenage's group)."""
    daccom, red_house, stevenage = make.group("DacCom"), make.group("Red House"), make.group("Stev")
    hertsmere = make.locality("Hertsmere")
    east = make.locality("Stevenage", pct=make.commissioner("East & North"))
    practices = [
        make.practice("Fernville", group=daccom),
        make.practice("Parkwood", group=daccom),
        make.practice("Haverfield", group=daccom),
        make.practice("Outside"),
        make.practice("The Red House", in_=hertsmere, group=red_house),
        *(make.practice(f"Stanmore {n}", in_=east, group=stevenage) for n in (1, 2, 3)),
    ]
    for n, practice in enumerate(practices, start=1):
        make.budget_entry(practice, amount=12_000)
        practice.lines = spent(practice, 6_000 + n)
    dacorum = [line for practice in practices[:4] for line in practice.lines]
    make.published_file(dacorum + spent(None, 500), parked=[{"money": 7, "month": 6}])
    make.published_file(practices[4].lines)
    make.published_file([line for practice in practices[5:] for line in practice.lines])
    return {practice.name: practice for practice in practices}


def people(county):
    return {
        "finance": make.finance_officer(make.commissioner("West Hertfordshire")),
        "lead": make.gp_lead(make.group("DacCom")),
        "manager": make.practice_manager(county["Fernville"]),
        "auditor": make.auditor(),
    }


def scope(kind, name):
    """A scope by what it is called in the county above."""
    found = {
        "pct": lambda: make.commissioner(name),
        "locality": lambda: make.locality(name),
        "group": lambda: make.group(name),
    }
    return Scope(kind, found[kind]().code)


def sees(user, wanted):
    try:
        position_page(user, Asked(wanted, TODAY))
    except NoSuchScope:
        return False
    return True


@pytest.mark.parametrize(
    ("kind", "name", "seen_by"),
    [
        ("pct", "West Hertfordshire", "finance lead auditor"),
        ("pct", "East & North", "finance auditor"),
        ("locality", "Dacorum", "finance lead auditor"),
        ("locality", "Hertsmere", "finance auditor"),
        ("locality", "Stevenage", "lead auditor"),
        ("group", "DacCom", "finance lead manager auditor"),
        ("group", "Red House", "finance auditor"),
        ("group", "Stev", "lead manager auditor"),
    ],
)
def test_totals_show_to_those_within_reach_and_large_groups_to_all_e13(county, kind, name, seen_by):
    wanted = scope(kind, name)

    assert [who for who, user in people(county).items() if sees(user, wanted)] == seen_by.split()


@pytest.mark.parametrize(
    ("name", "seen_by"),
    [
        ("Fernville", "finance lead manager auditor"),
        ("Parkwood", "finance lead auditor"),
        ("Outside", "finance auditor"),
        ("Stanmore 1", "auditor"),
    ],
)
def test_a_practice_shows_to_itself_its_group_its_pct_and_the_auditor_e13(county, name, seen_by):
    wanted = Scope("practice", county[name].code)

    assert [who for who, user in people(county).items() if sees(user, wanted)] == seen_by.split()


def test_the_county_shows_to_finance_leads_and_the_auditor_e13(county):
    seen_by = [who for who, user in people(county).items() if sees(user, COUNTY)]

    assert seen_by == ["finance", "lead", "auditor"]


def test_how_small_a_group_is_shown_is_a_setting_e13(county, settings):
    settings.PBC_SMALLEST_GROUP_SHOWN = 1

    assert sees(make.gp_lead(make.group("DacCom")), scope("group", "Red House"))


def test_an_appointment_that_has_ended_shows_nothing_e13(county):
    lead = make.person()
    make.appointment(lead, Role.GP_LEAD, make.group("DacCom"), to_date=date(2007, 3, 12))

    assert not sees(lead, scope("group", "DacCom"))


def practice_lines(user, wanted):
    tables = position_page(user, Asked(wanted, TODAY)).parts
    return next((table for table in tables if table.kind == "Practice"), None)


def test_finance_sees_each_practice_of_a_locality_e13(county):
    lines = practice_lines(make.finance_officer(), scope("locality", "Dacorum"))

    assert [row.name for row in lines.rows] == ["Outside", "Haverfield", "Parkwood", "Fernville"]


def test_a_manager_sees_one_line_of_the_group_and_the_rest_as_one_e13(county):
    lines = practice_lines(make.practice_manager(county["Fernville"]), scope("group", "DacCom"))

    assert [(row.name, row.overspend) for row in lines.rows] == [
        ("Fernville", 1),
        ("Other practices", 5),
    ]
    assert sum(row.overspend for row in lines.rows) == lines.total.overspend == 6


def test_of_another_group_only_the_totals_show_e13(county):
    assert practice_lines(make.gp_lead(make.group("DacCom")), scope("group", "Stev")) is None


def test_finance_sees_its_own_localities_of_the_county_and_the_rest_as_one_e13(county):
    page = position_page(make.finance_officer(), Asked(COUNTY, TODAY))

    [by_pct, by_locality] = page.parts
    assert {row.name for row in by_pct.rows} == {"West Hertfordshire", "East & North"}
    assert [row.name for row in by_locality.rows] == ["Dacorum", "Hertsmere", "Other localities"]
    assert sum(row.spend for row in by_locality.rows) == by_locality.total.spend


def test_the_choice_of_scopes_has_only_those_that_show_e13(county):
    page = position_page(
        make.practice_manager(county["Fernville"]), Asked(scope("group", "Stev"), TODAY)
    )

    assert {kind: [name for _, name in found] for kind, found in page.scopes.items()} == {
        "pct": [],
        "locality": [],
        "group": ["DacCom", "Stev"],
        "practice": ["Fernville"],
    }


# ---- The rows behind a figure ----------------------------------------------------------------


def rows(user, wanted, **which):
    page, lines = rows_page(user, Asked(wanted, TODAY), **which)
    return page, lines[:50]


def test_the_rows_add_up_to_the_figure_to_the_penny_h01(county):
    finance = make.finance_officer()
    page, lines = rows(finance, scope("locality", "Dacorum"))

    figure = position_page(finance, Asked(scope("locality", "Dacorum"), TODAY)).by_heading.total
    assert page.total == figure.spend == 24_510 == sum(line.cost for line in lines)
    assert page.heading == "30 rows make £24,510"


def test_a_row_says_in_which_file_and_cell_it_stands_h01(county):
    _, lines = rows(make.finance_officer(), scope("group", "Red House"))

    assert {(line.file_name, line.cell) for line in lines} == {
        ("report.csv", f"H{row}") for row in range(2, 8)
    }
    assert all(line.file_url for line in lines)


def test_who_may_not_open_files_still_reads_their_names_h01(county):
    _, lines = rows(make.practice_manager(county["Fernville"]), fernville(county))

    assert {(line.file_name, line.file_url) for line in lines} == {("report.csv", "")}


def fernville(county):
    return Scope("practice", county["Fernville"].code)


def test_the_rows_of_a_heading_of_a_practice_and_of_nobody_h01(county):
    finance, dacorum = make.finance_officer(), scope("locality", "Dacorum")
    heading = make.heading("Elective").code

    assert rows(finance, dacorum, heading=heading)[0].total == 24_510
    assert rows(finance, dacorum, practice=county["Fernville"].code)[0].total == 6_001
    assert rows(finance, dacorum, part="unassigned")[0].total == 500
    parked, [row] = rows(make.auditor(), COUNTY, part="parked")
    assert (parked.total, row.cost, row.practice) == (7, 7, "Practice blank")


def test_rows_are_those_in_force_on_the_day_h01(county):
    again = [
        line
        for practice in ("Fernville", "Parkwood", "Haverfield", "Outside")
        for line in county[practice].lines
    ]
    make.published_file(again, on=date(2007, 3, 12))
    finance, dacorum = make.finance_officer(), scope("locality", "Dacorum")

    before = rows_page(finance, Asked(dacorum, TODAY, known_on=date(2007, 3, 11)))[0]
    assert (before.total, rows(finance, dacorum)[0].total) == (24_510, 24_010)


def may_open(user, wanted, **which):
    try:
        rows_page(user, Asked(wanted, TODAY), **which)
    except NoSuchScope:
        return False
    return True


def test_a_lead_opens_rows_of_the_group_and_not_of_the_locality_e13(county):
    lead = make.gp_lead(make.group("DacCom"))

    assert may_open(lead, scope("group", "DacCom"))
    assert not may_open(lead, scope("locality", "Dacorum"))
    assert not may_open(lead, scope("locality", "Dacorum"), part="unassigned")
    assert not may_open(lead, scope("locality", "Dacorum"), practice=county["Outside"].code)
    assert not may_open(lead, scope("group", "Stev"))


def test_a_manager_opens_only_the_own_rows_e13(county):
    manager = make.practice_manager(county["Fernville"])

    assert may_open(manager, fernville(county))
    assert may_open(manager, scope("group", "DacCom"), practice=county["Fernville"].code)
    assert not may_open(manager, scope("group", "DacCom"))
    assert not may_open(manager, scope("group", "DacCom"), practice=county["Parkwood"].code)
    assert not may_open(manager, scope("group", "DacCom"), part="parked")


def test_a_manager_opens_no_parked_row_of_another_practice_e13(county):
    dacorum = county["Parkwood"].localities.get().locality
    placed = {"month": 6, "locality": dacorum}
    make.published_file(
        [line for name in ("Fernville", "Parkwood") for line in county[name].lines]
        + [make.line(county[name]) for name in ("Haverfield", "Outside")],
        parked=[
            placed | {"money": 9, "practice": county["Fernville"]},
            placed | {"money": 70, "practice": county["Parkwood"]},
        ],
        reason="Sent again",
    )
    group, own = scope("group", "DacCom"), county["Fernville"].code

    everybodys, _ = rows(make.gp_lead(make.group("DacCom")), group, part="parked")
    page, lines = rows(
        make.practice_manager(county["Fernville"]), group, practice=own, part="parked"
    )

    assert everybodys.total == 79
    assert page.total == 9
    assert [line.practice for line in lines] == ["Fernville"]


# ---- Through the client ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        "known_on=0001-01-01",
        "known_on=1899-12-31",
        "known_on=2007-13-45",
        "month=99&year=abc&without=x",
        f"month={'9' * 5000}&page={'9' * 5000}",
        "page=practice:x&month=6&month=7",
        "year=%00&known_on=%00&scope=%00",
        "year=%F0%9F%98%80&part=%FF",
    ],
)
def test_nonsense_in_an_address_is_answered_and_shows_nothing_of_others_e13(client, county, asked):
    client.force_login(make.practice_manager(county["Fernville"]))

    for page in ("position", "position-rows", "position-stated"):
        assert client.get(f"{address(fernville(county), page)}?{asked}").status_code in (200, 404)
        assert (
            client.get(f"{address(scope('pct', 'East & North'), page)}?{asked}").status_code == 404
        )


@pytest.mark.parametrize("chosen", ["practice:a/b", "practice:../x", "practice:%00", "pct:X"])
def test_a_scope_that_is_none_is_not_found_e13(client, county, chosen):
    client.force_login(make.auditor())

    assert client.get(f"/position/county/?scope={chosen}", follow=True).status_code == 404
    assert client.get("/position/county/X/").status_code == 404


def test_what_an_address_says_besides_does_not_disturb_the_choice(client, county):
    client.force_login(make.auditor())

    answer = client.get(f"{address(fernville(county))}?scope=county:&page=2&self=x&month=6")

    assert answer.url == address(COUNTY, month=6)


def test_position_starts_at_the_own_widest_scope(client, county):
    for who, user in people(county).items():
        client.force_login(user)
        wanted = {
            "finance": scope("pct", "West Hertfordshire"),
            "lead": scope("group", "DacCom"),
            "manager": fernville(county),
            "auditor": COUNTY,
        }[who]

        assert client.get("/position/").url == address(wanted)


def test_another_scope_that_was_chosen_is_gone_to(client, county):
    client.force_login(make.auditor())
    daccom = scope("group", "DacCom")

    answer = client.get(address(COUNTY), {"scope": f"group:{daccom.code}", "year": 2006})

    assert answer.url == address(daccom, year=2006)


def test_what_may_not_be_seen_is_answered_as_what_does_not_exist_e13(client, county):
    client.force_login(make.practice_manager(county["Fernville"]))

    foreign = client.get(address(Scope("practice", county["Parkwood"].code)))
    absent = client.get(address(Scope("practice", "E99999")))

    assert foreign.status_code == absent.status_code == 404
    assert said(foreign) == said(absent)


def test_what_is_typed_wrong_is_said_and_the_page_still_shows(client, county):
    client.force_login(make.auditor())

    words = said(client.get(address(COUNTY, year="1999", month="14", known_on="2030-01-01")))

    assert "1999/00 has not been opened" in words
    assert "Choose a month, 1 (April) to 12 (March)" in words
    assert "Enter a day up to today, 13 March 2007" in words
    assert "The county is" in words


def test_rows_come_fifty_to_a_page_h01(client):
    practice = make.practice()
    make.published_file([make.line(practice, cost=n) for n in range(1, 61)])
    client.force_login(make.auditor())
    where = address(Scope("locality", make.locality().code), "position-rows")

    assert "Rows 1 to 50 of 60" in said(client.get(where))
    assert "Rows 51 to 60 of 60" in said(client.get(where, {"page": 2}))
