"""The queue of background work, and its timetable."""

import os
import signal
import threading

import psutil
from celery import Celery
from celery.schedules import crontab
from celery.signals import task_success, worker_process_init, worker_shutting_down

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
    "errands that nobody holds": {
        "task": "pbc.core.tasks.sweep_errands",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "mails that no server has taken": {
        "task": "pbc.core.tasks.sweep_mails",
        "schedule": 1800.0,
        "options": {"expires": 1800},
    },
    "mails that came back": {
        "task": "pbc.core.tasks.sweep_bounces",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "what is late or due, by mail": {
        "task": "meetings.tasks.sweep_digests",
        "schedule": crontab(hour="7-18", minute="*/20"),  # what is written is not written again
        "options": {"expires": 1200},
    },
    "sessions that have ended, and what nobody came back for": {
        "task": "pbc.core.tasks.sweep_sessions",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "what was kept long enough": {
        "task": "pbc.core.tasks.sweep_traces",
        "schedule": crontab(hour=4, minute=40),
        "options": {"expires": 3600},
    },
    "a backup, when one is due": {
        "task": "pbc.tasks.sweep_backups",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "what was written down, to be sealed": {
        "task": "pbc.core.tasks.sweep_seals",
        "schedule": crontab(hour="2-5", minute=10),  # what is sealed is not sealed again
        "options": {"expires": 1800},
    },
    "seals that are to be compared": {
        "task": "pbc.core.tasks.sweep_seal_checks",
        "schedule": crontab(day_of_week="sun", hour=6, minute=10),
        "options": {"expires": 3600},
    },
    "bytes that should not stay": {
        "task": "activity.tasks.sweep_bytes",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}

TO_FINISH = 15.0  # seconds that a worker told to stop has for what it has begun


@task_success.connect
def note_sweep(sender=None, result=None, **_):
    """Write down when a sweep came to its end, and where, and what it said: the page of the service
    shows it."""
    if ".sweep_" in sender.name:
        from pbc.core import upkeep

        worker = sender.request.hostname or "a shell"
        upkeep.swept(name=sender.name, worker=worker, note=str(result or ""))


@worker_process_init.connect
def leave_when_told(**_):
    """A process of a worker ends by an exception, so that its job is given back on the way."""
    signal.signal(signal.SIGTERM, _leave)


def _leave(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit


@worker_shutting_down.connect
def stop_in_time(**_):
    """Let a worker finish what it has begun, and stop it before whoever runs it loses patience."""
    later = threading.Timer(TO_FINISH, _stop_what_still_runs)
    later.daemon = True
    later.start()


def _stop_what_still_runs():
    for process in psutil.Process().children():
        process.terminate()
