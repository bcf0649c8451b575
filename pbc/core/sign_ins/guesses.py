"""How often somebody may try to sign in, so that guessing leads nowhere and locks nobody out.

Three counts of an hour, in the database, so that every process sees them and no two tries at once
slip by. An account takes TRIES from all strange browsers together, and FROM_ONE of them from one
address; a browser by which this person has signed in before has FROM_ONE of its own. So whoever
guesses at a colleague's account, from wherever, has ten tries an hour, and the colleague goes on
signing in at their own desk. A browser is known by a signed cookie, which names nobody.
Codes of the second step are counted in the same way, beside the passwords.
"""

from datetime import timedelta
from uuid import uuid4

from allauth.core.internal.ratelimit import truncate_ip
from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from pbc.core.models import Guess, Person
from pbc.core.sign_ins import places

TRIES = 10  # an hour, of an account, from all browsers that are strange to it
FROM_ONE = 5  # an hour, of an account, from one address or one familiar browser
FROM_AN_ADDRESS = 10  # a minute, of whatever accounts, from strange browsers
BEGUN = 60  # a minute, of sign-ins at the sign-in service from one address: a whole surgery
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
KNOWN_FOR = 90 * 24 * 60 * 60  # seconds
SALT = "pbc.core.sign_ins.guesses"


def whose(name):
    """(the person whom a typed name or address means or None, what the account is counted as)."""
    typed = (name or "").strip().lower()
    meant = [Q(email__iexact=typed), Q(username__iexact=typed)] if typed else []
    found = (Person.objects.filter(one).first() for one in meant)  # as they are looked up
    person = next(filter(None, found), None)
    return person, _hidden(f"person {person.pk}" if person else f"name {typed}")


def begin(request, account, person, *, from_one=FROM_ONE):
    """Count a try before it is made; the Guess, or None where it has to wait."""
    browser = known_by(request, person)
    place = _hidden(browser) if browser else _address(request)
    with transaction.atomic():
        _one_at_a_time(account, place)
        Guess.objects.filter(at__lt=Now() - HOUR).delete()
        if _too_many(account, place, from_one, familiar=bool(browser)):
            return None
        return Guess.objects.create(whose=account, place=place, familiar=bool(browser))


def begin_code(request, person):
    """Count a code before it is looked at, as `begin` does a password: TRIES an hour from all
    strange browsers together, and TRIES from each that this person has signed in by."""
    account = _hidden(f"code of person {person.pk}")
    return begin(request, account, person, from_one=TRIES)


def tries_links(request):
    """Whether too many links that are none of ours were tried from an address in this minute."""
    return _links_of(request).filter(at__gt=Now() - MINUTE).count() >= FROM_AN_ADDRESS


def count_link(request):
    """Count a link that is none of ours. It keeps nobody there from signing in."""
    Guess.objects.filter(at__lt=Now() - HOUR).delete()
    Guess.objects.create(whose=_hidden("link"), place=_address(request), familiar=True)


def begins_too_often(request):
    """Whether too many sign-ins at the sign-in service were begun from an address in this minute,
    each of which keeps a session; counts this one. It keeps nobody there from their password."""
    place = _address(request)
    begun = Guess.objects.filter(whose=_hidden("begun"), place=place)
    with transaction.atomic():
        _one_at_a_time(place)
        Guess.objects.filter(at__lt=Now() - HOUR).delete()
        if begun.filter(at__gt=Now() - MINUTE).count() >= BEGUN:
            return True
        Guess.objects.create(whose=_hidden("begun"), place=place, familiar=True)
    return False


def right(guess):
    """It was no guess: what was mistyped there before counts no more."""
    Guess.objects.filter(whose=guess.whose, place=guess.place).delete()


def forget(person):
    """Somebody has chosen a password by a link of theirs: they may try anew."""
    counted = [_hidden(f"{what}person {person.pk}") for what in ("", "code of ")]
    Guess.objects.filter(whose__in=counted).delete()


def remember(request, response, person):
    """Let the browser be known as one by which this person has signed in."""
    held = {**_cookie(request), str(person.pk): uuid4().hex}
    response.set_cookie(
        settings.PBC_KNOWN_COOKIE,
        signing.dumps(dict(list(held.items())[-10:]), salt=SALT),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_by(request, person):
    """What a browser is counted as that this person signed in by; empty for a strange one."""
    mark = person and _cookie(request).get(str(person.pk))
    return f"browser {mark}" if mark else ""


def _links_of(request):
    return Guess.objects.filter(whose=_hidden("link"), place=_address(request))


def _address(request):
    return _hidden(f"address {truncate_ip(places.of(request)['address'])}")


def _too_many(account, place, from_one, *, familiar):
    tries = Guess.objects.filter(at__gt=Now() - HOUR)
    if tries.filter(whose=account, place=place).count() >= from_one:
        return True
    if familiar:
        return False
    strange = tries.filter(familiar=False)
    from_here = strange.filter(place=place, at__gt=Now() - MINUTE)
    return strange.filter(whose=account).count() >= TRIES or from_here.count() >= FROM_AN_ADDRESS


def _one_at_a_time(*texts):
    """Let whoever tries the same account, or from the same place, wait for this transaction."""
    with connection.cursor() as cursor:
        for number in sorted(int(text[:15], 16) for text in texts):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _cookie(request):
    try:
        text = request.COOKIES.get(settings.PBC_KNOWN_COOKIE, "")
        return signing.loads(text, salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return {}


def _hidden(text):
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()
