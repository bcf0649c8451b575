"""What older keys sealed: how it opens under a new SECRET_KEY, and is sealed anew (S10, ASVS 11.2.2
and 11.3.2).

What Fernet sealed before is bound to nobody; that a secret moved to another person opens no more
holds of what GCM sealed."""

import base64
import hashlib
import zlib
from io import StringIO

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.crypto import salted_hmac

from pbc.core import keys
from pbc.core.factors import queries, recovery, sealing
from pbc.core.kept import sealing as forms
from pbc.core.models import KeptForm
from tests import make
from tests.core.factors.steps import at_the_desk, code_of, enter, set_up
from tests.pages import said

pytestmark = pytest.mark.django_db


def as_before(person, settings):
    """What was kept of a second step before there was GCM: both secrets by Fernet."""
    key = hashlib.scrypt(
        settings.SECRET_KEY.encode(), salt=b"pbc.core.factors", n=2**4, r=8, p=1, dklen=32
    )
    fernet = Fernet(base64.urlsafe_b64encode(key))
    app = Authenticator.objects.get(user=person, type="totp")
    secret, _ = sealing.opened(app)
    app.data["secret"] = fernet.encrypt(secret.encode()).decode()
    app.save()
    seed = fernet.encrypt(b"73656564" * 10).decode()
    held = Authenticator.objects.get(user=person, type="recovery_codes")
    held.data = {"seed": seed, "used_mask": 1}
    held.save()
    return RecoveryCodes(held).get_unused_codes()


def rows(person):
    return {one.type: one.data for one in Authenticator.objects.filter(user=person)}


def renewed():
    out = StringIO()
    call_command("renew_keys", stdout=out)
    return out.getvalue()


# ---- What is sealed --------------------------------------------------------------------------


def test_an_app_goes_on_under_a_new_key_and_is_sealed_by_it_on_use_s10(
    ruth, at_noon, new_key, settings
):
    secret, _ = set_up(at_the_desk(ruth))
    new_key(keep=True)
    at_noon(60)

    assert enter(code_of(secret, 60), ruth)

    settings.SECRET_KEY_FALLBACKS = []
    at_noon(120)
    assert enter(code_of(secret, 120), ruth)


def test_a_command_seals_by_the_new_key_what_an_older_one_opens_and_says_how_many_s10(
    ruth, at_noon, new_key, settings
):
    secret, codes = set_up(at_the_desk(ruth))
    make.two_steps(make.auditor(username="tom.reed"))
    new_key(keep=True)

    said_of = [renewed(), renewed()]

    assert said_of == ["2 of 2 secrets sealed anew\n", "0 of 2 secrets sealed anew\n"]
    settings.SECRET_KEY_FALLBACKS = []
    at_noon(60)
    assert enter(code_of(secret, 60), ruth)
    assert enter(codes[3], ruth)


def test_a_command_names_what_no_key_opens_s10(ruth, new_key):
    set_up(at_the_desk(ruth))
    new_key(keep=False)

    with pytest.raises(CommandError, match=r"works no more: Ruth Allan: app$"):
        renewed()


def test_an_app_from_before_is_read_and_sealed_in_the_new_way_s10(ruth, at_noon, settings):
    secret, _ = set_up(at_the_desk(ruth))
    as_before(ruth, settings)
    at_noon(60)

    assert rows(ruth)["totp"]["secret"].startswith("gAAAA")
    assert enter(code_of(secret, 60), ruth)
    assert not rows(ruth)["totp"]["secret"].startswith("gAAAA")
    at_noon(120)
    assert enter(code_of(secret, 120), ruth)


@pytest.mark.parametrize("by", ["use", "command"])
def test_older_recovery_codes_go_on_and_are_hashed_by_their_use_or_the_command_s10(
    ruth, settings, by
):
    """The first of ten was used before."""
    client = at_the_desk(ruth)
    set_up(client)
    first, *others = as_before(ruth, settings)
    assert "9 recovery codes are left" in said(client.get("/accounts/steps/"))

    if by == "command":
        assert renewed() == "2 of 2 secrets sealed anew\n"
    entered = [enter(one, ruth) for one in (first, first, others[-1], "12345678")]

    assert entered == [True, False, True, False]
    assert {*rows(ruth)["recovery_codes"]} == {"figures", "key", "hashes"}
    assert queries.codes_left(ruth) == 7


def test_under_a_new_key_older_recovery_codes_open_by_the_older_one_s10(ruth, new_key, settings):
    set_up(at_the_desk(ruth))
    first, second, *_ = as_before(ruth, settings)
    new_key(keep=True)

    assert enter(first, ruth)
    settings.SECRET_KEY_FALLBACKS = []
    assert enter(second, ruth)


def test_who_has_older_codes_hashed_by_an_older_key_is_named_until_they_make_new_ones_s10(
    ruth, new_key, settings
):
    """Of hashes nothing can be hashed anew, and they are good as long as that key is there."""
    set_up(at_the_desk(ruth))
    first, second, *_ = as_before(ruth, settings)
    assert enter(first, ruth)
    new_key(keep=True)

    assert "end with an older key: Ruth Allan\n" in renewed()
    assert enter(second, ruth)
    Authenticator.objects.filter(user=ruth, type="recovery_codes").delete()
    recovery.make(ruth)
    assert "older key" not in renewed()


def test_older_codes_that_were_hashed_without_a_key_are_dead_and_break_no_page_s10(ruth, settings):
    set_up(at_the_desk(ruth))
    first, *_ = as_before(ruth, settings)
    data = {"figures": 8, "hashes": recovery._hashes([first])}
    Authenticator.objects.filter(user=ruth, type="recovery_codes").update(data=data)

    assert not enter(first, ruth)
    assert queries.codes_left(ruth) == 0


def test_what_a_session_of_the_release_before_held_of_codes_breaks_no_page_s10(ruth):
    client = at_the_desk(ruth)
    set_up(client)
    session = client.session
    session["recovery codes to be shown"] = True
    session.save()

    assert client.get("/accounts/steps/codes/").status_code == 200


def test_a_copy_of_the_database_tells_no_older_recovery_code_s10(ruth, new_key, settings):
    """A hundred million codes are soon gone through: they are hashed with the key and whose they
    are, so that neither another key nor another person's row knows one again."""
    set_up(at_the_desk(ruth))
    first, second, third, *_ = as_before(ruth, settings)
    assert enter(first, ruth)
    row = Authenticator.objects.get(user=ruth, type="recovery_codes")

    assert not any(recovery._is(second, one) for one in row.data["hashes"] if one)
    tom = make.auditor(username="tom.reed")
    set_up(at_the_desk(tom))
    Authenticator.objects.filter(user=tom, type="recovery_codes").update(data=row.data)
    assert not enter(second, tom)
    new_key(keep=False)
    assert not enter(third, ruth)
    assert queries.codes_left(ruth) == 0


def test_without_the_older_key_nothing_opens_and_the_pages_say_so_and_what_to_do_s10(
    ruth, at_noon, new_key
):
    secret, codes = set_up(at_the_desk(ruth))
    new_key(keep=False)
    at_noon(60)

    assert not enter(code_of(secret, 60), ruth)
    asked = said(at_the_desk(ruth).get("/accounts/code/"))
    client = at_the_desk(ruth)
    client.post("/accounts/code/", {"code": codes[0]})
    page = said(client.get("/accounts/steps/"))
    assert "The codes of your app work no more" in asked
    assert "Enter a recovery code, then set up the app again" in asked
    assert "The codes of your app work no more" in page
    assert "Set up on" not in page
    assert "9 recovery codes are left" in page
    form = client.get("/accounts/steps/app/").context
    again = "".join(form["groups"])
    sent = {"kept": form["form"]["kept"].value(), "code": code_of(again, 60)}
    client.post("/accounts/steps/app/", sent)
    at_noon(120)
    assert enter(code_of(again, 120), ruth)
    assert "Set up on" in said(client.get("/accounts/steps/"))


def test_older_recovery_codes_without_their_key_are_said_to_be_dead_and_made_anew_s10(
    ruth, new_key, settings
):
    set_up(at_the_desk(ruth))
    dead, *_ = as_before(ruth, settings)
    new_key(keep=False)
    client = Client()
    client.force_login(ruth)

    assert not enter(dead, ruth)
    page = said(client.get("/accounts/steps/"))
    assert "None of your recovery codes works any more" in page
    asked = said(at_the_desk(ruth).get("/accounts/code/"))
    assert "Ask whoever runs this service to take the second step away" in asked


def test_a_secret_that_is_moved_to_another_person_opens_no_more_s10(ruth, at_noon):
    """Whoever can write in the database gives nobody an app of theirs."""
    tom = make.auditor(username="tom.reed")
    secret, _ = set_up(at_the_desk(tom))
    set_up(at_the_desk(ruth))
    mine = Authenticator.objects.get(user=ruth, type="totp")
    mine.data = Authenticator.objects.get(user=tom, type="totp").data
    mine.save()
    at_noon(60)

    assert not enter(code_of(secret, 60), ruth)
    assert enter(code_of(secret, 60), tom)


def test_what_is_sealed_and_was_changed_opens_no_more():
    about = {"salt": "a use", "about": "app of 7"}
    sealed = keys.seal(b"JBSWY3DPEHPK3PXP", **about)

    def opened(one, **more):
        return keys.unseal(one, **(about | more), of_fernet=lambda secret: b"k" * 32)

    assert opened(sealed).plain == b"JBSWY3DPEHPK3PXP"
    for at in range(len(sealed)):
        assert opened(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]) is None
    assert [opened(sealed[:size]) for size in range(len(sealed))] == [None] * len(sealed)
    assert opened(sealed, about="app of 8") is None
    assert opened(sealed, salt="another use") is None
    assert opened(sealed, held="something") is None


def test_no_two_are_sealed_alike():
    sealed = {keys.seal(b"the same", salt="a use", about="it") for _ in range(1000)}

    assert len({one[1:13] for one in sealed}) == 1000


def test_allauth_seals_nothing_itself():
    with pytest.raises(RuntimeError, match="for whose it is"):
        get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    with pytest.raises(ValueError, match="No key"):
        get_adapter().decrypt("JBSWY3DPEHPK3PXP")


# ---- Forms that were kept --------------------------------------------------------------------


def test_a_form_opens_for_its_cookie_person_and_address_alone():
    sealed = forms.seal("Mrs Day’s ward", "cookie", forms.TYPED, person=7, path="/a/")

    def read(cookie="cookie", what=forms.TYPED, person=7, path="/a/"):
        return forms.unseal(KeptForm(person_id=person, path=path, sealed=sealed), cookie, what)

    assert read() == "Mrs Day’s ward"
    assert read(cookie="another") is None
    assert read(what=forms.PAGE) is None
    assert read(person=8) is None
    assert read(path="/b/") is None


def test_a_form_that_was_kept_before_is_read_and_under_a_new_key_too(new_key, settings):
    old = settings.SECRET_KEY
    key = salted_hmac("pbc.core.kept", "cookie", algorithm="sha256").digest()
    fernet = Fernet(base64.urlsafe_b64encode(key)).encrypt(zlib.compress(b"Ward 7"))
    sealed = forms.seal("Ward 8", "cookie", forms.TYPED, person=7, path="/a/")
    new_key(keep=True)

    def read(one):
        return forms.unseal(KeptForm(person_id=7, path="/a/", sealed=one), "cookie", forms.TYPED)

    assert [read(fernet), read(sealed)] == ["Ward 7", "Ward 8"]
    settings.SECRET_KEY_FALLBACKS = []
    assert [read(fernet), read(sealed)] == [None, None]
    settings.SECRET_KEY = old
    assert read(sealed) == "Ward 8"
