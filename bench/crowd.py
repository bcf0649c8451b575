"""The people of `bench.load`: a process of its own that knows of the site only what a browser does.

`python -m bench.crowd PLAN` reads a plan as JSON and writes one line of JSON for each answer:
[when, milliseconds, what, status, bytes, totals seen, where it leads]. Each person has a thread and
one connection that is kept; they think, ask for a page with the weight that it has in their work,
and now and then raise an action. A sender sends in a large workbook, waits until it has been read,
publishes it and reads that it is published, again and again.
"""

import http.client
import json
import random
import re
import socket
import sys
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path

PATIENCE = 30  # seconds after which an answer is given up
ENDED = (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError)
NOT_ANSWERED = 0
LONGEST = 300  # seconds until a workbook has been read
BASIS = re.compile(r'name="basis"[^>]*value="([^"]*)"')
FOR_A_PERSON = ("is ready to publish", "needs a reason to be published")
SAID_DONE = "Published: "
# A figure as a page has it, whole: neither a part of a longer one nor with pence behind it.
FIGURE = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,]|\.\d)")


class Person:
    """Somebody with a session and one connection to one web."""

    def __init__(self, port, session, note):
        self.port, self.note, self.token = port, note, uuid.uuid4().hex[:32]
        self.cookies = {"pbc_session": session, "pbc_csrf": self.token}
        self.line, self.is_fresh = None, True

    def ask(self, what, path, body=None, kind=None, looks_for=()):
        """Ask once, and note how long the whole answer took and which of some texts it holds."""
        began = time.monotonic()
        try:
            status, text, headers = self._answer(path, body, kind)
        except (OSError, http.client.HTTPException) as fault:
            self._hang_up()
            status, text, headers = NOT_ANSWERED, repr(fault), {}
        took = 1000 * (time.monotonic() - began)
        figures = set(FIGURE.findall(text)) if looks_for else ()
        seen = [one for one in looks_for if one in figures]
        leads = headers.get("Location") or ""
        self.note([began, round(took, 1), what, status, len(text), seen, leads])
        return status, text, headers

    def _answer(self, path, body, kind):
        """A connection that was kept and has been closed meanwhile is no fault: it is made anew."""
        for _ in range(2):
            kept = self.line is not None
            try:
                return self._once(path, body, kind)
            except ENDED:
                self._hang_up()
                if not kept:
                    raise
        raise ConnectionError("the connection was closed twice")

    def _once(self, path, body, kind):
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.line.connect()
            self.line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {
            "Cookie": cookies,
            "Host": "localhost",
            **({"Content-Type": kind} if kind else {}),
        }
        self.line.request("POST" if body is not None else "GET", path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode(errors="replace")
        for given in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, text, answer.headers

    def _hang_up(self):
        with suppress(OSError):
            if self.line is not None:
                self.line.close()
        self.line = None

    def send(self, what, path, fields, files=()):
        """Send a form as a browser does."""
        edge = uuid.uuid4().hex
        fields = {**fields, "csrfmiddlewaretoken": self.cookies["pbc_csrf"]}
        parts = [(f'name="{name}"', str(value).encode()) for name, value in fields.items()]
        parts += [(f'name="files"; filename="{name}"', content) for name, content in files]
        body = b"".join(
            f"--{edge}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + text + b"\r\n"
            for head, text in parts
        )
        kind = f"multipart/form-data; boundary={edge}"
        return self.ask(what, path, body + f"--{edge}--\r\n".encode(), kind)


def work(person, job, plan, until):
    """Ask for the pages of somebody's work, with time to think between, until it is over."""
    chance = random.Random(job["seed"])  # noqa: S311  # nosec B311 # no secret
    names, weights = [*job["pages"]], [weight for weight, _ in job["pages"].values()]
    low, high = plan["think"]
    time.sleep(chance.uniform(0, high))
    while time.monotonic() < until:
        [what] = chance.choices(names, weights)
        path = chance.choice(job["pages"][what][1])
        if what == "raise an action":
            text = f"Look at what {job['name']} costs, {uuid.uuid4().hex[:8]}"
            said = {"text": text, "owner": f"person:{job['name']}", "due_typed": "", "of": path}
            person.send(what, "/actions/new/", said)
        else:
            person.ask(what, path, looks_for=plan["totals"])
        time.sleep(chance.uniform(low, high))


def publish_books(person, plan, until, say):
    """Send in one workbook after another at a pace, and none before the last one is published.

    The first that goes wrong is told as a fault, and is the last.
    """
    first = time.monotonic()
    for number, book in enumerate(plan["books"]):
        while time.monotonic() < first + number * plan["pace"]:
            time.sleep(0.2)
        if number and time.monotonic() > until:
            return None
        content = Path(book).read_bytes()
        began = time.monotonic()
        files = [(Path(book).name, content)]
        status, text, headers = person.send("send in a workbook", "/files/new/", {}, files)
        if status != 302:
            return say({"fault": f"the workbook was answered with {status}", "text": text[:500]})
        at = headers["Location"]
        if "/files/" not in at or at.endswith("/files/"):
            return say({"fault": f"the workbook led to {at}"})
        say({"sent": Path(book).name})
        text = read_through(person, at)
        staged = time.monotonic()
        if not any(words in text for words in FOR_A_PERSON):
            return say({"fault": "the workbook was not read", "text": text[-3000:]})
        say({"read": Path(book).name})
        basis = BASIS.search(text)
        if basis is None:
            return say({"fault": "the workbook cannot be published by its sender"})
        fields = {"basis": basis[1], "reason": "It was looked at"}
        say({"publishing": Path(book).name, "at": time.monotonic()})
        status, text, headers = person.send("publish a workbook", f"{at}publish/", fields)
        ended = time.monotonic()
        if status != 302 or headers["Location"] != at:
            said = f"publishing was answered with {status} {headers.get('Location') or ''}"
            return say({"fault": said, "text": text[:3000]})
        # A refusal leads to the same page, with a warning: only its words tell the two apart.
        _, text, _ = person.ask("the page of a file", at)
        if SAID_DONE not in text or any(words in text for words in FOR_A_PERSON):
            return say({"fault": "the workbook was not published", "text": text[-3000:]})
        say({"book": Path(book).name, "began": began, "staged": staged, "published": ended})
    return None


def read_through(person, at):
    """The page of a file as soon as it needs its person."""
    text, end = "", time.monotonic() + LONGEST
    while time.monotonic() < end and not any(words in text for words in FOR_A_PERSON):
        time.sleep(1)
        _, text, _ = person.ask("the page of a file", at)
    return text


def main():
    plan = json.loads(Path(sys.argv[1]).read_text())
    lock = threading.Lock()

    def say(what):
        with lock:
            sys.stdout.write(json.dumps(what) + "\n")

    # A thread that ends before its time asks for nothing any more: that is no quick site.
    threading.excepthook = lambda end: say({"fault": f"a person's thread: {end.exc_value!r}"})
    began = time.monotonic()
    until = began + plan["seconds"]
    say({"began": began})
    jobs = [
        threading.Thread(target=work, args=(person_of(job, plan, say), job, plan, until))
        for job in plan["people"]
    ]
    senders = [
        threading.Thread(
            target=publish_books, args=(person_of(one, plan, say), plan | one, until, say)
        )
        for one in plan["senders"]
    ]
    for one in (*jobs, *senders):
        one.start()
    for one in (*jobs, *senders):
        one.join()
    say({"ended": time.monotonic()})


def person_of(job, plan, say):
    return Person(plan["port"], job["session"], say)


if __name__ == "__main__":
    main()
