"""The pages of allauth that ask for the second step: each takes a passkey as well as a code."""

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.webauthn.internal import auth
from django.db import transaction

from pbc.core.factors import forms, passkeys, queries
from pbc.core.people import rules

GONE = "This second step was taken away meanwhile: begin again"


class StillThere:
    """What was shown stands until the session is written that it lets in: whoever takes it away in
    the same moment waits, and finds that session to end it."""

    def form_valid(self, form):
        with transaction.atomic():
            rules.alone(form.user)
            if queries.stands(form.shown):
                return super().form_valid(form)
        form.add_error(None, GONE)
        return self.form_invalid(form)


class AfterThePassword(StillThere, AuthenticateView):
    """The second step of a sign-in."""

    def get_context_data(self, **kwargs):
        held = super().get_context_data(**kwargs)
        options = held.pop("js_data")["request_options"]
        return held | _shown(self.stage.login.user, options, held.pop("webauthn_form"))


class Again(StillThere, ReauthenticateView):
    """The second step, asked for again before something that matters."""

    def get_form_class(self):
        by_key = "credential" in self.request.POST
        return forms.ShowKeyAgainForm if by_key else forms.CodeAgainForm

    def get_context_data(self, **kwargs):
        held = super().get_context_data(**kwargs)
        person, sent = self.request.user, held["form"]
        by_key = isinstance(sent, forms.ShowKeyAgainForm)
        options = auth.begin_authentication(person)
        held["form"] = forms.CodeAgainForm(user=person) if by_key else sent
        return held | _shown(person, options, sent if by_key else None)


def _shown(person, options, sent):
    """What the page shows of somebody's passkeys: what a browser is asked for, and of one that was
    shown, why it is not taken."""
    second = queries.second(person)
    asked = passkeys.to_show(options)
    return {
        "second": second,
        "key_form": sent,
        "asked": asked if second.keys else None,
        "works_at": passkeys.origin(),
    }


after_the_password = AfterThePassword.as_view()
again = Again.as_view()
