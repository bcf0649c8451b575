"""What a password may not be: a common one, nor the words of the service or of the person, nor one
that was stolen elsewhere, where whoever runs the site has a list of those.

Length is asked for and nothing else: no sort of character is prescribed. The common ones are the
19,640 that Django ships (BSD licence), so that none is looked up anywhere outside.
"""

import logging
import re
import string

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from pbc import breached
from pbc.core import clock

log = logging.getLogger(__name__)

OF_THE_SERVICE = "password practice based commissioning commissioner budget surgery primary care"
BESIDES = 8  # letters and digits that are left when the familiar words are taken out
DIFFERENT = 6  # characters, at least
LONGEST = 1_000  # characters; nobody types more, and each is looked at many times
NO_LETTERS = string.digits + string.punctuation + string.whitespace


class Common(CommonPasswordValidator):
    """Not a common password, said twice or with figures round it, nor a few keys over and over."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(
                f"This is longer than {LONGEST:,} characters: take a part of it",
                code="password_too_long",
            )
        said = password.lower().strip()
        bare = said.strip(NO_LETTERS)
        forms = {said, bare, _once(said), _once(bare)}
        if forms & self.passwords or len(set(said)) < DIFFERENT:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self):
        return "This is one of the passwords that are tried first. Take words that nobody expects"

    def get_help_text(self):
        return "Not one of the common passwords."


class Familiar:
    """Not made of the names of the service, of who runs it, or of the person and their practice."""

    def validate(self, password, user=None):
        left = password.lower()
        for word in sorted(_familiar(user), key=len, reverse=True):
            left = left.replace(word, " ")
        if sum(one.isalnum() for one in left) < BESIDES:
            raise ValidationError(
                "This is made of names that others know: of you, your practice or this service. "
                "Add words that have nothing to do with them",
                code="password_too_familiar",
            )

    def get_help_text(self):
        return "Not made of your name or of names of this service."


class Breached:
    """Not in the list of passwords that were stolen elsewhere, where one is named.

    While a list is named and cannot be read no password is taken: whoever named one would think
    that each was looked up. Nobody loses the password that they have.
    """

    def validate(self, password, user=None):
        if settings.PBC_BREACHED_PASSWORDS is None:
            return
        try:
            found = breached.holds(settings.PBC_BREACHED_PASSWORDS, password)
        except breached.Unreadable as why:
            log.error("The list that PBC_BREACHED_PASSWORDS names cannot be read: %s", why)
            raise ValidationError(
                "No password can be chosen at the moment: this service cannot read its list of "
                "stolen passwords. Tell an administrator, and try again later",
                code="breached_passwords_unreadable",
            ) from None
        if found:
            raise ValidationError(
                "This is in a list of passwords that were stolen from other services, which those "
                "who guess try. Take another, and change it wherever else you use it",
                code="password_breached",
            )

    def get_help_text(self):
        return "Not one that was stolen from another service."


def _once(text):
    """What is said over and over: password of passwordpassword."""
    return text[: (text + text).find(text, 1)] if text else text


def _familiar(user):
    """The words, in small letters, that others may guess of somebody."""
    texts = [OF_THE_SERVICE, settings.PBC_RUN_BY, *settings.PBC_NAMES.values()]
    if user is not None and user.pk:
        texts += [user.first_name, user.last_name, user.username, user.email]
        held = user.appointments.in_force(clock.today())
        texts += [one.scope.name for one in held if one.scope]
    words = re.split(r"[\W_\d]+", " ".join(texts).lower())
    return {word for word in words if len(word) > 2}
