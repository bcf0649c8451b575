from django.core.management.base import BaseCommand, CommandError

from pbc.core.factors import queries, services
from pbc.core.pages.frame import counted
from pbc.core.services import operator


class Command(BaseCommand):
    help = (
        "Seal anew by the SECRET_KEY of now what one of PBC_SECRET_KEYS_BEFORE opens, and keep "
        "hashes of older recovery codes. Whom it names makes new ones before the older keys go."
    )

    def handle(self, **options):
        by, renewed, lost = operator(), 0, []
        held = list(queries.of_keys().select_related("user"))
        for step in held:
            try:
                renewed += services.seal_anew(step=step, by=by)
            except services.NoKeyOpens as reason:
                lost.append(str(reason))
        self.stdout.write(f"{renewed} of {counted(len(held), 'secret', 'secrets')} sealed anew")
        for who in queries.on_older_keys():
            self.stdout.write(f"Recovery codes that end with an older key: {who}")
        if lost:
            named = "\n".join(f"No key opens this, and it works no more: {who}" for who in lost)
            raise CommandError(named)
