from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground: people, organisations, calendar, money, access, registry."""

    name = "pbc.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
