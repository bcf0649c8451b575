from django.shortcuts import render
from django.views.decorators.http import require_safe

import pbc.system as systems
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot


@require_safe
@requires("core.edit_register")
def system(request):
    today = clock.today()
    with snapshot():
        shown = systems.read(today)
    return render(request, "pbc/system.html", {"system": shown, "today": today})
