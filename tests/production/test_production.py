"""The site in production: what comes by the proxy, a first month, and a service that is killed."""

import re
import shutil
import time

from bench import county
from pbc.core import clock, periods
from pbc.core.factors import codes
from tests.browser.driver import DESKTOP

PASSWORD = "heron lamppost Tuesday"
LINK = re.compile(r"https://\S+/accounts/password/reset/key/\S+")
PLACE = "L00"
YEAR = periods.year_of(clock.today()) - 1  # the last that is over
COST, SPENT = "100.25", "10,426"  # of each of 13 practices by 8 kinds of care; together, in pounds
PATIENCE = 60  # seconds for what is done in the background


def test_who_comes_without_tls_is_sent_on_to_it(site):
    status, headers, _ = site.get("/position/", at=f"http://localhost:{site.ports['http']}")

    assert status == 301
    assert headers["Location"] == f"{site.url}/position/"


def test_whoever_watches_is_answered_by_whatever_name(site):
    there = f"https://127.0.0.1:{site.ports['https']}"

    assert site.get("/healthz", at=there, trusted=False)[0] == 200
    assert site.get("/accounts/login/", at=there, trusted=False)[0] == 400


def test_every_answer_keeps_to_tls_and_to_its_own_scripts(site):
    for path in ("/accounts/login/", "/nowhere/", "/healthz", "/static/pbc.css"):
        _, headers, _ = site.get(path)
        assert "max-age=31536000" in headers["Strict-Transport-Security"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert "nginx/" not in headers["Server"], path
        assert "unsafe" not in headers.get("Content-Security-Policy", ""), path


def test_the_settings_of_the_site_pass_the_check_of_a_deployment(site):
    assert "no issues" in site.manage("check", "--deploy", "--fail-level", "WARNING")


def test_a_site_is_set_up_and_its_first_month_is_published(site, visitor, tmp_path):
    # Given an empty site, its two administrators, and the county loaded from a folder
    county.reference(tmp_path / "county", [YEAR])
    site.manage("load_reference", str(tmp_path / "county"), of="migrate")
    links = [made_administrator(site, "Tom", "Hale"), made_administrator(site, "Ann", "Lee")]
    tom = first_sign_in(visitor().at(DESKTOP), "tom.hale", links[0])
    ann = first_sign_in(visitor().at(DESKTOP), "ann.lee", links[1])
    assert "Have two administrators" in tom.says()

    # When one adds somebody of finance, the other confirms it, and a link comes by mail
    tom.go("/people/new/")
    names = {"first_name": "Frances", "last_name": "Hill", "username": "frances"}
    tom.send(email="frances@example.nhs.uk", **names)
    hers = tom.page.url.removeprefix(site.url)
    tom.press("Appoint Frances Hill")
    tom.page.locator("main [name=role][value=FINANCE]").check()
    tom.page.locator("main [name=over]").select_option("commissioner:5BB")
    tom.send(from_date=f"{clock.today():%Y-%m-%d}")
    assert "waits for another administrator to confirm it" in tom.says()
    ann.go("/")
    ann.follow("Confirm or refuse under People")
    ann.follow("Frances Hill as")
    ann.page.locator("main [value=confirm]").check()
    ann.send()
    tom.go(f"{hers}link/")
    tom.page.locator("main [name=agreed]").check()
    tom.send()
    until(lambda: site.post.took)
    links.append(LINK.search(site.post.took[-1][2].decode())[0])
    frances = first_sign_in(visitor().at(DESKTOP), "frances", links[2])

    # Then she sends the first month in, publishes it, and sees it to the penny
    send_in(frances, 1)
    frances.look_again("is ready to publish")
    frances.press("Publish month 1")
    assert "Published: Locality 0, month 1" in frances.says()
    frances.go(f"/position/locality/{PLACE}/")
    assert frances.page.locator(f"main :text-is('{SPENT}')").count()

    # And when one web is killed, the other answers every page
    site.kill("web 0")
    assert {frances.go(f"/position/locality/{PLACE}/") for _ in range(8)} == {200}
    site.start_web(0)

    # And what is sent in while nobody reads is read though the queue was lost meanwhile
    site.kill("reader")
    send_in(frances, 2)
    assert "month 2.csv is kept, and will be read now" in frances.says()
    site.kill("broker")
    shutil.rmtree(site.folder / "broker")
    site.start_broker()
    site.start_service("reader")
    frances.look_again("is ready to publish")

    # And what is kept of it is put back beside it, and is the same
    kept = str(site.folder / "backups" / "by-hand.tar")
    site.manage("backup", kept, of="keeper")
    assert "delivered files in it: 2" in site.manage("verify_backup", kept)
    assert "was put back in" in site.manage("drill", kept, of="keeper")
    frances.press("Publish month 2")
    site.end_the_parts()
    site.manage("restore", kept, "--replace", of="migrate")
    site.start_the_parts()
    frances.go(f"/position/locality/{PLACE}/")
    assert frances.page.locator(f"main :text-is('{SPENT}')").count()
    assert "20,852" not in frances.says()

    # And no cookie is of another host, no answer lies about in a cache, no key in a log
    for cookie in frances.page.context.cookies():
        assert cookie["name"].startswith(("__Host-", "__Secure-")), cookie["name"]
        assert cookie["secure"], cookie["name"]
    taken = frances.page.request.get(f"{site.url}/position/locality/{PLACE}/table/?form=xlsx")
    assert taken.headers["content-disposition"].startswith("attachment")
    for link in links:
        key = link.rstrip("/").rpartition("/")[2]
        assert not [name for name in site.logs if key in site.log(name)]
    assert '"GET /accounts/password/reset/key/-/"' in site.log("proxy")


def send_in(finance, month):
    """Go from the desk to the form, and send a month in."""
    finance.go("/")
    finance.follow("Send in a file")
    file = {"name": f"month {month}.csv", "mimeType": "text/csv", "buffer": the_month(month)}
    finance.page.locator("main [type=file]").set_input_files(file)
    finance.send()


def the_month(month):
    """A month: each practice of one locality, by kind of care."""
    period = f"{periods.first_day(YEAR, month):%Y-%m}"
    rows = [
        (period, PLACE, code, name, "RAA", pod, "100", 1, 1, 125, -1.25, 123.75, COST)
        for code, name, place, _ in county.practices()
        if place == PLACE
        for pod in county.PODS
    ]
    lines = (",".join(map(str, row)) for row in (county.HEADINGS, *rows))
    return "\n".join(lines).encode()


def made_administrator(site, first, last):
    """Add an administrator at the machine of the site; the link that the command prints."""
    said = site.manage("add_administrator", f"{first}.{last}".lower(), first, last)
    return LINK.search(said)[0]


def first_sign_in(window, username, link):
    """Choose a password by a link, sign in, and set up the second step."""
    window.go(link.removeprefix(window.root))
    window.send(password1=PASSWORD, password2=PASSWORD)
    window.go("/accounts/login/")
    window.send(login=username, password=PASSWORD)
    secret = window.page.locator(".pbc-code").inner_text().replace(" ", "")
    step = int(time.time()) // 30
    window.send(code=codes.format_hotp_value(codes.hotp_value(secret, step)))
    window.press("I have kept them")
    return window


def until(holds):
    """Wait until something holds."""
    for _ in range(PATIENCE * 10):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("It did not come to be")
