from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site itself: its commands and its home page."""

    name = "pbc"
    verbose_name = "Practice-based commissioning"

    def ready(self):
        """Make our queue the one that every task belongs to."""
        from pbc.celery import app

        app.set_default()
