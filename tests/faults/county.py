"""A small county and its file of two months, and the file added up a second time, in pence."""

import csv
import io
from collections import Counter
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from activity.models import DefaultPracticeCode
from tests import make, spreadsheets

MONTHS = {"2006-08": 5, "2006-09": 6}
KNOWN = ("Y90001", "Y90002", "Y90003")
NOBODYS, STRANGE = "V81999", "Y99999"


def build():
    """What stands before the file comes; returns the session of finance, signed in."""
    place = make.locality("Ambleton", code="AMB")
    daccom = make.group("DacCom")
    for number, code in enumerate(KNOWN):
        practice = make.practice(f"Practice {number}", in_=place, code=code, group=daccom)
        make.budget_entry(practice, amount=1_200_000)
        make.practice_manager(practice)
    DefaultPracticeCode.objects.create(code=NOBODYS, name="Not known")
    make.provider()
    make.specialty()
    make.point_of_delivery("EL")
    make.point_of_delivery("OPFA")
    make.gp_lead(daccom)
    browser = Client()
    browser.force_login(make.finance_officer())
    # It ends late, so that no run has to put its end off: each has the same points as the first.
    Session.objects.update(expire_date=timezone.now() + timedelta(days=1))
    return browser.cookies["pbc_session"].value


def file():
    """The file: every practice in every month and point of delivery, what is nobody's, and one
    row of a practice that nobody knows."""
    codes = [(code, pod) for code in (*KNOWN, NOBODYS) for pod in ("EL", "OPFA")]
    rows = [(month, *code) for month in MONTHS for code in codes]
    lines = [
        spreadsheets.line(
            period=period,
            practice_code=code,
            pod=pod,
            budget="0.00",
            savings_plan_adj="0.00",
            revised_budget="0.00",
            actual_cost=f"{40_000 + 1_009 * number}.{number * 7 % 100:02}",
        )
        for number, (period, code, pod) in enumerate(rows)
    ]
    strange = spreadsheets.line(period="2006-09", practice_code=STRANGE, actual_cost="77.13")
    return spreadsheets.tidy_csv([*lines, strange])


def pence(amount):
    """An amount of the file as a whole number of pence."""
    pounds, _, rest = amount.partition(".")
    return int(pounds) * 100 + int(rest)


def recount(content):
    """What the file says, added up without the application: pence by (month, practice or None),
    pence of rows that nobody knows, and the number of rows."""
    counted, strange, rows = Counter(), 0, 0
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        rows += 1
        code, cost = row["practice_code"], pence(row["actual_cost"])
        if code == STRANGE:
            strange += cost
        else:
            counted[MONTHS[row["period"]], None if code == NOBODYS else code] += cost
    return counted, strange, rows
