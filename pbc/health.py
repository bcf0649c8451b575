"""Whether the site can serve, and what it says when it cannot."""

import errno
import sys

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, Error, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from pbc import replica
from pbc.backups import state
from pbc.core import clock

# No connection, a lock or a statement that took too long: it may work in a minute.
FOR_A_MOMENT = (OperationalError, InterfaceError, MemoryError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.ENOMEM, errno.EMFILE, errno.ENFILE, errno.EAGAIN}


def will_pass(fault):
    """Whether a fault is of the machine, not of the site: it may work in a minute.

    What goes wrong while the first fault is cleaned up stands before it, and hides it.
    """
    if fault is None:
        return False
    no_room = getattr(fault, "errno", None) in NO_ROOM
    passes = isinstance(fault, FOR_A_MOMENT) or no_room or _was_cut_off(fault)
    return passes or will_pass(fault.__context__)


def _was_cut_off(fault):
    """Whether the server went away in the middle of an answer: psycopg2 has no name for that."""
    return type(fault) is DatabaseError and not getattr(fault.__cause__, "pgcode", None)


@login_not_required
@require_safe
def healthz(request):
    """`ok` when the database answers; for supervisors and load balancers, without a login. A second
    line says how old the last good backup is, and a third how far a replica is behind, where there
    is one: the site serves without either."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse(
            "the database does not answer\n", "text/plain; charset=utf-8", status=503
        )
    return HttpResponse(f"ok\n{_backups()}{replica.in_a_line()}", "text/plain; charset=utf-8")


def _backups():
    """Nobody is turned away because of what cannot be said of a backup."""
    try:
        return state.in_a_line(clock.now())
    except Error:
        return "backup: not known\n"


def bad_request(request, exception):
    """The page of a request that cannot be understood. It reads nothing of it: Django's own asks
    for the form once more, and fails at what was wrong with it."""
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request):
    """The page of an error that nobody expected. It asks nothing of the database."""
    if will_pass(sys.exc_info()[1]):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)
