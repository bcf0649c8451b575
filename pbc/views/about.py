"""Pages about the service itself, open to anybody. They show nothing of anybody's."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pbc import help as helps
from pbc import replica
from pbc.core import glossary


@login_not_required
@require_safe
def words(request):
    return render(request, "pbc/glossary.html", {"parts": glossary.PARTS})


@login_not_required
@require_safe
def help_page(request):
    steps = list(helps.steps(request.user)) if request.user.is_authenticated else []
    return render(request, "pbc/help.html", {"steps": steps})


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "pbc/accessibility.html")


@login_not_required
@require_safe
def privacy(request):
    long = {"hours": settings.SESSION_COOKIE_AGE // 3600, "quiet": settings.PBC_IDLE_MINUTES}
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.PBC_KEPT_COOKIE)
    names += (settings.PBC_KNOWN_COOKIE, settings.PBC_BACK_COOKIE, settings.PBC_SAID_COOKIE)
    long["wrote"] = settings.PBC_WROTE_COOKIE if replica.is_set() else ""
    long["kept"] = settings.PBC_SIGN_INS_KEPT_DAYS
    long["discarded"] = settings.PBC_DISCARDED_KEPT_DAYS
    long["traces"] = settings.PBC_TRACES_KEPT_DAYS
    return render(request, "pbc/privacy.html", {"cookies": names} | long)
