"""Forms of the second step."""

from allauth.account.adapter import get_adapter as accounts
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django import forms
from django.db import transaction

from pbc.core.factors import codes, halfway, passkeys, queries, services
from pbc.core.forms import form_helper, reason
from pbc.core.people import rules
from pbc.core.sign_ins import guesses, noting, places

Type = Authenticator.Type
TYPED = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
LONGEST = 16_384  # characters of what a browser says of a passkey
NOT_OF_NOW = (
    "This is the code of half a minute ago, or the clock of the phone is not right. Enter the one "
    "that the app shows now"
)
NOT_SHOWN = "Press the button and show your passkey, or enter a code"


def code_field(label, help_text=""):
    """A code of six or sixteen figures; spaces do no harm."""
    return forms.CharField(
        label=label,
        max_length=24,
        help_text=help_text,
        widget=forms.TextInput(attrs={**TYPED, "class": "nhsuk-input--width-10"}),
        error_messages={"required": "Enter the code"},
    )


class NoGuess(forms.ValidationError):
    """Something is not taken, and yet nobody guessed: a page was open too long."""


def looked_at(person, look):
    """What `look` finds right; it counts as a guess until it does, or until it is NoGuess. Of what
    is shown in the same moment elsewhere the one waits for the other, what is written down of a
    refusal stays, and after too many wrong ones none is looked at for a while."""
    with transaction.atomic():
        rules.alone(person)  # first, as the deeds do: a refusal is written down of the person
        queries.locked(person)
        try:
            return _counted(person, look)
        except forms.ValidationError as why:
            refused = why
    raise refused


def _counted(person, look):
    guess = guesses.begin_code(context.request, person)
    if guess is None:
        noting.held_up(context.request, person)
        raise accounts().validation_error("too_many_login_attempts")
    try:
        found = look()
    except NoGuess:
        guess.delete()
        raise
    guess.delete()
    return found


class OnceOnly:
    """A code that was taken is not taken again."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not queries.second(self.user).app_since:
            self.fields["code"].help_text = "All figures of a recovery code"

    @property
    def shown(self):
        """The app, or the recovery codes, of which the code is."""
        return self.authenticator

    def clean_code(self):
        return looked_at(self.user, self._code)

    def _code(self):
        """Of allauth's own look nothing is used: it knows no code that was taken, and no hash."""
        code = normalize_user_code(self.cleaned_data["code"])
        rows = [one for one in queries.locked(self.user) if one.type != Type.WEBAUTHN]
        for row in rows:
            if codes.taken(row, code):
                row.user, self.authenticator = self.user, row
                return code
        app = next((one for one in rows if one.type == Type.TOTP), None)
        if app and codes.is_beside(app, code):
            raise NoGuess(NOT_OF_NOW)
        for row in [app] if app else rows:
            self._emit_authentication_failed(row)
        raise get_adapter().validation_error("incorrect_code")


class CodeForm(OnceOnly, AuthenticateForm):
    """The code after the password."""

    code = code_field("Code", "Six figures of the app, or all of a recovery code")

    def clean_code(self):
        halfway.must_go_on(context.request, self.user)
        return super().clean_code()


class CodeAgainForm(OnceOnly, ReauthenticateForm):
    """The code, asked for again before something that matters."""

    code = code_field("Code", "Six figures of the app, or all of a recovery code")


def answer_field(**kwargs):
    """What a browser says of a passkey, which the script of the page fills in."""
    return forms.CharField(widget=forms.HiddenInput, max_length=LONGEST, **kwargs)


class ShowKeyAgainForm(AuthenticateWebAuthnForm):
    """The passkey, asked for again before something that matters."""

    reauthenticated = True
    credential = answer_field(error_messages={"required": NOT_SHOWN, "max_length": passkeys.WRONG})

    @property
    def shown(self):
        """The passkey."""
        return self.cleaned_data["credential"]

    def clean_credential(self):
        return looked_at(self.user, self._key)

    def _key(self):
        try:
            return passkeys.shown(self.user, self.cleaned_data["credential"])
        except passkeys.Copied as why:
            here = places.of(context.request)
            services.note_copy(key=why.key, where=here, by=self.user)
            raise forms.ValidationError(str(why)) from why
        except passkeys.Wrong as why:
            noting.wrong_key(context.request, self.user)
            raise forms.ValidationError(str(why)) from why
        except passkeys.NotTaken as why:
            raise NoGuess(str(why)) from why


class ShowKeyForm(ShowKeyAgainForm):
    """A passkey after the password, instead of the code."""

    reauthenticated = False

    def clean_credential(self):
        halfway.must_go_on(context.request, self.user)
        return super().clean_credential()


class KeyForm(forms.Form):
    """A passkey that is being added."""

    helper = form_helper("Add this passkey")
    name = forms.CharField(
        label="What do you call it?",
        max_length=60,
        help_text="So that you know it again: Laptop at the surgery",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-20"}),
        error_messages={"required": "Enter what you call it"},
    )
    credential = answer_field(required=False)

    def clean(self):
        """With the name, `key`: what is kept of the passkey."""
        said = super().clean()
        text = said.pop("credential", "")
        if "name" not in said:
            return said
        try:
            return said | {"key": passkeys.made(text)}
        except passkeys.NotTaken as why:
            raise forms.ValidationError(str(why)) from why


class KeyNameForm(forms.Form):
    """What a passkey is called from now on."""

    helper = form_helper("Save")
    name = KeyForm.base_fields["name"]


class KeyRemoveForm(forms.Form):
    """A button: it takes a passkey away."""

    helper = form_helper("Take it away")


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
    why = reason("Why, and how you know that it is they who ask")
