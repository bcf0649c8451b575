import json
import re

from django.core.management.base import BaseCommand, CommandError

from pbc.core import access
from pbc.core.deeds import snapshot
from pbc.core.management.acting import acting


class Command(BaseCommand):
    help = "List what the pages list, or one of it, seen with a person's rights."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("kind")
        parser.add_argument("id", nargs="?")
        parser.add_argument("--as", dest="username")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, kind, username, **options):
        from pbc.listings import KINDS

        if kind not in KINDS:
            raise CommandError(f"There is no kind {kind}: {', '.join(KINDS)}", returncode=2)
        listing, user = KINDS[kind], acting(username)
        if not access.may(user, listing.permission):
            raise CommandError(f"{user} may not see {kind}", returncode=2)
        with snapshot():
            rows = listing.visible(user)
            if options["id"]:
                answer = listing.whole(self.one(rows, listing.key, options["id"], kind))
            else:
                answer = [listing.row(row) for row in rows]
        self.answer(answer, options["json"])

    def one(self, rows, key, wanted, kind):
        """The row that is asked for; what is not there and what is another's are one."""
        exact = key != "pk" or re.fullmatch(r"[0-9]{1,15}", wanted)
        if isinstance(rows, list):
            found = next((row for row in rows if getattr(row, key) == wanted), None)
        else:
            found = rows.filter(**{key: wanted}).first() if exact else None
        if found is None:
            raise CommandError(f"There is nothing of {kind} with the name {wanted}", returncode=2)
        return found

    def answer(self, answer, as_json):
        """Print it as JSON, or a line a row."""
        if as_json:
            self.stdout.write(json.dumps(answer, default=str))
            return
        for row in answer if isinstance(answer, list) else [answer]:
            said = (f"{name}: {value}" for name, value in row.items() if value not in (None, ""))
            self.stdout.write("; ".join(said))
