"""The tables of page_table as tests read them, and the addresses that they speak of."""

from django.urls import reverse

from tests.access_world import BY_CODE, OF_MEETINGS
from tests.browser import page_table as table

BY_NUMBER = ("file", "person", "appointment", "action", "minutes", "decision", "question", "asked")
BY_NUMBER += ("telling", "open", "concern", "mandate", "nomination", "board")
BY_NUMBER += ("words", "post", "tenure", "company", "binding")
BY_NUMBER += ("joiners", "agreed", "contact")
BY_NUMBER += ("audience", "newsletter")
BY_NUMBER += ("event", "passkey")


def pages(text):
    """The lines of a table: (name, role, of what, what is asked)."""
    for name, role, *rest in map(str.split, filter(None, text.splitlines())):
        asked = rest.pop() if "=" in rest[-1] else ""
        yield name, role, " ".join(rest), asked


def forms():
    """The lines of WRONG: (name, role, of what, {field: what is typed})."""
    for name, role, *rest in map(str.split, filter(None, table.WRONG.splitlines())):
        typed = dict(word.split("=") for word in rest if "=" in word)
        yield name, role, " ".join(word for word in rest if "=" not in word), typed


def path_of(county, name, of_what, asked=""):
    """The address of a page of the tables. A line that is asked for is named, and has a code."""
    if asked.startswith("line="):
        asked = f"line={county.things[asked.replace('=', ' ')]}"
    kind, _, called = of_what.partition(" ")
    parts = {}
    if name.startswith("plans:"):
        return path_of_plans(county, name, kind, called, asked)
    if kind == "year":
        parts = {"year": int(called)}
    elif kind in (*BY_NUMBER, *OF_MEETINGS):
        parts = {"pk": county.things[of_what].pk}
    elif kind == "register":
        parts = dict(zip(("kind", "code"), called.split(), strict=False))
    elif kind in ("link", "token"):
        parts = {"uidb36": "1", "key": "no-key"}
        parts = {"token": county.things[of_what]} if kind == "token" else parts
    elif kind == "cell":
        line = county.things[of_what]
        parts = {"pk": line.submission_id, "cell": line.cell}
    elif kind == "line":
        parts = {"code": county.things[of_what]}
    elif kind != "-":
        code = county.things[of_what].code
        parts = {"code": code} if name.startswith(BY_CODE) else {"kind": kind, "code": code}
    return reverse(name, kwargs=parts) + (f"?{asked}" if asked else "")


def path_of_plans(county, name, kind, called, asked):
    """The address of a page of plans: of a year, of an entry, of a holder's 2006/07, and there
    of one target by `what=`."""
    if kind == "-":
        return reverse(name)
    if kind == "year":
        return reverse(name, kwargs={"year": called})
    thing = county.things[f"{kind} {called}"]
    if kind in ("entry", "upload"):
        return reverse(name, kwargs={"pk": thing.pk})
    what = {"what": asked.removeprefix("what=")} if asked.startswith("what=") else {}
    parts = {"year": 2006, "kind": kind, "code": thing.code}
    return reverse(name, kwargs=parts | what) + (f"?{asked}" if asked and not what else "")
