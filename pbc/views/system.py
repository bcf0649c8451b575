from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

import pbc.system as systems
from pbc.core import clock
from pbc.core.access import requires
from pbc.core.deeds import snapshot
from pbc.core.models import Role


@require_safe
@requires("core.edit_register")
def system(request):
    today = clock.today()
    with snapshot():
        shown = systems.read(today)
    steps = [role.label for role in Role if role in settings.PBC_MFA_FOR]
    return render(request, "pbc/system.html", {"system": shown, "today": today, "two_steps": steps})
