"""Between the first step and the code: a new password ends that as it ends every session, and so
does the end of the binding by which somebody came."""

from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare

from pbc.core.models import SignInBinding

BY = "password of the first step"  # in the session: a hash of the hash, as Django keeps it there
BINDING = "binding of the first step"  # in the session: its id, of who came by the sign-in service


def begin(request, person, binding=None):
    """Somebody gave the right password, or came by a binding (its id), and is asked for a code
    next."""
    request.session[BY] = person.get_session_auth_hash()
    request.session.pop(BINDING, None)
    if binding:
        request.session[BINDING] = binding


def goes_on(request, person):
    """Whether the password is still theirs, and the binding by which they came still stands."""
    return _password_stands(request, person) and _binding_stands(request, person)


def must_go_on(request, person):
    """Refuse whoever gave a password that is theirs no more, or came by what ended."""
    if not _password_stands(request, person):
        raise ValidationError("The password was changed meanwhile: begin again")
    if not _binding_stands(request, person):
        raise ValidationError("How you sign in was changed meanwhile: begin again")


def _password_stands(request, person):
    given = request.session.get(BY, "")
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(constant_time_compare(given, one) for one in hashes)


def _binding_stands(request, person):
    binding = request.session.get(BINDING)
    return binding is None or SignInBinding.objects.filter(pk=binding, person=person).exists()
