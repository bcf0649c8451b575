"""What the benchmark of a hundred people counts as an answer, as an error and as a wrong total."""

import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bench.crowd import FIGURE, Person, publish_books
from bench.seen import Run, Seen, load_in_words, wrong_with

BEFORE, AFTER, LATER = "1,000", "2,000", "3,000"


def answer(what, status, leads="", *, at=10.0, seen=()):
    return [at, 100.0, what, status, 5_000, [*seen], leads]


def seen_by(*lines):
    return Seen([{"began": 0.0}, *lines, {"ended": 60.0}])


@pytest.mark.parametrize(
    ("what", "status", "leads", "wrong"),
    [
        ("desk", 200, "", ""),
        ("desk", 302, "/sign-in/?next=/", "302 /sign-in/"),
        ("desk", 0, "", "no answer"),
        ("desk", 500, "", "500"),
        ("raise an action", 302, "/actions/17/", ""),
        ("raise an action", 200, "", "its form came back"),
        ("raise an action", 302, "/actions/new/", "302 /actions/new/"),
        ("publish a workbook", 302, "/files/3/", ""),
        ("publish a workbook", 302, "/sign-in/?next=/files/3/", "302 /sign-in/"),
    ],
)
def test_a_page_is_200_and_a_deed_leads_to_what_was_done(what, status, leads, wrong):
    assert wrong_with(answer(what, status, leads)) == wrong


def test_an_error_is_counted_and_is_no_quick_page():
    led_away = answer("desk", 302, "/sign-in/")
    refused = answer("publish a workbook", 200)
    seen = seen_by(answer("desk", 200), led_away, refused)
    assert len(seen.pages()) == 1
    assert seen.errors() == [led_away, refused]


@pytest.mark.parametrize(
    ("shown", "is_wrong"),
    [([BEFORE], False), ([AFTER], False), ([], True), ([LATER], True), ([BEFORE, LATER], True)],
)
def test_a_page_shows_the_total_of_before_or_of_after_and_no_other(shown, is_wrong):
    page = answer("position of a PCT", 200, at=10.0, seen=shown)
    book = {"book": "a", "began": 1.0, "staged": 9.0, "published": 11.0}
    seen = seen_by({"publishing": "a", "at": 9.5}, page, book)
    wrong, many = seen.wrong_totals([BEFORE, AFTER, LATER], 0)
    assert (len(wrong), many) == (is_wrong, 1)


def test_a_figure_is_found_whole():
    text = "<td>1,000</td> £2,000. 13,000 and 3,000.50, 1,000,000"
    assert FIGURE.findall(text) == ["1,000", "2,000", "13,000", "1,000,000"]


def test_a_run_counts_only_with_every_workbook_published_and_no_total_wrong():
    book = {"book": "a", "began": 1.0, "staged": 9.0, "published": 11.0}
    assert Run(6, seen_by(book), planned=1, totals=([], 4)).troubles() == []
    assert Run(6, seen_by(book), planned=2, totals=([], 4)).troubles() == [
        "6 people there: 1 of 2 workbooks were published"
    ]
    assert Run(6, seen_by({"fault": "not read"}), planned=0, totals=([["x"]], 4)).troubles() == [
        "6 people there: not read",
        "6 people there: 1 of 4 totals were wrong",
    ]
    assert Run(6, seen_by(), planned=0, totals=([], 0)).troubles() == [
        "6 people there: nobody was shown a total of the county"
    ]


def test_a_goal_is_judged_by_the_pages_that_were_asked_for_during_an_import():
    book = {"book": "a", "began": 1.0, "staged": 9.0, "published": 11.0}
    slow = [3.0, 700.0, "desk", 200, 5_000, [], ""]
    run = Run(100, seen_by(slow, book), 1, ([], 1), {"web": 100.0}, {"web": 106.0})
    assert [*run.goals()] == [
        ("p95 of at most 500 ms", "700 ms", False),
        ("p99 of at most 1000 ms", "700 ms", True),
        ("no errors", "0", True),
        ("memory grown by at most 5 %", "web +6.0 %", False),
    ]


def test_what_the_webs_hold_is_told_minute_by_minute():
    spent = {"web": 1.0, "database": 1.0, "reader": 0.0}
    seen = seen_by([3.0, 100.0, "desk", 200, 5_000, [], ""])
    seen.spent = spent
    held = {"web": 400.0}
    run = Run(100, seen, 0, ([], 1), held, {"web": 410.0}, [404.4, 408.6])

    text = load_in_words(Run(0, seen_by(), 0), [run], 60)

    assert "MiB of the webs after each minute with 100 people: 404, 409." in text
    assert "| web, 100 people | 400 | 410 | +2.5 % |" in text


@pytest.mark.parametrize(
    ("minutes", "grown"),
    [
        ([400, 440, 470, 490, 500, 505, 510], "met, +4.0 %"),
        ([400, 440, 470, 480, 490, 500, 510], "**not met**, +6.1 %"),
        ([400, 440, 470, 490, 500], None),
    ],
)
def test_what_the_webs_have_grown_is_told_from_the_first_page_on_and_from_the_fifth_minute(
    minutes, grown
):
    seen = seen_by([3.0, 100.0, "desk", 200, 5_000, [], ""])
    seen.spent = {"web": 1.0, "database": 1.0, "reader": 0.0}
    run = Run(100, seen, 0, ([], 1), {"web": 390.0}, {"web": 520.0}, minutes)

    text = load_in_words(Run(0, seen_by(), 0), [run], 60)

    assert "- memory grown by at most 5 %: **not met**, web +33.3 %\n" in text
    later = "- of the webs after the first 5 minutes: "
    assert (f"{later}{grown}\n" in text) if grown else (later not in text)


READY = '<h1>£5 is ready to publish</h1><input name="basis" value="1">'


def told_of(tmp_path, *, after):
    """What a sender says whose workbook is read, and whose file has a page after the click."""
    clicked = threading.Event()

    class Site(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self._answer(200, after if clicked.is_set() else READY)

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            if "publish" in self.path:
                clicked.set()
            self._answer(302, "")

        def _answer(self, status, text):
            self.send_response(status)
            self.send_header("Location", "/files/7/")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    book, said = tmp_path / "book.xlsx", []
    book.write_bytes(b"a workbook")
    with HTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        person = Person(site.server_port, "a session", said.append)
        plan = {"books": [str(book)], "pace": 0}
        publish_books(person, plan, time.monotonic() + 60, said.append)
        person._hang_up()
        site.shutdown()
    return seen_by(*said)


def test_a_publication_that_was_refused_is_a_fault_and_no_workbook_published(tmp_path):
    seen = told_of(tmp_path, after=f"<p>Another file is being published</p>{READY}")
    assert [one["fault"] for one in seen.faults] == ["the workbook was not published"]
    assert (len(seen.sent), len(seen.read), len(seen.books)) == (1, 1, 0)


def test_a_publication_counts_when_its_page_says_so(tmp_path):
    seen = told_of(tmp_path, after="<p>Published: month 12</p><h1>£5 is published</h1>")
    assert (seen.faults, len(seen.books), seen.errors()) == ([], 1, [])
