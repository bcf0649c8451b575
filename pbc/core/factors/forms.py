"""Forms of the second step."""

from allauth.account.adapter import get_adapter as accounts
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django import forms
from django.db import transaction

from pbc.core.factors import codes, halfway
from pbc.core.forms import form_helper
from pbc.core.sign_ins import guesses, noting

TYPED = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def code_field(label, help_text=""):
    """A code of six or eight figures; spaces do no harm."""
    return forms.CharField(
        label=label,
        max_length=20,
        help_text=help_text,
        widget=forms.TextInput(attrs={**TYPED, "class": "nhsuk-input--width-10"}),
        error_messages={"required": "Enter the code"},
    )


class OnceOnly:
    """A code that was taken is not taken again, also not in the same moment elsewhere, and after
    too many wrong ones none is looked at for a while."""

    def clean_code(self):
        refused = None
        with transaction.atomic():
            held = Authenticator.objects.filter(user=self.user)
            list(held.select_for_update().order_by("pk"))
            try:
                code = self._counted()
            except forms.ValidationError as why:
                refused = why  # and what is written down of it stays
        if refused:
            raise refused
        return code

    def _counted(self):
        """The code; it counts as a wrong one unless it is right."""
        guess = guesses.begin_code(context.request, self.user)
        if guess is None:
            noting.held_up(context.request, self.user)
            raise accounts().validation_error("too_many_login_attempts")
        code = super().clean_code()
        if not self._new(code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        guess.delete()
        return code

    def _new(self, code):
        app = self.authenticator
        return app.type != Authenticator.Type.TOTP or codes.used_up(app, code)


class CodeForm(OnceOnly, AuthenticateForm):
    """The code after the password."""

    code = code_field("Code", "Six figures of the app, or eight of a recovery code")

    def clean_code(self):
        if not halfway.goes_on(context.request, self.user):
            raise forms.ValidationError("The password was changed meanwhile: begin again")
        return super().clean_code()


class CodeAgainForm(OnceOnly, ReauthenticateForm):
    """The code, asked for again before something that matters."""

    code = code_field("Code", "Six figures of the app, or eight of a recovery code")


class AppForm(forms.Form):
    """The first code of an app that is being set up; `secret` is what the app was given."""

    helper = form_helper("Set it up")
    kept = forms.CharField(widget=forms.HiddenInput)
    code = code_field("The code that the app shows now", "Six figures")

    def __init__(self, *args, secret, **kwargs):
        super().__init__(*args, **kwargs)
        self.secret = secret

    def clean_code(self):
        """The 30 seconds of the code."""
        step = codes.step_of(self.secret, self.cleaned_data["code"])
        if step is None:
            raise forms.ValidationError(
                "This is not the code of now. See that the clock of the phone is right, and wait "
                "for the next one"
            )
        return step


class MakeCodesForm(forms.Form):
    """A button: it makes new recovery codes."""

    helper = form_helper("Make new recovery codes")


class RemoveForm(forms.Form):
    """A button: it takes the second step away."""

    helper = form_helper("Take it away")


class ResetForm(forms.Form):
    """Why an administrator takes somebody's second step away."""

    helper = form_helper("Take it away")
    why = forms.CharField(
        label="Why, and how you know that it is they who ask",
        max_length=200,
        help_text="It stands in the history of the person",
        error_messages={"required": "Enter the reason"},
    )
