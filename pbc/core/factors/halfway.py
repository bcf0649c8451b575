"""Between the password and the code: a new password ends that as it ends every session."""

from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare

BY = "password of the first step"  # in the session: a hash of the hash, as Django keeps it there


def begin(request, person):
    """Somebody gave the right password, and is asked for a code next."""
    request.session[BY] = person.get_session_auth_hash()


def goes_on(request, person):
    """Whether the password that was given is still theirs."""
    given = request.session.get(BY, "")
    return constant_time_compare(given, person.get_session_auth_hash())


def must_go_on(request, person):
    """Refuse whoever gave a password that is theirs no more."""
    if not goes_on(request, person):
        raise ValidationError("The password was changed meanwhile: begin again")
