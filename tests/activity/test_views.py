"""The pages on files: who gets in, what is said, and that nothing is lost."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client

from activity.models import Delivery, State, Submission
from pbc.core.models import Role
from tests import make
from tests.pages import address, csv, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_day")]
LIST, NEW = "/files/", "/files/new/"


def nameless():
    """A file whose name is none."""
    file = BytesIO(b"month,practice")
    file.name = ".."
    return file


def test_a_stranger_meets_the_login_page(client):
    waiting = make.submission()

    for path in (LIST, NEW, address("detail", waiting), address("publish", waiting)):
        assert client.get(path).url.startswith("/accounts/login/")


def test_a_file_of_another_pct_and_one_that_is_not_there_are_the_same_404(client, finance):
    east = make.commissioner("East and North Hertfordshire")
    stevenage = make.locality("Stevenage", pct=east)
    other = make.staged_file([make.line(None, in_=stevenage)])

    for path in (address("detail", other), address("publish", other), "/files/999999/"):
        assert client.get(path).status_code == 404


def test_somebody_who_may_look_but_not_publish_meets_403(client):
    staged = make.staged_file([make.line(make.practice())])
    client.force_login(make.auditor())

    assert client.get(address("detail", staged)).status_code == 200
    for name in ("publish", "discard", "undo", "redo"):
        assert client.post(address(name, staged)).status_code == 403


def test_a_practice_sees_no_files(client):
    practice = make.practice()
    staged = make.staged_file([make.line(practice)])
    client.force_login(make.practice_manager(practice))

    for path in (LIST, NEW, address("detail", staged), address("changes", staged)):
        assert client.get(path).status_code == 403


def test_an_appointment_over_another_pct_does_not_let_somebody_publish_here(client):
    staged = make.staged_file([make.line(make.practice())])
    both = make.auditor()
    make.appointment(both, Role.FINANCE, make.commissioner("East and North Hertfordshire"))
    client.force_login(both)

    assert client.post(address("publish", staged), {"basis": ""}).status_code == 403
    staged.refresh_from_db()
    assert staged.state == State.STAGED


def test_a_file_that_is_sent_in_is_kept_and_waits_to_be_read(client, finance):
    response = client.post(NEW, {"files": csv()}, follow=True)

    submission = Submission.objects.get()
    assert response.redirect_chain[-1][0] == address("detail", submission)
    assert "june.csv is kept, and will be read now" in said(response)
    assert "The file waits to be read" in said(response)
    assert submission.delivery.sent_by == finance
    assert submission.delivery.received_on == date(2007, 3, 13)


def test_several_files_are_a_submission_each(client, finance):
    response = client.post(NEW, {"files": [csv(), csv("july.csv", b"4")]}, follow=True)

    assert response.redirect_chain[-1][0] == LIST
    assert "2 files are kept, and will be read now" in said(response)
    names = Submission.objects.order_by("pk").values_list("delivery__file_name", flat=True)
    assert list(names) == ["june.csv", "july.csv"]


def test_the_same_file_twice_in_one_upload_is_read_once(client, finance):
    response = client.post(NEW, {"files": [csv(), csv("copy.csv")]}, follow=True)

    submission = Submission.objects.get()
    assert f"copy.csv is the same file, byte for byte, as submission {submission.pk}" in said(
        response
    )
    assert Delivery.objects.count() == 2


def test_the_same_file_another_day_leads_to_the_reading_that_stands(client, finance):
    client.post(NEW, {"files": csv()})

    response = client.post(NEW, {"files": csv("again.csv")}, follow=True)

    assert response.redirect_chain[-1][0] == address("detail", Submission.objects.get())
    assert "again.csv is the same file, byte for byte" in said(response)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose the file to send in"),
        ([csv("empty.csv", b"")], "“empty.csv” is empty: choose it again, or export it"),
        ([csv(), csv("empty.csv", b"")], "“empty.csv” is empty: choose it again, or export it"),
        ([nameless()], "Choose the file to send in"),
    ],
)
def test_what_is_no_file_is_said_and_nothing_is_taken_in(client, finance, files, sentence):
    response = client.post(NEW, {"files": files})

    assert sentence in said(response)
    assert said(response).startswith("Error: Send in a file")
    assert not Delivery.objects.exists()


def test_a_file_above_the_limit_is_named_with_what_to_do(client, finance, settings):
    settings.PBC_UPLOAD_LIMIT_MB = 1

    response = client.post(NEW, {"files": csv("large.csv", b"1" * (1024 * 1024 + 1))})

    assert "“large.csv” is larger than 1 MB: send it by locality or by month" in said(response)
    assert not Delivery.objects.exists()


def test_more_files_at_once_than_may_be_are_counted_and_none_is_taken_in(client, finance):
    response = client.post(NEW, {"files": [csv(f"{n}.csv", b"%d" % n) for n in range(120)]})

    assert "You chose 120 files. Send no more than 100 at once" in said(response)
    assert not Delivery.objects.exists()


def test_more_files_than_anybody_counts_are_answered_in_words(client, finance):
    response = client.post(NEW, {"files": [csv(f"{n}.csv") for n in range(1001)]})

    assert response.status_code == 400
    assert "send fewer of them at once" in said(response)


def test_a_year_and_a_month_that_a_file_is_sent_for_belong_together(client, finance):
    make.year(2006)

    response = client.post(NEW, {"files": csv(), "year": "2006"})
    client.post(NEW, {"files": csv(), "year": "2006", "month": "7"})

    assert "Choose the month too, or neither" in said(response)
    delivery = Delivery.objects.get()
    assert (delivery.expected_year, delivery.expected_month) == (2006, 7)


def test_a_file_sent_before_by_somebody_out_of_sight_leads_to_the_list(client, finance):
    make.submission(by=make.finance_officer(make.commissioner("East and North Hertfordshire")))
    client.post(NEW, {"files": csv()})
    other = make.finance_officer(make.commissioner("East and North Hertfordshire"))
    client.force_login(other)

    response = client.post(NEW, {"files": csv()}, follow=True)

    assert response.redirect_chain[-1][0] == LIST
    assert "is the same file, byte for byte" in said(response)


def test_the_list_says_what_waits_for_whom(client, finance):
    practice = make.practice()
    make.published_file([make.line(practice, month=5)], file_name="may.csv")
    make.staged_file([make.line(practice)], file_name="june.csv")

    mine = said(client.get(LIST))
    client.force_login(make.auditor())
    auditors = said(client.get(LIST))

    assert "One file waits for you" in mine
    assert "Look at it and publish it" in mine
    assert "Dacorum, month 5 of 2006/07" in mine
    assert "No file waits for you" in auditors
    assert "june.csv" in auditors


def test_the_list_marks_a_file_that_was_read_again(client, finance):
    lines = [make.line(make.practice())]
    first = make.published_file(lines)
    again = make.staged_file(lines, again=first)

    page = said(client.get(LIST))

    assert f"Submission {again.pk}, read again" in page
    assert f"Submission {first.pk}, read again" not in page


def test_the_list_is_paged_at_fifty(client, finance):
    for number in range(51):
        make.submission(by=finance, file_name=f"file-{number}.csv")

    first, second = said(client.get(LIST)), said(client.get(LIST, {"page": "2"}))

    assert "file-50.csv" in first
    assert "file-0.csv" not in first
    assert "file-0.csv" in second


def test_the_list_reads_as_many_statements_for_many_files_as_for_one(
    client, finance, django_assert_max_num_queries
):
    practice = make.practice()
    for month in range(1, 9):
        make.staged_file([make.line(practice, month=month)])

    with django_assert_max_num_queries(16):
        client.get(LIST)


def test_while_it_is_read_the_page_asks_again_and_then_reloads(client, finance):
    waiting = make.submission(by=finance)
    staged = make.staged_file([make.line(make.practice())])

    reading = client.get(address("detail", waiting))
    done = client.get(address("detail", staged), headers={"HX-Request": "true"})

    assert 'hx-select="#reading"' in reading.content.decode()
    assert "Attempt 1 of 3" in said(reading)
    assert done.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_files_take_get_and_post_alone(client, finance, method):
    staged = make.staged_file([make.line(make.practice())])

    assert getattr(client, method)(LIST).status_code == 405
    assert getattr(client, method)(address("publish", staged)).status_code == 405


def test_a_deed_without_the_sites_own_token_is_refused(finance):
    staged = make.staged_file([make.line(make.practice())])
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(finance)

    assert strict.post(address("publish", staged), {"basis": ""}).status_code == 403
    staged.refresh_from_db()
    assert staged.state == State.STAGED


def test_getting_the_address_of_a_deed_changes_nothing_and_leads_to_the_file(client, finance):
    staged = make.staged_file([make.line(make.practice())])

    for name in ("publish", "discard", "undo", "redo"):
        assert client.get(address(name, staged)).url == address("detail", staged)
    staged.refresh_from_db()
    assert staged.state == State.STAGED


def test_the_form_that_sends_files_in_carries_the_sites_own_token(finance):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(finance)
    page = strict.get(NEW).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page[page.index("<main") :])

    response = strict.post(NEW, {"files": csv(), "csrfmiddlewaretoken": token[1]})

    assert response.status_code == 302
    assert Delivery.objects.count() == 1
