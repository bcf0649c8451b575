import json

from django.core.management.base import BaseCommand, CommandError

from activity.ingest import job
from activity.models import State, Submission
from activity.queries.answers import ingest_json
from activity.queries.coverage import chosen
from activity.services.coverage import NotCorrected, correct_coverage
from activity.services.sending import Sent
from pbc.core import clock, periods
from pbc.core.management.acting import acting
from pbc.core.models import Locality, Practice


def slice_said(text):
    """2006/07:6:DAC as (2006, 6, "DAC")."""
    year, month, code = text.split(":")
    return periods.parse_year(year), periods.check_month(int(month)), code


class Command(BaseCommand):
    help = "Say what a file that waits covers, and read it again so; it is published as ever."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("submission", type=int)
        parser.add_argument("--slice", dest="slices", action="append", type=slice_said, default=[])
        parser.add_argument("--practice", dest="practices", action="append", default=[])
        parser.add_argument("--reason", required=True)
        parser.add_argument("--as", dest="username")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, submission, slices, practices, reason, **options):
        if not reason.strip():
            raise CommandError("--reason says nothing", returncode=2)
        by = acting(options["username"], "activity.publish_submission")
        held = Submission.objects.visible_to(by, to="activity.publish_submission")
        held = held.filter(pk=submission).first()
        if held is None:
            raise CommandError(f"There is no submission {submission}", returncode=2)
        keys = self.keys(held, slices, practices)
        try:
            corrected = correct_coverage(submission=held, slices=keys, reason=reason, by=by)
        except NotCorrected as why:
            self.stderr.write(str(why))
            raise SystemExit(1) from why
        job.read(corrected.pk, clock.today())
        corrected.refresh_from_db()
        self.answer(corrected, options["json"])

    def keys(self, held, slices, practices):
        """The slices that the codes mean."""
        localities = dict(Locality.objects.values_list("code", "pk"))
        named = dict(Practice.objects.filter(code__in=practices).values_list("code", "pk"))
        unknown = {code for *_, code in slices} - {*localities} | {*practices} - {*named}
        if unknown:
            raise CommandError(f"There is no {', '.join(sorted(unknown))}", returncode=2)
        whole = [(year, month, localities[code]) for year, month, code in slices]
        return chosen(held, whole, named.values())

    def answer(self, corrected, as_json):
        """Print what became of the new reading; end with 1 where it was refused."""
        sent = Sent(corrected.delivery.file_name, corrected)
        if as_json:
            self.stdout.write(json.dumps(ingest_json(sent)))
        else:
            state = corrected.get_state_display().lower()
            self.stdout.write(f"{sent.file_name}: submission {corrected.pk}, {state}")
        if corrected.state != State.STAGED:
            self.stderr.write(f"{sent.file_name}: {corrected.sentence}")
            raise SystemExit(1)
