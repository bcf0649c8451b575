from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from pbc.core import clock
from pbc.core.models import Role
from pbc.core.people.rules import NotAppointed
from pbc.core.people.services.accounts import add_person, give_link
from pbc.core.people.services.appointing import appoint
from pbc.core.services import operator


class Command(BaseCommand):
    help = "Add an administrator and print the link with which they choose a password, once."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument("--email", default="")

    def handle(self, *, username, first_name, last_name, email, **options):
        names = {"first_name": first_name, "last_name": last_name, "email": email}
        by, today = operator(), clock.today()
        span = {"from_date": today, "to_date": None}
        try:
            with transaction.atomic():
                person = add_person(username=username, **names, by=by)
                appoint(person=person, role=Role.ADMINISTRATOR, over=None, **span, by=by)
                path = give_link(person=person, by=by)
        except NotAppointed as why:
            raise CommandError(str(why), returncode=2) from why
        self.stdout.write(f"{person} is an administrator, and signs in as {username} after")
        self.stdout.write(f"choosing a password at {settings.PBC_SITE_URL}{path}")
