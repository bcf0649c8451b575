"""The world that the matrix speaks of: what is whose, who stands in each role, and where it is."""

import logging
from datetime import date

import pytest
from django.urls import reverse

from activity.services.publication import withdraw_submission
from budgets.models import Check
from meetings.companies.services import bind_practices
from meetings.newsletters.services.audiences import add_to_audience
from pbc.core.values import Figure, Scope
from tests import make

BY_CODE = (
    "core:",
    "companies:",
    "checks:",
    "support:",
    "registers:practice",
    "registers:group",
    "registers:locality",
    "budgets:statement",
)  # no kind
NUMBERED = ("entry", "upload", "action", "minutes", "decision", "question", "asked", "telling")
NUMBERED += ("open", "concern", "mandate", "board", "nomination")
# Addresses with a secret in them, as somebody who does not know it tries them.
OF_NOBODY = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "no-key"},
    "diary:feed": {"token": "none"},
    "newsletters:leave-link": {"token": "none"},
    "meetings:action-by-mail": {"token": "none"},
}
OF_MEETINGS = ("body", "seat", "meeting", "item", "paper", "interest")
NUMBERED += ("copy", "words", "text", "post", "tenure", "company", "binding")
NUMBERED += ("joiners", "agreed", "contact")
NUMBERED += ("audience", "member", "newsletter")
NUMBERED += ("passkey",)
NUMBERED += ("event", "invitation", "handout")


@pytest.fixture
def quiet():
    """No line of the log for each of thousands of refusals, which are looked at themselves."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def world(monkeypatch, settings):
    """What the matrix speaks of: {whose: parts of the address}, and who stands in each role. There
    is a sign-in service, which is away."""
    monkeypatch.setenv("PBC_TODAY", "2007-03-13")
    settings.PBC_OIDC = {"issuer": "http://127.0.0.1:9", "name": "NHS sign-in"}
    west, east = make.commissioner(), make.commissioner("East & North")
    stevenage = make.locality("Stevenage", pct=east)
    hertsmere = make.locality("Hertsmere")
    daccom, red_house, stev = make.group("DacCom"), make.group("Red House"), make.group("Stev")
    own = [make.practice(name, group=daccom) for name in ("Fernville", "Parkwood", "Haverfield")]
    small = make.practice("The Red House", in_=hertsmere, group=red_house)
    far = [make.practice(f"Stanmore {n}", in_=stevenage, group=stev) for n in (1, 2, 3)]
    make.published_file([make.line(small)])
    organisations = {
        "pct": {"West": west, "East": east},
        "locality": {"Dacorum": make.locality(), "Stevenage": stevenage},
        "group": {"DacCom": daccom, "Stevenage": stev, "Red House": red_house},
        "practice": {
            "Fernville": own[0],
            "Parkwood": own[1],
            "Red House": small,
            "Stanmore": far[0],
        },
    }
    agreed = {"DacCom": make.agreed_check(), "Stevenage": make.agreed_check(of=stev)}
    dacorum, of_stevenage = files(own), files(far)
    its_budget = {"Fernville": own[0], "Stanmore": far[0]}
    finance, observer = make.finance_officer(west), make.lmc_observer(west)
    minutes = {"DacCom": make.minutes(), "Stevenage": make.minutes(of=stev)}
    return {
        "organisations": organisations,
        "upload": {name: make.budget_upload(of) for name, of in its_budget.items()},
        "joiners": {"one": make.people_upload()},
        "passkey": {"observer's": make.passkey(observer)},
        "entry": {name: make.budget_entry(of, amount=1200) for name, of in its_budget.items()},
        "files": {"Dacorum": dacorum, "Stevenage": of_stevenage},
        "action": {
            "Fernville": make.action(of=own[0]),
            "Parkwood": make.action(of=own[1]),
            "DacCom": make.action(of=daccom),
            "Stanmore": make.action(of=far[0]),
            "checked": Check.objects.get(practice=own[0]).action,
            "foreign": Check.objects.get(practice=far[0]).action,
        },
        "agreed": agreed,
        "contact": {"Fernville": make.contact(own[0]), "Stanmore": make.contact(far[0])},
        **decisions(organisations),
        **meetings({"DacCom": daccom, "West": west, "Stevenage": stev}),
        **events({"DacCom": daccom, "West": west, "Stevenage": stev}, own[0], far[0]),
        "minutes": minutes,
        "words": {name: one.items.first() for name, one in minutes.items()},
        "text": {name: make.other_text(one) for name, one in minutes.items()},
        "copy": {name: make.copy_of_minutes(one) for name, one in minutes.items()},
        "cells": {
            "Dacorum": make.line_of(dacorum["undo"]),
            "Fernville": make.line_of(dacorum["undo"], own[0]),
            "Stevenage": make.line_of(of_stevenage["undo"]),
        },
        "lines": {
            "Dacorum": make.line_code(make.line_of(dacorum["undo"])),
            "Fernville": make.line_code(make.line_of(dacorum["undo"], own[0])),
            "Stevenage": make.line_code(make.line_of(of_stevenage["undo"])),
        },
        "errands": {
            "finance's": make.errand_set_aside(by=finance).pk,
            "site's": make.errand_set_aside().pk,
        },
        "people": {
            "finance": finance,
            "lead": make.gp_lead(daccom),
            "manager": make.practice_manager(own[0]),
            "auditor": make.auditor(),
            "administrator": make.administrator(),
            "secretary": make.secretary(daccom),
            "observer": observer,
        },
        **lists({"DacCom": daccom, "West": west, "Stevenage": stev}),
    }


def decisions(organisations):
    """Decisions by whose they are, and what was asked and is to be told of them."""
    groups, pcts = organisations["group"], organisations["pct"]
    asks = {"DacCom": (groups["DacCom"], ())}
    asks["West"] = pcts["West"], [groups["DacCom"]]
    asks["Stevenage"] = groups["Stevenage"], [groups["Red House"]]
    made = {
        name: make.decision(of=of, asked=asked, tell=["Janet Ames"])
        for name, (of, asked) in asks.items()
    }
    board, post = make.board(pcts["West"]), make.post(of=pcts["West"])
    company, bound = make.company(of=groups["DacCom"]), organisations["practice"]["Fernville"]
    given = {"practices": [bound], "from_date": date(2006, 4, 1), "by": make.operator()}
    bind_practices(company=company, **given)
    put = {name: one.question for name, one in made.items() if one.question}
    return {
        "decision": made,
        "question": put,
        "asked": {name: question.asked.get() for name, question in put.items()},
        "telling": {name: one.tellings.get() for name, one in made.items()},
        "board": {"West": board},
        "company": {"DacCom": company},
        "binding": {"DacCom": company.bindings.get()},
        "post": {"West": post},
        "tenure": {"West": make.tenure(post)},
        "nomination": {"West": make.nomination(board, groups["DacCom"])},
        "open": {"DacCom": make.open_question(groups["DacCom"])},
        "concern": {"DacCom": make.concern(groups["DacCom"])},
        "mandate": {"DacCom": make.mandate(groups["DacCom"])},
    }


def lists(organisations):
    """An audience of each, in which somebody is named besides, and a draft to it; one was sent."""
    made = {name: make.audience(of=of) for name, of in organisations.items()}
    named = {"by": make.operator(), "person": make.person("Avi", "Gupta")}
    members = {name: add_to_audience(audience=one, **named) for name, one in made.items()}
    written = {name: make.newsletter(to=one) for name, one in made.items()}
    written["sent"] = make.sent_newsletter("What we did", made["DacCom"])
    return {"audience": made, "member": members, "newsletter": written}


def meetings(organisations):
    """A body of each, with a seat, a meeting, an item and a paper: {kind: {whose: the thing}}."""
    found = {kind: {} for kind in OF_MEETINGS}
    for name, organisation in organisations.items():
        body = found["body"][name] = make.body(of=organisation)
        found["seat"][name] = make.seat("Avi Gupta", body)
        found["interest"][name] = make.interest("Avi Gupta", body)
        found["meeting"][name] = make.meeting(body, day=date(2007, 4, 4))
        found["item"][name] = make.item(found["meeting"][name])
        found["paper"][name] = make.paper(found["item"][name])
    return found


def events(organisations, own, far):
    """An event of each with a paper; to those of DacCom and the PCT Fernville is invited, to that
    of Stevenage Stanmore: {kind: {whose: the thing}}."""
    invited = {"DacCom": own, "West": own, "Stevenage": far}
    made = {
        name: make.event([invited[name]], of=make.body(of=of)) for name, of in organisations.items()
    }
    return {
        "event": made,
        "invitation": {name: one.invitations.get() for name, one in made.items()},
        "handout": {name: make.paper(make.item(one.meeting)) for name, one in made.items()},
    }


def files(practices):
    """A file in each state that a decision is about: {page: submission}."""
    nobody = make.line(None, cost=10, in_=practices[0].localities.first().locality)
    published = make.published_file([nobody, *(make.line(practice) for practice in practices)])
    withdrawn = make.published_file([make.line(practice, month=5) for practice in practices])
    withdraw_submission(
        submission=withdrawn, reason="Wrong", on=date(2007, 3, 10), by=make.operator()
    )
    staged = make.staged_file([make.line(practice, cost=1100) for practice in practices])
    return {"undo": published, "redo": withdrawn, "staged": staged}


def where(world, name, whose):
    """The address of a thing, by what the matrix calls it."""
    if name in OF_NOBODY:
        return reverse(name, kwargs=OF_NOBODY[name])
    if whose in ("-", "county"):
        return reverse(name)
    kind, _, called = whose.partition(" ")
    if kind == "file":
        by_page = world["files"].get(called, {})
        found = by_page.get(name.rpartition("-")[2], by_page.get("staged"))
        return reverse(name, kwargs={"pk": found.pk if found else 999_999})
    if kind in ("cell", "errand", "person", "appointment", "register"):
        return reverse(name, kwargs=by_number(world, kind, called))
    if kind == "figure":
        scope = Scope("locality", world["organisations"]["locality"]["Dacorum"].code)
        figure = Figure(scope, 2006, 6, None, date(2007, 3, 13))
        return reverse(name, kwargs={"code": figure.code if called == "Dacorum" else "none"})
    if kind == "line":
        code = world["lines"].get(called, "none")
        if name == "activity:line-assign":
            return f"{reverse(name)}?line={code}"
        return reverse(name, kwargs={"code": code})
    if kind == "year":
        return reverse(name, kwargs={"year": int(called)})
    if kind in (*NUMBERED, *OF_MEETINGS):
        found = world[kind].get(called)
        form = {"form": "pdf"} if name in ("minutes:taken", "minutes:copy") else {}
        return reverse(name, kwargs={"pk": found.pk if found else 999_999, **form})
    return reverse(name, kwargs=by_code(world, name, kind, called))


def by_code(world, name, kind, called):
    """The parts of the address of something about an organisation."""
    found = world["organisations"].get(kind, {}).get(called)
    code = found.code if found else "none"
    if name.startswith("plans:"):
        what = {"what": "allocation"} if name == "plans:target-new" else {}
        return {"year": 2006, "kind": kind, "code": code} | what
    parts = {"code": code} if name.startswith(BY_CODE) else {"kind": kind, "code": code}
    if name == "registers:organisation-edit":
        parts["kind"] = {"group": "groups", "locality": "localities"}[kind]
    return parts


def by_number(world, kind, called):
    """The parts of the address of what has a number, or of a register."""
    if kind == "register":
        return {"kind": called}
    if kind == "cell":
        line = world["cells"].get(called)
        return {"pk": line.submission_id if line else 999_999, "cell": line.cell if line else "H2"}
    if kind == "errand":
        return {"pk": world["errands"].get(called, 999_999)}
    person = world["people"].get(called)
    thing = person.appointments.get() if person and kind == "appointment" else person
    return {"pk": thing.pk if thing else 999_999}
