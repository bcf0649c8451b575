"""How people come to have an account: an administrator gives it, nobody signs up."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse

from pbc.core import upkeep
from pbc.core.factors import again, halfway
from pbc.core.factors.queries import has_second
from pbc.core.openid import flow
from pbc.core.people import rules
from pbc.core.sign_ins import guesses, noting

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """The site's own rules for accounts."""

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say what was done, but for the sign-in: the desk says what matters then."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who signed in just now, and showed who they are for it, is not asked for it again."""
        known = again.signed_in_just_now(self.request)
        return not known and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        """The pages that ask again who somebody is: by their password, by a code or a passkey."""
        ways = ["account_reauthenticate"] if user.has_usable_password() else []
        ways += ["mfa_reauthenticate"] if has_second(user) else []
        return [{"id": way, "description": "", "url": reverse(way)} for way in ways]

    def pre_authenticate(self, request, **credentials):
        """Count the try before it is made; too many wait."""
        name = credentials.get("username") or credentials.get("email")
        self.person, account = guesses.whose(name)
        self.guess = guesses.begin(request, account, self.person)
        if self.guess is None:
            noting.held_up(request, self.person)
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request, **credentials):
        found = super().authenticate(request, **credentials)
        if found:
            guesses.right(self.guess)
        return found

    def authentication_failed(self, request, **credentials):
        """Write it down; of a name that is nobody's only that it was tried, and from where."""
        super().authentication_failed(request, **credentials)
        if self.person is None:
            log.warning("A try to sign in by a name that is nobody's", extra={"request": request})
        noting.refused(request, self.person)
        upkeep.refused_sign_in()

    def pre_login(self, request, user, **said):
        """The first step is right; what comes next holds for that password or binding alone."""
        halfway.begin(request, user, (said.get("signal_kwargs") or {}).get("binding"))
        return super().pre_login(request, user, **said)

    def login(self, request, user):
        """Begin the session, if what somebody showed still counts: whoever changes it at the same
        moment waits, and ends the session then. What this browser began elsewhere is dropped."""
        with transaction.atomic():
            person = rules.alone(user)
            if not (person.is_active and halfway.goes_on(request, person)):
                messages.error(request, "How you sign in was changed meanwhile: begin again")
                raise ImmediateHttpResponse(redirect("account_login"))
            request.session.pop(flow.UNDER_WAY, None)
            super().login(request, user)

    def get_logout_redirect_url(self, request):
        """Who came in by the sign-in service may be signed in there still, and is told so."""
        held = get_authentication_records(request, request.user)
        if settings.PBC_OIDC and any(one["method"] == "openid" for one in held):
            return reverse("openid:signed-out")
        return super().get_logout_redirect_url(request)

    def post_login(self, request, user, **said):
        """Know the browser again, so that others who guess at this account lock out nobody here."""
        answer = super().post_login(request, user, **said)
        guesses.remember(request, answer, user)
        return answer
