import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from activity.models import Feed, State
from activity.queries.answers import ingest_json
from activity.services.sending import Wanted, send
from pbc.core import access, clock, periods
from pbc.core.management.acting import acting

DONE = (State.STAGED, State.PUBLISHED)


def expected(text):
    """2006/07:7 as (2006, 7)."""
    year, _, month = text.rpartition(":")
    return periods.parse_year(year), periods.check_month(int(month))


class Command(BaseCommand):
    help = "Take files in: receive, read, check and stage each, and publish it if asked."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--feed")
        parser.add_argument("--received", type=date.fromisoformat)
        parser.add_argument("--expect", type=expected)
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--reason", default="")
        parser.add_argument("--as", dest="username")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, files, **options):
        today = clock.today()
        by = acting(options["username"], "activity.add_delivery")
        for file in files:
            if not file.is_file():
                raise CommandError(f"There is no file {file}", returncode=2)
        wanted = Wanted(
            received_on=self.received(options["received"], today, by),
            today=today,
            publish=options["publish"],
            loads_history=options["received"] is not None,
            reason=options["reason"],
            feed=self.feed(options["feed"]),
            expected=options["expect"],
        )
        sent = []
        try:
            for path in files:
                with path.open("rb") as file:
                    sent.append(send(file=file, file_name=path.name, wanted=wanted, by=by))
        except Exception:  # what was done before stands, so it is said
            self.say(sent, options["json"])
            raise
        if self.say(sent, options["json"]):
            raise SystemExit(1)

    def received(self, day, today, by):
        """The day from which the figures count: today, or an earlier one (loading history)."""
        if day is None or day == today:
            return today
        if day > today:
            raise CommandError(f"--received {day} lies after today, {today}", returncode=2)
        if not access.may(by, "activity.load_history"):
            raise CommandError(f"{by} may not load history", returncode=2)
        return day

    def feed(self, code):
        """The feed that was named."""
        if not code:
            return None
        feed = Feed.objects.filter(code=code).first()
        if feed is None:
            raise CommandError(f"There is no feed {code}", returncode=2)
        return feed

    def say(self, sent, as_json):
        """Print what became of each file; return those that wait or were refused."""
        if as_json:
            self.stdout.write(json.dumps([ingest_json(one) for one in sent]))
        undone = [s for s in sent if not s.is_duplicate and s.submission.state not in DONE]
        for one in sent:
            state = "a duplicate" if one.is_duplicate else one.submission.get_state_display()
            if not as_json:
                self.stdout.write(f"{one.file_name}: {state.lower()}")
        for one in undone:
            self.stderr.write(f"{one.file_name}: {one.submission.sentence}")
        return undone
