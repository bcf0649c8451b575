from django.core.management.base import BaseCommand, CommandError

from pbc.core.factors import queries, services
from pbc.core.pages.frame import counted
from pbc.core.services import operator


class Command(BaseCommand):
    help = (
        "Seal anew by the SECRET_KEY of now what one of PBC_SECRET_KEYS_BEFORE opens, and keep "
        "hashes of older recovery codes: the older keys are not needed for second steps then."
    )

    def handle(self, **options):
        by, renewed, lost = operator(), 0, []
        held = list(queries.of_keys().select_related("user"))
        for step in held:
            try:
                renewed += services.renew(step=step, by=by)
            except services.NoKeyOpens as reason:
                lost.append(str(reason))
        self.stdout.write(f"{renewed} of {counted(len(held), 'secret', 'secrets')} sealed anew")
        if lost:
            named = "\n".join(f"No key opens this, and it works no more: {who}" for who in lost)
            raise CommandError(named)
