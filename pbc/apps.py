from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The site itself: its commands and its home page."""

    name = "pbc"
    verbose_name = "Practice-based commissioning"
