from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from pbc.core import mail
from pbc.core.people.forms import ForgottenForm
from pbc.core.people.services.accounts import FORGOTTEN
from pbc.core.services import ask_for_errand, operator


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def forgotten(request):
    """Ask for a link to choose a password. The answer, and the work, is the same for any address:
    whether it is somebody's is looked up later, by an errand."""
    form = ForgottenForm(request.POST or None)
    shown = {"form": form, "by_mail": mail.is_set_up(), "asked": False}
    if shown["by_mail"] and form.is_valid():
        address = form.cleaned_data["email"].lower()
        if ratelimit.consume(request, action="reset_password", key=address):
            ask_for_errand(kind=FORGOTTEN, key=address, by=operator())
        shown["asked"] = True
    return render(request, "account/forgotten.html", shown)
