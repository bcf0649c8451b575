import os
import signal
import time

from django.core.management.base import BaseCommand, CommandError

from pbc import embedded
from pbc.embedded import places, postgres, valkey


class Command(BaseCommand):
    help = "Start, stop or show the embedded servers below PBC_VAR."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("wish", choices=["start", "stop", "status"])

    def handle(self, *args, wish, **options):
        if wish == "start":
            start()
        if wish == "stop":
            stop_the_site()
            embedded.stop()
        for line in status():
            self.stdout.write(line)


def start():
    try:
        embedded.start(wait=True)
    except places.Unusable as reason:
        raise CommandError(str(reason)) from reason


def status():
    """One line a server: where it is, and whether it runs."""
    for name, module, setting in (
        ("PostgreSQL", postgres, "DATABASE_URL"),
        ("Valkey", valkey, "REDIS_URL"),
    ):
        if os.environ.get(setting):
            yield f"{name}: the one of {setting}"
        else:
            runs = "runs" if module.answers() else "stopped"
            yield f"{name}: {runs} ({places.var_path()}, sockets in {places.sockets_path()})"


def stop_the_site(patience=40):
    """The site cannot be without its servers: when `make run` is up, it is told to stop first."""
    process_id = embedded.site_process()
    if process_id is None:
        return
    os.kill(process_id, signal.SIGTERM)
    end = time.monotonic() + patience
    while embedded.site_process() == process_id and time.monotonic() < end:
        time.sleep(0.1)
