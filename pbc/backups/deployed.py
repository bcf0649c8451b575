"""What `manage.py check --deploy` says of the backups."""

from django.conf import settings
from django.core.checks import Warning

OFF = Warning(
    "No backup is made by itself.",
    hint="Set PBC_BACKUPS_TO to a folder on another disk (docs/operators.md).",
    id="pbc.W001",
)


def backups_are_made(app_configs, **_):
    """Warn where a site of other people's data makes no backups."""
    return [OFF] if settings.PBC_BACKUPS_TO is None else []
