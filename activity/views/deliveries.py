from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from activity.forms import DeliveryForm
from activity.models import State, Submission
from activity.services.uploads import receive_upload
from activity.views.submissions import crumbs
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.models import FinancialYear
from pbc.core.once import done, once

KINDS = (
    "Excel (xlsx or xls) or csv, up to {limit} MB each",
    "the PCT's activity report, in any of the four layouts that are known",
    "a whole month or several, of one locality or of many",
)


@require_http_methods(["GET", "POST"])
@requires("activity.add_delivery")
@once
def delivery_new(request):
    years = FinancialYear.objects.order_by("year").values_list("year", flat=True)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DeliveryForm(*sent, years=years)
    if form.is_valid():
        received = receive_upload(
            files=form.cleaned_data["files"],
            expected=form.expected,
            received_on=clock.today(),
            by=request.user,
        )
        return _sent_in(request, received)
    kinds = [kind.format(limit=settings.PBC_UPLOAD_LIMIT_MB) for kind in KINDS]
    shown = {"form": form, "kinds": kinds, "crumbs": crumbs()}
    shown["discarded"] = settings.PBC_DISCARDED_KEPT_DAYS
    return render(request, "activity/delivery_new.html", shown)


def _sent_in(request, received):
    """Say what became of the files, and go where they can be looked at."""
    new = [file for file in received if file.is_new]
    said = [_not_read(file) for file in received if not file.is_new]
    if len(new) == 1:
        said.append((messages.SUCCESS, f"{new[0].file_name} is kept, and will be read now"))
    elif new:
        said.append((messages.SUCCESS, f"{len(new)} files are kept, and will be read now"))
    reached = Submission.objects.visible_to(request.user).filter(pk=received[0].submission.pk)
    if len(received) == 1 and reached.exists():
        return done(request, "activity:submission-detail", *said, pk=received[0].submission.pk)
    return done(request, "activity:submission-list", *said)


def _not_read(file):
    """Why a file is not read: its content stands already, or its submission says why."""
    if file.submission.state == State.REFUSED:
        return messages.WARNING, f"{file.submission.delivery}: {file.submission.sentence}"
    return messages.INFO, (
        f"{file.file_name} is the same file, byte for byte, as submission {file.submission.pk} "
        f"({file.submission.delivery.file_name}): nothing has changed"
    )
