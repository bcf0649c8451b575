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
from pbc.core import clock, full, scanner

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
    line says how old the last good backup is, others how far a replica is behind, where there is
    one, whether a scanner answers, if one is set, and that the disk is nearly full: the site serves
    all the same."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse(
            "the database does not answer\n", "text/plain; charset=utf-8", status=503
        )
    lines = _backups(), replica.in_a_line(), scanner.in_a_line(), _room()
    return HttpResponse(f"ok\n{''.join(lines)}", "text/plain; charset=utf-8")


def _backups():
    """Nobody is turned away because of what cannot be said of a backup."""
    try:
        return state.in_a_line(clock.now())
    except Error:
        return "backup: not known\n"


def _room():
    return "disk: nearly full, files are refused\n" if full.is_nearly() else ""


def bad_request(request, exception):
    """The page of a request that cannot be understood. It reads nothing of it: Django's own asks
    for the form once more, and fails at what was wrong with it."""
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request):
    """The page of an error that nobody expected. It asks nothing of the database."""
    fault = sys.exc_info()[1]
    if will_pass(fault):
        page = "full.html" if full.is_full(fault) else "503.html"
        told = render_to_string(page, {"was_sent": request.method == "POST"})
        return HttpResponse(told, status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)
