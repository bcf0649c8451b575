import base64

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from pbc.core.access import for_anybody, requires
from pbc.core.factors import forms, needed, passkeys, queries, recovery, sealing, services
from pbc.core.factors.again import known_again, showed_it
from pbc.core.once import done, once
from pbc.core.openid import queries as bindings
from pbc.core.pages.frame import Crumb
from pbc.core.people import queries as people
from pbc.core.people.views.people import attempt, up
from pbc.core.sign_ins import places

Type = Authenticator.Type
LASTS = 15 * 60  # seconds that somebody has to set an app up
SHOWN = "recovery codes to be shown, sealed"  # what a session calls it until they are
AGAIN = "of several the last is good"


@require_safe
@for_anybody
def mine(request):
    """How somebody signs in themselves."""
    held = {"second": queries.second(request.user), "must": needed.must_have(request.user)}
    held["binding"] = bindings.binding(request.user)
    return render(request, "factors/mine.html", held)


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again=AGAIN)
def app(request):
    """Set an app up, or another instead of it. The page carries the secret that it shows, signed;
    nothing is kept of one that is not set up."""
    kept = _secret_of(request)
    secret = kept or generate_totp_secret()
    form = forms.AppForm(request.POST if kept else None, secret=secret)
    if form.is_valid():
        step = form.cleaned_data["code"]
        made = services.set_up_app(secret=secret, step=step, **_here(request))
        _goes_on(request, Type.TOTP, made)
        said = "From now on you are asked for a code when you sign in"
        return done(request, "factors:codes" if made else "factors:mine", said)
    form.fields["kept"].initial = _kept(request, secret)
    return render(request, "factors/app.html", _shown(request, form, secret))


def _goes_on(request, kind, made):
    """A step was set up: nobody goes on who had the key of this session before, since they have
    no step to show; `made` are the recovery codes that came with it."""
    showed_it(request, kind)
    request.session.cycle_key()
    request.session[needed.HAS] = True
    _to_be_shown(request, made)


def _shown(request, form, secret):
    """What the page shows of a secret: as a picture, as text in groups of four, as a link."""
    link = get_adapter().build_totp_url(request.user, secret)
    picture = base64.b64encode(get_adapter().build_totp_svg(link).encode()).decode()
    return {
        "form": form,
        "picture": f"data:image/svg+xml;base64,{picture}",
        "groups": [secret[at : at + 4] for at in range(0, len(secret), 4)],
        "link": link,
        "late": request.method == "POST" and not form.is_bound,
        "must": needed.must_have(request.user),
        "second": queries.second(request.user),
        **_up(),
    }


def _kept(request, secret):
    return signing.dumps([request.user.pk, secret], salt=__name__)


def _secret_of(request):
    """The secret that the page carried; empty where it carried none, or somebody else's."""
    try:
        person, secret = signing.loads(request.POST.get("kept", ""), salt=__name__, max_age=LASTS)
    except signing.BadSignature:
        return ""
    return secret if person == request.user.pk else ""


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again="a passkey that was added is not added again")
def key_new(request):
    """Add a passkey."""
    form = forms.KeyForm(request.POST or None)
    if form.is_valid():
        made = attempt(form, lambda said: services.add_key(**said, **_here(request)))
        if made is not None:
            _goes_on(request, Type.WEBAUTHN, made)
            said = "Added: from now on you can show this passkey when you sign in"
            return done(request, "factors:codes" if made else "factors:mine", said)
    second = queries.second(request.user)
    held = {"form": form, "must": needed.must_have(request.user), "has": second.is_set_up}
    held["is_full"], held["most"] = len(second.keys) >= services.MOST, services.MOST
    held["was_made"] = bool(form.errors and request.POST.get("credential"))
    if not held["is_full"]:
        held |= {"asked": passkeys.to_add(request.user), "works_at": passkeys.origin()}
    return render(request, "factors/key_new.html", held | _up())


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again="of several names the last is good")
def key_edit(request, pk):
    """Call a passkey otherwise."""
    key = _key_or_404(request, pk)
    form = forms.KeyNameForm(request.POST or None, initial={"name": key.name})
    here = {"pk": pk, "where": places.of(request), "by": request.user}
    if form.is_valid() and attempt(form, lambda said: services.rename_key(**here, **said)):
        return done(request, "factors:mine", "Saved")
    return render(request, "factors/key_edit.html", {"form": form, "key": key} | _up())


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again="what was taken away is gone")
def key_remove(request, pk):
    """Take one passkey away."""
    key, second = _key_or_404(request, pk), queries.second(request.user)
    form = forms.KeyRemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        gone = attempt(form, lambda _: services.take_key_away(pk=pk, **_here(request)))
        if gone is not None:
            request.session.pop(needed.HAS, None)
            more = ". You sign in by your password alone" if gone else ""
            return done(request, "factors:mine", f"Taken away: {key.name}{more}")
    is_last = not second.app_since and len(second.keys) == 1
    held = {"form": form, "key": key, "is_last": is_last, "must": needed.must_have(request.user)}
    return render(request, "factors/key_remove.html", held | _up())


def _key_or_404(request, pk):
    key = queries.key(request.user, pk)
    if key is None:
        raise Http404("No passkey of theirs")
    return key


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again=AGAIN)
def codes(request):
    """New recovery codes. They are shown once: by the page after the button."""
    if not queries.has_second(request.user):
        return redirect("factors:mine")
    if request.method == "POST":
        _to_be_shown(request, services.make_codes(**_here(request)))
        return done(request, "factors:codes", "The codes that you had before are void")
    held = sealing.shown(request.session.pop(SHOWN, ""), request.user.pk)
    shown = [recovery.in_groups(one) for one in held]
    held = {"keys": queries.second(request.user).keys}
    held |= {"codes": shown, "text": "\n".join(shown), "form": forms.MakeCodesForm()}
    return render(request, "factors/codes.html", held | _up())


@require_http_methods(["GET", "HEAD", "POST"])
@for_anybody
@known_again
@once(again=AGAIN)
def remove(request):
    """Sign in by the password alone again."""
    form = forms.RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        taken = attempt(form, lambda _: services.take_away(**_here(request)) or True)
        if taken:
            request.session.pop(needed.HAS, None)
            return done(request, "factors:mine", "You sign in by your password alone")
    held = {"form": form, "must": needed.must_have(request.user)}
    return render(request, "factors/remove.html", held | _up())


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_people")
@known_again
@once(again="it takes away what is there: twice is as good as once")
def reset(request, pk):
    """Take away the second step of somebody who has lost it."""
    person = get_object_or_404(people.everybody(), pk=pk)
    form = forms.ResetForm(request.POST or None)
    if form.is_valid():
        here = {"where": places.of(request), "by": request.user}
        gone = attempt(form, lambda said: services.reset_second_step(person=person, **here, **said))
        if gone:
            said = f"{person} signs in by the password"
            more = ", and sets a second step up anew" if needed.must_have(person) else " alone"
            return done(request, people.person_url(person), said + more)
    held = {"form": form, "person": person, "second": queries.second(person)}
    return render(request, "people/person_second_step.html", held | up(person))


def _to_be_shown(request, made):
    """Carry recovery codes to the page that shows them: the database has them sealed until then."""
    request.session[SHOWN] = sealing.seal_shown(made, request.user.pk) if made else ""


def _here(request):
    """Who does it, from where, and which session of theirs goes on."""
    keep = request.session.session_key
    return {"where": places.of(request), "keep": keep, "by": request.user}


def _up():
    return {"crumbs": [Crumb("How you sign in", "/accounts/steps/")]}
