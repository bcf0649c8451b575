"""The site: it may know every app, and no app may import it."""

from pbc.celery import app as celery_app

__all__ = ["celery_app"]
