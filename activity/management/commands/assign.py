import json

from django.core.management.base import BaseCommand, CommandError

from activity.ingest import job
from activity.models import State
from activity.queries.answers import ingest_json
from activity.services.assigning import (
    NoSuchLine,
    NotAssigned,
    assign_lines,
    take_back_assignments,
)
from activity.services.sending import Sent, Wanted, publish
from pbc.core import clock
from pbc.core.management.acting import acting
from pbc.core.models import Practice

DONE = (State.STAGED, State.PUBLISHED)


class Command(BaseCommand):
    help = "Give unassigned lines to a practice by hand, or take that back, and read again."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("lines", nargs="+", help="codes, as `show unassigned` lists them")
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--practice", metavar="CODE")
        whose.add_argument("--take-back", action="store_true")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--as", dest="username")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, lines, reason, **options):
        by, today = acting(options["username"], "activity.publish_submission"), clock.today()
        said = {"codes": lines, "reason": reason, "on": today, "by": by}
        readings, refused = [], None
        try:
            if options["take_back"]:
                readings = take_back_assignments(**said)
            else:
                readings = assign_lines(practice=self.practice(options["practice"]), **said)
        except NoSuchLine as fault:
            raise CommandError(str(fault), returncode=2) from fault
        except NotAssigned as why:
            refused = str(why)
        for reading in readings:
            self.read(reading, today, by, options["publish"])
        self.answer(lines, options["practice"], readings, refused, options["json"])

    def practice(self, code):
        """The practice that was named."""
        found = Practice.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"There is no practice {code}", returncode=2)
        return found

    def read(self, reading, today, by, publishes):
        """Read a file again, and publish it if asked."""
        job.read(reading.pk, today)
        reading.refresh_from_db()
        if publishes and reading.state == State.STAGED:
            publish(submission=reading, wanted=Wanted(today, today), by=by)
            reading.refresh_from_db()

    def answer(self, lines, practice, readings, refused, as_json):
        """Print what became of it; end with 1 where it was refused or a reading waits."""
        sent = [Sent(reading.delivery.file_name, reading) for reading in readings]
        if as_json:
            answer = {"lines": len(lines), "practice": practice, "refused": refused}
            self.stdout.write(json.dumps(answer | {"readings": [ingest_json(s) for s in sent]}))
        for one in sent:
            state = f"{one.file_name}: read again, {one.submission.get_state_display().lower()}"
            if not as_json:
                self.stdout.write(state)
        undone = [one for one in sent if one.submission.state not in DONE]
        for one in undone:
            self.stderr.write(f"{one.file_name}: {one.submission.sentence}")
        if refused:
            self.stderr.write(refused)
        if refused or undone:
            raise SystemExit(1)
