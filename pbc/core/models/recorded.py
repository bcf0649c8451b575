"""Histories that desks ask each time what was written down since somebody last looked."""

from django.db import models


def by_moment(name):
    """For `pghistory.track(meta=...)`: an index of that name by the moment of each event."""
    return {"indexes": [models.Index(fields=["pgh_created_at"], name=name)]}
