import json
import os

from django.core.management.base import BaseCommand, CommandError

from pbc import environment
from pbc.core import money, periods
from pbc.demonstration import loading, marker, people, ready
from pbc.demonstration.organisations import DAC
from pbc.demonstration.plans import budget_to_date


class Command(BaseCommand):
    help = "Load the demonstration: invented practices, Dacorum at month 6 of 2006/07."
    stealth_options = ("begun",)  # called once it is clear that there is something to load

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        if environment.PRODUCTION:
            raise CommandError("A production site takes no demonstration: its password is known")
        was_loaded = loading.is_loaded()
        if not was_loaded:
            try:
                loading.load(begun=options.get("begun"))
            except loading.NotLoaded as reason:
                raise CommandError(str(reason)) from reason
        if options["json"]:
            self.stdout.write(json.dumps(answer(was_loaded)))
        else:
            self.stdout.write("\n".join(words(was_loaded)))


def address():
    return f"http://localhost:{os.environ.get('PBC_PORT', '8000')}/"


def answer(was_loaded):
    """What --json prints."""
    return {
        "state": "loaded already" if was_loaded else "loaded",
        "today": marker.DAY.isoformat(),
        "address": address(),
        "sign_ins": [
            {
                "role": one.role.label,
                "name": one.name,
                "username": one.username,
                "password": people.PASSWORD,
            }
            for one in people.SIGN_INS
        ],
        "next": str(ready.NEXT.path),
        "corrected": str(ready.CORRECTED.path),
    }


def words(was_loaded):
    """The same for a person, with what there is to see."""
    state = "is loaded already" if was_loaded else "is loaded"
    yield f"The demonstration {state}. Its people, practices and figures are invented, and it is"
    yield f"seen on {periods.day(marker.DAY)}: {story()}."
    yield ""
    yield f"Sign in at {address()} with the password {people.PASSWORD} as"
    for one in people.SIGN_INS:
        yield f"  {one.username:<14} {one.role.label}: {one.name}"
    yield ""
    yield "Then send in these spreadsheets, as finance:"
    for one in ready.READY:
        yield f"  {one.path}: {one.what}"


def story():
    """Where Dacorum stands, in one sentence."""
    span = DAC.span_of(6)
    share = money.percent(span.overspend, budget_to_date(DAC, span.months))
    over = f"{money.over_words(span.overspend)}, {money.show_percent(share)} of its budget"
    lost = money.pounds(span.unassigned)
    return f"{DAC.name} is {over} to month 6, and {lost} of the spending has no practice"
