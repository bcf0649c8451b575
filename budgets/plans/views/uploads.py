from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from activity.ingest.child import Refused
from activity.services.deliveries import legible
from budgets.drafts import NotEntered
from budgets.models import Kind
from budgets.plans.forms import UploadForm
from budgets.plans.views.frame import crumbs, the_year
from budgets.queries import uploads as asked
from budgets.sending import cells_of
from budgets.services.uploads import enter_upload, keep_upload
from budgets.template import NotTheTemplate
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.once import done, once
from pbc.core.queries import NotOpened

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@requires("budgets.set_plan")
def upload_template(request, year):
    kind = request.GET.get("kind", Kind.BASELINE)
    if kind not in Kind.values:
        raise Http404
    content = asked.blank(request.user, the_year(year).year, kind, today=clock.today())
    name = f"budgets-{year}-{kind.lower().replace('_', '-')}.xlsx"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=WORKBOOK, headers=head)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@once
def upload_new(request, year):
    year, today = the_year(year), clock.today()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, initial={"known_from": today})
    shown = {"form": form, "year": year, "kinds": Kind.choices, "crumbs": crumbs(year)}
    if form.is_valid():
        said = dict(form.cleaned_data)
        file = said.pop("file")
        try:
            sheets, sha256 = cells_of(file)
            filled = asked.understood(request.user, year.year, sheets, today=today)
            if not filled.problems:
                about = {"file_name": legible(file.name), "sha256": sha256, "filled": filled}
                kept = keep_upload(year=year.year, **about, **said, on=today, by=request.user)
                text = "The file is read. Look at what it would write"
                return done(request, "plans:upload-detail", text, pk=kept.pk)
        except (Refused, NotTheTemplate) as why:
            form.add_error("file", str(why))
        except (NotEntered, NotOpened) as why:
            form.add_error(None, str(why))
        else:
            shown["problems"] = filled.problems
            form.add_error("file", _counted(len(filled.problems)))
    return render(request, "plans/upload_new.html", shown)


def _counted(number):
    cells = "1 cell has" if number == 1 else f"{number:,} cells have"
    return f"{cells} to be put right first. Nothing was kept"


@require_safe
@requires("budgets.set_plan")
def upload_detail(request, pk):
    with snapshot():
        upload = the_upload(request.user, pk)
        page = asked.upload_page(
            upload, closed_on=the_year(upload.year).closed_on, on=clock.today(), by=request.user
        )
    shown = {"upload": page, "crumbs": crumbs(the_year(upload.year))}
    return render(request, "plans/upload.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("budgets.set_plan")
@once
def upload_enter(request, pk):
    upload = the_upload(request.user, pk)
    if request.method != "POST":
        return redirect("plans:upload-detail", pk=pk)
    try:
        entries = enter_upload(
            upload=upload, seen=request.POST.get("seen", ""), on=clock.today(), by=request.user
        )
    except (NotEntered, NotOpened) as why:
        messages.warning(request, str(why))
        return redirect("plans:upload-detail", pk=pk)
    number = len(entries)
    text = f"{number:,} {'entry is' if number == 1 else 'entries are'} written"
    return done(request, "plans:year-detail", text, year=upload.year)


def the_upload(user, pk):
    """An upload that the person may enter; else it is not found."""
    found = asked.visible(user, pk, today=clock.today())
    if found is None:
        raise Http404
    return found
