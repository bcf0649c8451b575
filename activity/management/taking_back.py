"""The two commands that take a publication back, or bring it back."""

import json

from django.core.management.base import BaseCommand, CommandError

from activity.models import Submission
from activity.services.publication import NotTakenBack
from pbc.core import clock
from pbc.core.management.acting import acting


class TakingBack(BaseCommand):
    """Move a submission's pointers from today on, with a reason."""

    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("submission", type=int)
        parser.add_argument("--reason", required=True)
        parser.add_argument("--as", dest="username")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, submission, reason, **options):
        if not reason.strip():
            raise CommandError("--reason says nothing", returncode=2)
        by = acting(options["username"], "activity.publish_submission")
        held = Submission.objects.visible_to(by, to="activity.publish_submission")
        held = held.filter(pk=submission).first()
        if held is None:
            raise CommandError(f"There is no submission {submission}", returncode=2)
        self.move(held, reason, by, options["json"])

    def move(self, held, reason, by, as_json):
        """Do it, and answer how many slices moved; a refusal is said and ends with 1."""
        refused, moved = None, 0
        try:
            held, moved = self.deed(submission=held, reason=reason, on=clock.today(), by=by)
        except NotTakenBack as why:
            refused = str(why)
        state = held.state.lower()
        answer = {"submission": held.pk, "state": state, "slices": moved, "refused": refused}
        if as_json:
            self.stdout.write(json.dumps(answer))
        elif not refused:
            self.stdout.write(f"Submission {held.pk} is {state}; {moved} slices moved")
        if refused:
            self.stderr.write(refused)
            raise SystemExit(1)
