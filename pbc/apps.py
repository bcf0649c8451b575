from django.apps import AppConfig
from django.core import checks


class SiteConfig(AppConfig):
    """The site itself: its commands and its home page."""

    name = "pbc"
    verbose_name = "Practice-based commissioning"

    def ready(self):
        """Make our queue the one that every task belongs to, and show how backups stand."""
        from pbc import embedded, environment, giving_way
        from pbc.celery import app

        app.set_default()
        if environment.process() in giving_way.PARTS and embedded.has_the_database():
            giving_way.have_the_server_give_way()
        from pbc import breached
        from pbc.backups import deployed, state
        from pbc.core import registry

        checks.register(deployed.backups_are_made, checks.Tags.security, deploy=True)
        checks.register(breached.list_is_readable, checks.Tags.security, deploy=True)
        registry.cards.add("Backups", template="pbc/_backups_card.html", read=state.card)
