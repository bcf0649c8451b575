"""The pages of checks: what a practice closes, the grid of its group, what was agreed (B14)."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from activity.models import Submission
from activity.services.publication import withdraw_submission
from budgets.checks.services import change_check
from budgets.models import AgreedCheck
from meetings.digests import write_digests
from meetings.models import Action, State
from meetings.services import close_action, close_check
from pbc.core.models import Mail
from tests import make
from tests.pages import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
PUBLISHED = date(2007, 2, 27)  # with ten days, due on 9 March
ADMISSIONS, SWINGS = "Are the admissions our patients?", "Which month swings, and why?"


@pytest.fixture
def dacorum():
    """Nineteen practices that DacCom asked for two checks of month 6: one late, one due soon."""
    practices = [
        make.practice(f"Practice {number:02}", group=make.group()) for number in range(1, 20)
    ]
    make.agreed_check(ADMISSIONS, days=10)
    make.agreed_check(SWINGS, days=20)
    make.published_file([make.line(one) for one in practices], on=PUBLISHED)
    return practices


def lead():
    return make.gp_lead(make.group(), first_name="Anil", last_name="Whitcombe")


def page(client, user, name="grid", **parts):
    client.force_login(user)
    kwargs = {"code": make.group().code, **parts}
    return client.get(reverse(f"checks:{name}", kwargs=kwargs), follow=True)


def check_of(practice, text=ADMISSIONS):
    return Action.objects.get(practice=practice, text=text)


def test_the_lead_sees_a_grid_of_nineteen_rows_with_what_is_done_not_done_and_late_b14(
    client, dacorum
):
    first, second, third, *_ = dacorum
    by, on = make.operator(), date(2007, 3, 12)
    close_check(action=check_of(second), finding="FOUND", said="Two are not", on=on, by=by)
    close_check(action=check_of(third), finding="NOTHING", said="", on=on, by=by)
    close_action(action=check_of(first, SWINGS), on=on, by=by)

    grid = page(client, lead()).context["grid"]

    assert len(grid.rows) == 19
    assert grid.columns == [ADMISSIONS, SWINGS]
    assert grid.heading == (
        "Checks of DacCom for month 6: 3 of 38 done, 17 late, 1 found something"
    )
    cells = {row.practice: row.cells for row in grid.rows}
    states = {name: [(one.state, one.when) for one in cells[name]] for name in cells}
    assert states["Practice 01"] == [("4 days late", "was due 9 March"), ("Done", "12 March")]
    assert states["Practice 02"] == [
        ("Found something", "12 March"),
        ("Not done", "due 19 March"),
    ]
    assert states["Practice 03"][0] == ("Nothing found", "12 March")
    assert cells["Practice 02"][0].said == "Two are not"
    assert [row.practice for row in grid.rows][-2:] == ["Practice 02", "Practice 03"]


def test_the_grid_is_taken_away_with_the_words_beside_b14(client, dacorum):
    by = make.operator()
    close_check(
        action=check_of(dacorum[1]), finding="FOUND", said="=2+2", on=date(2007, 3, 12), by=by
    )
    client.force_login(lead())
    url = reverse("checks:grid-table", args=[make.group().code])
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(url).streaming_content)))
    text = b"".join(client.get(url, {"form": "csv"}).streaming_content).decode("utf-8-sig")

    practices, checks = book["Practices"], book["Checks"]
    named = [[cell.value for cell in row] for row in practices.rows]
    assert sum(str(row[0]).startswith("Practice ") for row in named) == 19
    rows = [[cell.value for cell in row] for row in checks.rows if row[0].value == "Practice 02"]
    assert rows[0][2:4] == [ADMISSIONS, "Found something"]
    assert rows[0][7] == "=2+2"
    assert "Practice 19" in text
    assert "4 days late" in text


@pytest.mark.parametrize("asked", ["month=7&year=2006", "year=2006", "year=x&month=6", "month=6"])
def test_a_month_of_which_nothing_was_asked_is_not_found(client, dacorum, asked):
    client.force_login(lead())
    url = reverse("checks:grid", args=[make.group().code])

    assert client.get(f"{url}?{asked}").status_code == 404
    assert client.get(f"{url}?year=2006&month=6").status_code == 200


def test_what_was_withdrawn_with_its_month_says_so_b14(client, dacorum):
    withdraw_submission(
        submission=Submission.objects.get(),
        reason="The wrong year",
        on=date(2007, 3, 12),
        by=make.operator(),
    )

    words = said(page(client, lead()))

    assert "Figures withdrawn 12 March" in words
    assert "The figures of its month were withdrawn: The wrong year" in words


def test_a_practice_that_left_the_group_is_counted_and_not_shown_b14(client, dacorum):
    for one in dacorum[:2]:
        one.memberships.update(known_until=date(2007, 3, 10))

    grid = page(client, lead()).context["grid"]

    assert len(grid.rows) == 17
    assert grid.not_seen == "2 practices asked that month stand elsewhere now"


def test_a_check_stands_under_its_own_heading_when_who_left_was_asked_for_another_b14(
    client, the_day
):
    left, stays = (make.practice(name, group=make.group()) for name in ("Left", "Stays"))
    over = make.agreed_check(ADMISSIONS, from_date=date(2006, 8, 1))
    make.agreed_check(SWINGS)
    alone(left)
    august = {"days": 10, "to_date": date(2006, 8, 31)}
    change_check(agreed=over, version=1, **august, by=make.operator())
    alone(stays)
    left.memberships.update(known_until=date(2007, 3, 10))

    grid = page(client, lead()).context["grid"]

    assert grid.columns == [SWINGS]
    assert [[one.check for one in row.cells] for row in grid.rows] == [[SWINGS]]


def alone(practice):
    """Publish month 6 of this practice and no other."""
    line = make.line(practice, month=6)
    make.published_file([line], on=PUBLISHED, covers=[(2006, 6, line.locality, practice)])


def test_what_somebody_else_closed_first_keeps_the_words_and_says_so_b14(client, dacorum):
    action = check_of(dacorum[0])
    client.force_login(make.practice_manager(dacorum[0]))
    url = reverse("meetings:action-check", args=[action.pk])
    client.get(url)
    close_action(action=action, on=date(2007, 3, 13), by=make.operator())

    answer = client.post(url, {"finding": "FOUND", "note": "Two are not ours"})

    assert "It is closed already. Open it again first" in said(answer)
    assert answer.context["form"]["note"].value() == "Two are not ours"
    assert client.get(url).status_code == 302


def test_the_desk_of_a_practice_tells_of_its_newest_month_alone_b14(client, dacorum):
    make.published_file([make.line(dacorum[0], month=7)], on=date(2007, 3, 12))
    client.force_login(make.practice_manager(dacorum[0]))

    desk = said(client.get("/"))

    assert "Practice 01: 2 of 2 checks of October 2006 to be done by 22 March" in desk
    assert "checks of September 2006" not in desk


def test_a_practice_says_what_it_found_and_comes_back_to_its_desk_b14(client, dacorum):
    manager = make.practice_manager(dacorum[0], first_name="Joan", last_name="Ames")
    client.force_login(manager)
    desk = client.get("/")
    url = reverse("meetings:action-check", args=[check_of(dacorum[0]).pk])
    assert f"{url}?next=/" in desk.content.decode()
    assert "Practice 01: 2 of 2 checks of September 2006 to be done since 9 March" in said(desk)

    empty = client.post(url, {"finding": "FOUND", "note": ""})
    sent = {"finding": "FOUND", "note": "Two are not ours", "next": "/"}
    back = client.post(url, sent, follow=True)

    assert "Say in a few words what you found" in said(empty)
    assert back.redirect_chain == [("/", 302)]
    assert f"Closed: {ADMISSIONS}" in said(back)
    action = check_of(dacorum[0])
    assert (action.state, action.finding, action.closed_on) == (
        *(State.DONE, "FOUND"),
        date(2007, 3, 13),
    )
    shown = said(client.get(reverse("meetings:action-detail", args=[action.pk])))
    assert "Found something on 13 March" in shown
    assert "“Two are not ours”" in shown


def test_a_check_opens_the_figure_it_asks_about_and_the_figure_shows_the_check_b14(client, dacorum):
    client.force_login(make.practice_manager(dacorum[0]))
    action = check_of(dacorum[0])

    asked = client.get(reverse("meetings:action-check", args=[action.pk]))
    figure = client.get(asked.context["figure"].url, follow=True)

    assert "Practice 01, months 1 to 6 of 2006/07" in said(asked)
    assert ADMISSIONS in said(figure)


def test_the_checks_ride_on_the_digest_and_are_no_mail_of_their_own_b14(dacorum, settings):
    settings.PBC_MAIL, settings.PBC_SITE_URL = "smtp", "https://pbc.example.nhs.uk"
    manager = make.practice_manager(dacorum[0])
    manager.email = "joan@example.nhs.uk"
    manager.save()
    assert not Mail.objects.exists()

    write_digests(on=date(2007, 3, 19), by=make.operator())

    mail = Mail.objects.get(person=manager)
    assert mail.body.count(ADMISSIONS) == 1
    assert mail.body.count(SWINGS) == 1


def test_a_lead_agrees_on_a_check_and_gives_it_a_last_month_b14(client, dacorum):
    client.force_login(lead())
    new = reverse("checks:agreed-new", args=[make.group().code])
    form = client.get(new).context["form"]
    assert form["days"].initial == 14
    assert form["from_date"].initial == "2006-10-01"
    typed = {"text": "Are they ours?", "heading": "", "days": "7", "from_date": "2006-10-01"}

    wrong = client.post(new, typed | {"to_date": "2006-09-01"})
    listed = client.post(new, typed | {"to_date": ""}, follow=True)

    assert "The last month is no earlier than the first" in said(wrong)
    assert "DacCom agreed on 3 checks with its practices" in said(listed)
    made = AgreedCheck.objects.get(text="Are they ours?")
    change = reverse("checks:agreed-change", args=[made.pk])
    sent = {"version": 1, "days": "21", "to_date": "2006-12-01"}
    changed = client.post(change, sent, follow=True)
    late = client.post(change, sent | {"days": "3"})
    assert "October 2006 to December 2006" in said(changed)
    assert "Look at what it is now" in said(late)
    made.refresh_from_db()
    assert (made.days, made.to_date) == (21, date(2006, 12, 31))


def test_a_practice_reads_what_was_agreed_and_changes_nothing_b14(client, dacorum):
    manager = make.practice_manager(dacorum[0])

    words = said(page(client, manager, "agreed-list"))

    assert "DacCom agreed on 2 checks with its practices" in words
    assert "Of a file that brings several months at once only the last is asked" in words
    assert "Agree on another" not in words
    assert page(client, manager).status_code == 404


def test_the_grid_costs_the_same_however_many_practices_b14(
    client, dacorum, django_assert_max_num_queries
):
    client.force_login(lead())

    with django_assert_max_num_queries(16):
        client.get(reverse("checks:grid", args=[make.group().code]))
