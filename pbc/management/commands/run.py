import fcntl
import io
import os
import socket
import urllib.error
import urllib.request
from contextlib import contextmanager

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from pbc import embedded, environment, supervisor
from pbc.embedded import places


class Command(BaseCommand):
    help = (
        "Run the whole site: embedded servers, web, reader, worker and beat. What `make run` calls."
    )
    requires_system_checks = ()

    def handle(self, *args, **options):
        port, bind = os.environ.get("PBC_PORT", "8000"), os.environ.get("PBC_BIND", "127.0.0.1")
        with alone():
            refuse_a_taken_port(bind, int(port))
            start_the_servers()
            parts = supervisor.parts(port, bind)
            told = demonstration(meanwhile=parts[0])
            supervisor.Supervisor(parts).run(announce=lambda: self.announce(port, told))

    def announce(self, port, told):
        """Say where the site is, once it answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):  # nosec B310 # by http
                pass
        except (urllib.error.URLError, OSError):
            return False
        if told:
            self.stdout.write(told.strip())
        self.stdout.write(f"Open http://localhost:{port}/ (Ctrl-C stops the site)")
        self.stdout.flush()
        return True


def start_the_servers():
    """Have the embedded servers running: a site that was stopping took them down."""
    try:
        embedded.start(schema=False, wait=True)
    except places.Unusable as reason:
        raise CommandError(str(reason)) from None


@contextmanager
def alone():
    """Hold the lock of the site, with our process id in it: there is one for each PBC_VAR."""
    with open(places.var() / "run.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(f"The site already runs from {settings.PBC_VAR}.") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
        lock.truncate(0)


def refuse_a_taken_port(bind, port):
    """The web server would try for ever, and another program answer in its place."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError:
            raise CommandError(f"Port {port} is taken. Set PBC_PORT to another one.") from None


def demonstration(*, meanwhile):
    """Load the demonstration on the first start, and say at each start how to sign in to it.

    Nothing is said of it on a site that was started without, or that holds data of its own. The
    part that serves pages starts beside the loading, and says how far it is.
    """
    if os.environ.get("DEMO") == "0" or not environment.HAS_DEMONSTRATION:
        return ""
    from pbc.demonstration import loading

    if not loading.is_welcome():
        return ""
    said = io.StringIO()
    try:
        call_command("seed_demo", stdout=said, begun=meanwhile.start)
    except CommandError as refusal:
        return f"The demonstration was not loaded: {refusal}"
    except BaseException:
        meanwhile.ask_to_leave()
        raise
    return said.getvalue()
