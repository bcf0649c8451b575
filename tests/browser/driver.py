"""A real Chromium, and what a page must never show in it."""

import os
import shutil

from axe_playwright_python.sync_playwright import Axe

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
DESKTOP, PHONE, NARROW = 1280, 390, 320
HEIGHT = 900
# How a journey is walked: (with scripts, at which width), and what that is called.
WAYS = [(True, DESKTOP), (True, PHONE), (False, NARROW)]
NAMES = ["scripts, desktop", "scripts, phone", "no script, narrow"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe().axe_script
# The rows of a table of money are alike, and the first five stand for it; PBC_PAGES=all looks at
# each row, and at each width, with every rule.
LONG = os.environ.get("PBC_PAGES") == "all"
WIDTHS = (DESKTOP, PHONE, NARROW) if LONG else (DESKTOP, NARROW)
LIKE_THE_OTHERS = [] if LONG else [".pbc-table--sticky tbody tr:nth-child(n+6)"]
FIND = """async ([tags, passed, off]) => {
  const rules = Object.fromEntries(off.map((name) => [name, {enabled: false}]));
  const found = await axe.run({exclude: passed}, {runOnly: tags, rules, preload: false,
    resultTypes: ["violations"]});
  return found.violations.flatMap((fault) => fault.nodes.map((node) =>
    `${fault.id}: ${fault.help}: ${node.html.slice(0, 200)}`));
}"""
WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  return wide > room ? [`the page is ${wide} px wide, and has room for ${room}`] : [];
}"""

# A box that scrolls is told its new width with the next frame, and takes the keyboard from then on.
SETTLED = """async (width) => {
  for (let frames = 0; frames < 2; frames += window.innerWidth === width) {
    await new Promise(requestAnimationFrame);
  }
}"""

# The components of the page have started (the link past the menu is the last), or it has none.
STARTED = "body:not([data-nhsuk]), [data-nhsuk-skip-link-init]"


def chromium():
    """Where a Chromium is on this machine; None where there is none."""
    named = os.environ.get("PBC_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome")
    return named or next(filter(None, map(shutil.which, names)), None)


class Visitor:
    """Somebody at a page of the site, and everything that the browser complained about there.

    The browser reports each refusal of the content security policy, each script that fails and
    each thing that is not there as an error of its console.
    """

    def __init__(self, page, root, *, scripts=True):
        self.page, self.root, self.scripts, self.complaints = page, root, scripts, []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message):
        expected = (
            "Failed to load resource" in message.text and message.location["url"] == self.page.url
        )
        if message.type in ("error", "warning") and not expected:
            self.complaints.append(message.text)

    def go(self, path):
        """Open an address of the site; the status that it answers with."""
        self.complaints.clear()
        status = self.page.goto(self.root + path).status
        self.started()
        return status

    def started(self):
        """Wait for the scripts of the page, which start after it has come."""
        if self.scripts:
            self.page.locator(STARTED).first.wait_for(state="attached")

    def send(self, **typed):
        """Fill in the form of the page, and send it by its first button."""
        self.complaints.clear()
        for name, value in typed.items():
            self.page.locator(f"main [name={name}]").fill(value)
        with self.page.expect_navigation():
            self.page.locator("main form:not(.pbc-chooser) button[type=submit]").first.click()
        self.started()

    def follow(self, link):
        """Follow the first link of that name."""
        self.complaints.clear()
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()
        self.started()

    def press(self, button):
        """Press the button of that name."""
        self.complaints.clear()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).click()
        self.started()

    def look_again(self, words):
        """Wait until the page says something by itself; without scripts ask it how far it is."""
        if not self.scripts:
            self.page.reload()
        self.page.locator("main").get_by_text(words).first.wait_for()

    def heading(self):
        """The words of the one heading of the page."""
        return " ".join(self.page.locator("h1").inner_text().split())

    def at(self, width):
        """Look at the same page with a window of that many pixels across."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        if self.scripts:
            self.page.evaluate(SETTLED, width)
        return self

    def says(self):
        """The words of the page, on one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    def faults(self, *widths):
        """What is wrong with the page as it stands, at each of these widths."""
        found = [f"console: {complaint}" for complaint in self.complaints]
        found += self._frame()
        self.page.evaluate(AXE)
        for width in widths or WIDTHS:
            self.at(width)
            again = ["color-contrast"] if width == NARROW and not LONG else []  # as on the desktop
            wrong = self.page.evaluate(FIND, [RULES, LIKE_THE_OTHERS, again])
            found += [f"at {width} px: {fault}" for fault in wrong + self.page.evaluate(WIDE)]
        return found

    def _frame(self):
        headings = self.page.locator("h1").count()
        title = self.page.title()
        return [
            *([f"{headings} h1"] if headings != 1 else []),
            *(["no title"] if not title.split(" – ")[0].strip() else []),
        ]
