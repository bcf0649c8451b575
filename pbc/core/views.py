from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pbc.core import clock, pages
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.forms import DayForm
from pbc.core.models import Locality, Practice


@require_http_methods(["GET"])
@requires("core.view_register")
def register(request):
    form = DayForm(request.GET, today=clock.today())
    with snapshot():
        page = pages.register_page(day=form.chosen, today=clock.today())
    return render(request, "core/register.html", {"register": page, "chooser": form})


@require_http_methods(["GET"])
@requires("core.view_register")
def locality_detail(request, code):
    form = DayForm(request.GET, today=clock.today())
    with snapshot():
        locality = get_object_or_404(Locality, code=code)
        page = pages.locality_page(locality, day=form.chosen, today=clock.today())
        panels = pages.panels(request.user, locality)
    context = {"locality": page, "chooser": form, "panels": panels, "crumbs": up()}
    return render(request, "core/locality_detail.html", context)


@require_http_methods(["GET"])
@requires("core.view_register")
def practice_detail(request, code):
    with snapshot():
        practice = get_object_or_404(Practice, code=code)
        page = pages.practice_page(practice, user=request.user, today=clock.today())
        panels = pages.panels(request.user, practice)
    context = {"practice": page, "panels": panels, "crumbs": up()}
    return render(request, "core/practice_detail.html", context)


def up():
    """The way up from an organisation: the register."""
    return [pages.Crumb("Practices", reverse("core:register"))]
