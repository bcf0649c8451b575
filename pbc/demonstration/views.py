"""The spreadsheets of the demonstration, for whoever may send one in."""

from django.conf import settings
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from pbc.core.access import requires
from pbc.demonstration.ready import CORRECTED, NEXT


@require_safe
@requires("activity.add_delivery")
def next_months(request):
    return _spreadsheet(NEXT)


@require_safe
@requires("activity.add_delivery")
def corrected(request):
    return _spreadsheet(CORRECTED)


def _spreadsheet(ready):
    if not settings.PBC_DEMONSTRATION or not ready.path.exists():
        raise Http404
    return FileResponse(ready.path.open("rb"), as_attachment=True, filename=ready.name)
