"""The pictures of the guides: `make pictures`, which writes docs/users/pictures.

A demonstration of its own is started and walked through by each of its people, in the order in
which they stand here: what finance publishes is seen by whoever comes after. Nothing in a picture
depends on the clock: the demonstration has a day of its own, and a picture in which the real one
can be seen is refused. The same browser with the same fonts makes the same bytes.
"""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pbc.demonstration.ready import NEXT
from tests.browser import driver

CHECKOUT = Path(__file__).parents[1]
FOLDER = CHECKOUT / "docs" / "users" / "pictures"
WIDE = 1280  # for tables of many columns
WIDTH = 1000  # pixels: the pages of a laptop, without the empty margins of a large screen
COLOURS = 48  # of a palette: text, its edges and the colours of the pages
LARGEST = 150_000  # bytes of one picture
# Of the real clock; and a day in a field, which each browser writes as its own language has it.
CLOCK = re.compile(
    rf"\b({datetime.now(UTC).year}|\d\d:\d\d)\b|(moment|minutes?|hours?) ago|a day to type"
)
MARGIN = 16  # pixels above what a picture begins with
# From a height downwards: where a picture of about that size ends, which goes through no line, no
# row and no button, but through what stands beside; and the words that can be read in it.
PART = """([top, bottom]) => {
  const lines = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    if (node.parentElement.closest("aside") || !node.parentElement.checkVisibility()) continue;
    for (const box of range.getClientRects()) lines.push([box, node.data]);
  }
  for (const one of document.querySelectorAll("main :is(button, input, .nhsuk-button, tr)")) {
    if (!one.checkVisibility()) continue;
    lines.push([one.getBoundingClientRect(), one.type === "date" ? "a day to type" : ""]);
  }
  for (let cut = true; cut;) {
    const through = lines.map(([box]) => box).filter((box) =>
      box.width && box.top >= top && box.top < bottom && box.bottom > bottom);
    cut = through.length > 0;
    if (cut) bottom = Math.min(...through.map((box) => box.top));
  }
  const seen = ([box]) => box.width && box.bottom > top && box.top < bottom;
  return [bottom, lines.filter(seen).map(([, words]) => words).join(" ")];
}"""


class NotFit(Exception):
    """Why a picture is not written."""


@dataclass(frozen=True)
class Picture:
    """A part of a page: who opens it and how, and from which element, how many pixels high."""

    name: str
    who: str
    path: str
    links: tuple[str, ...] = ()
    height: int = 640
    top: str = "main"
    act: Callable[[Page], None] | None = None
    width: int = WIDTH


def send_in(page):
    """Send in the spreadsheet that the demonstration has ready, and wait until it was read."""
    page.set_input_files("[type=file]", site_folder() / "demonstration" / NEXT.name)
    page.get_by_role("button", name="Send in").click()
    page.get_by_role("button", name="Publish").wait_for()


def open_sent(page):
    """Open the file that waits."""
    page.get_by_role("link", name=NEXT.name).first.click()
    page.get_by_role("button", name="Publish").wait_for()


def publish(page):
    open_sent(page)
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("button", name="Undo the publication").wait_for()


def tick_two(page):
    """Choose the two dearest rows."""
    for number in range(2):
        page.locator("main [name=line]").nth(number).check()


def name_somebody(page):
    """Fill in who is new, and send nothing."""
    said = {"first_name": "Ruth", "last_name": "Ashdown", "email": "ruth.ashdown@example.nhs.uk"}
    for name, typed in {**said, "username": "ruth.ashdown"}.items():
        page.locator(f"main [name={name}]").fill(typed)


DESK = {"path": "/", "top": "body"}
UNASSIGNED = "/position/locality/DAC/rows/?year=2006&month=6&part=unassigned"
PICTURES = (
    Picture("lead-desk", "gp.lead", **DESK, height=860),
    Picture("lead-position", "gp.lead", "/position/", top="body", height=860),
    Picture("lead-headings", "gp.lead", "/position/", top="text=Outpatients first", height=480),
    Picture("lead-rows", "gp.lead", "/position/", ("Outpatients",), width=WIDE),
    Picture("lead-contact", "gp.lead", "/", ("Write a contact down",), 360),
    Picture("lead-decision", "gp.lead", "/decisions/"),
    Picture("manager-desk", "practice", **DESK),
    Picture("manager-check", "practice", "/", ("Say what you found",), 860),
    Picture("manager-position", "practice", "/position/"),
    Picture("manager-statement", "practice", "/position/", ("Statement",), 980),
    Picture("commissioner-position", "commissioner", "/position/", height=1060),
    Picture("commissioner-meeting", "commissioner", "/", ("West Herts PbC Leads",), 760),
    Picture("commissioner-decision", "commissioner", "/decisions/", ("Stop Smoking",), 900),
    Picture("secretary-desk", "secretary", **DESK, height=760),
    Picture("secretary-agenda", "secretary", "/", ("DacCom Executive of",), 700),
    Picture("secretary-minutes", "secretary", "/meetings/1/", ("Write the minutes",), 980),
    Picture("secretary-newsletter", "secretary", "/newsletters/", ("The diabetes",), 780),
    Picture("observer-meetings", "observer", "/meetings/", top="body"),
    Picture("observer-agenda", "observer", "/meetings/", ("West Herts PbC Leads",), 620),
    Picture("auditor-files", "auditor", "/files/", height=700),
    Picture(
        *("auditor-file", "auditor", "/files/", ("Dacorum PBC report month 6.xlsx",), 660),
        top="text=What was understood",
    ),
    Picture("auditor-decision", "auditor", "/decisions/", ("Each practice names",), 520),
    Picture("administrator-add", "administrator", "/people/new/", act=name_somebody, height=760),
    Picture("administrator-appoint", "administrator", "/people/", ("Paula", "Appoint"), 700),
    Picture("administrator-out", "administrator", "/people/", ("Paula", "Shut them out"), 420),
    Picture("finance-desk", "finance", **DESK, height=860),
    Picture("finance-send", "finance", "/files/new/"),
    Picture("finance-unassigned", "finance", UNASSIGNED, act=tick_two, height=600, width=WIDE),
    Picture("finance-review", "finance", "/files/new/", act=send_in, height=1100),
    Picture(
        *("finance-publish", "finance", "/files/", (), 420, "text=If you publish this"),
        act=open_sent,
    ),
    Picture(
        *("finance-undo", "finance", "/files/", (), 420, "text=If you undo this publication"),
        act=publish,
    ),
)


def site_folder():
    """Where the demonstration of the pictures lies while they are taken."""
    return Path(os.environ["PBC_VAR"])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demonstration():
    """The address of a fresh demonstration, which is gone afterwards."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PBC_")}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        kept.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="pbc-pictures-") as folder:
        os.environ["PBC_VAR"] = folder
        process = subprocess.Popen(
            [sys.executable, CHECKOUT / "manage.py", "run"],
            env={**kept, "PBC_VAR": folder, "PBC_PORT": str(port)},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            if not any(line.startswith("Open http") for line in process.stdout):
                raise NotFit("The demonstration did not start.")
            yield f"http://localhost:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate()


def signed_in(browser, root, who):
    """A page of somebody who has signed in."""
    page = browser.new_context(
        base_url=root, locale="en-GB", reduced_motion="reduce", timezone_id="Europe/London"
    ).new_page()
    page.goto("/accounts/login/")
    offered = page.locator("tr form", has=page.locator(f"[name=login][value='{who}']"))
    offered.get_by_role("button").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def take(page, picture):
    """The bytes of a picture as PNG; raises NotFit where it would be another one tomorrow."""
    page.set_viewport_size({"width": picture.width, "height": driver.HEIGHT})
    page.goto(picture.path)
    for link in picture.links:
        page.locator("main a", has_text=link).first.click()
        page.wait_for_load_state()
    if picture.act:
        picture.act(page)
    page.locator(driver.STARTED).first.wait_for(state="attached")
    page.evaluate("window.scrollTo(0, 0)")
    top = page.locator(picture.top).first.bounding_box()["y"]
    top = max(0, top - MARGIN) if picture.top.startswith("text=") else top
    whole = page.evaluate("document.documentElement.scrollHeight")
    bottom, words = page.evaluate(PART, [top, min(top + picture.height, whole)])
    if found := CLOCK.search(words):
        raise NotFit(f"{picture.name} is another one tomorrow: {found[0]}")
    clip = {"x": 0, "y": top, "width": picture.width, "height": bottom - top}
    shot = page.screenshot(clip=clip, full_page=True, animations="disabled", caret="hide")
    return smaller(shot)


def smaller(shot):
    """The same picture in as few colours as it needs."""
    kept = io.BytesIO()
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def main():
    """Take all pictures, then put them in place of those that were there."""
    taken, people = {}, {}
    with demonstration() as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=driver.chromium(), args=driver.FLAGS)
        for picture in PICTURES:
            if picture.who not in people:
                people[picture.who] = signed_in(browser, root, picture.who)
            taken[picture.name] = take(people[picture.who], picture)
            if len(taken[picture.name]) > LARGEST:
                raise NotFit(f"{picture.name} has {len(taken[picture.name]):,} bytes")
        browser.close()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    for name, content in taken.items():
        (FOLDER / f"{name}.png").write_bytes(content)
    whole = sum(map(len, taken.values()))
    sys.stdout.write(f"{len(taken)} pictures, {whole / 1024:,.0f} kB together\n")


if __name__ == "__main__":
    main()
