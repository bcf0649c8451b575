"""The queue of background work, and its timetable."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")

app = Celery("pbc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# The timetable. Each entry names a task by its full path, so that nothing is imported here.
app.conf.beat_schedule = {
    "readings that nobody holds": {
        "task": "activity.tasks.sweep_submissions",
        "schedule": 10.0,
        "options": {"expires": 10},  # a sweep that comes late is one too many
    },
}
