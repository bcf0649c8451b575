"""Whether the site can serve, and what it says when it cannot."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

# No connection, a lock or a statement that took too long: it may work in a minute.
FOR_A_MOMENT = (OperationalError, InterfaceError)


@login_not_required
@require_safe
def healthz(request):
    """`ok` when the database answers; for supervisors and load balancers, without a login."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except FOR_A_MOMENT:
        return HttpResponse("the database does not answer\n", "text/plain", status=503)
    return HttpResponse("ok\n", "text/plain")


def server_error(request):
    """The page of an error that nobody expected. It asks nothing of the database."""
    if isinstance(sys.exc_info()[1], FOR_A_MOMENT):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)
