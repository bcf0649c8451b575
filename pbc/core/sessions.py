"""A session ends when nothing was asked for a while, and after some hours in any case.

It is Django's own, in the database. The quiet is counted by the row's end, which is put off when
somebody asks for a page: at most once a minute, and without touching what the session holds.
"""

import time
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac

from pbc.core.changes import sitting
from pbc.core.models import KeptForm, Look, OpenSession
from pbc.core.statements import kept_for_anybody

BEGAN = "began"
ENDED = "The session was ended while this was asked for"
JUST_NOW = 5 * 60  # seconds for which whoever showed who they are is not asked again
A_MINUTE = 60


@kept_for_anybody(blank=("key", "now"))
def _going_on(key, now):
    """The session of that key, unless it is over."""
    return SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """One session. `ends_at` is when it ends if nobody asks for anything more."""

    ends_at = None

    def _get_session_from_db(self):
        key = self.session_key or ""
        # A cookie may hold what no text of the database does: no session has such a key.
        [found] = ("\0" not in key and _going_on(key, timezone.now())) or [None]
        if found is None:
            self._session_key = None
        self.ends_at = found.expire_date if found else None
        return found

    def cycle_key(self):
        """Somebody signs in, and the hours count from now; or they show again who they are, and
        the hours go on, as does what belongs to their sitting.

        Raises SessionInterrupted where the session of somebody was ended meanwhile: it does not
        come to life again under a new key.
        """
        before, held = self.session_key, self._session
        is_known = SESSION_KEY in self
        if not is_known:
            self.pop(BEGAN, None)
        with transaction.atomic():
            self.create()
            self._session_cache = held
            if before:
                self._carry_on(before)
                stood, _ = self.model.objects.filter(pk=before).delete()
                if is_known and not stood:
                    raise SessionInterrupted(ENDED)

    def _carry_on(self, before):
        """What is known by the key of the session is known by the new one."""
        now = self.session_key
        OpenSession.objects.filter(session_key=before).update(session_key=now)
        KeptForm.objects.filter(session=before).update(session=now)
        Look.objects.filter(sitting=sitting(before)).update(sitting=sitting(now))

    def create_model_instance(self, data):
        data.setdefault(BEGAN, int(time.time()))
        row = super().create_model_instance(data)
        self.ends_at = row.expire_date
        return row

    def get_session_cookie_age(self):
        """Seconds until it ends, if nothing more is asked: the quiet, or what the hours leave."""
        now = time.time()
        whole = self.get(BEGAN, now) + settings.SESSION_COOKIE_AGE - now
        return max(0, min(settings.PBC_IDLE_MINUTES * A_MINUTE, int(whole)))

    @property
    def left(self):
        """Whole seconds that it has; None where nobody is signed in."""
        if SESSION_KEY not in self or self.ends_at is None:
            return None
        return max(0, int((self.ends_at - timezone.now()).total_seconds()))

    @property
    def of(self):
        """What the pages of one person are known by among each other; it says nothing else of
        them. Empty where nobody is signed in."""
        who = self.get(SESSION_KEY, "")
        return who and salted_hmac(__name__, who).hexdigest()[:16]

    def stay(self):
        """Somebody is there: the quiet counts from now."""
        age = self.get_session_cookie_age()
        if self.left is None or self.left + A_MINUTE > age:
            return
        self.ends_at = timezone.now() + timedelta(seconds=age)
        self.model.objects.filter(pk=self.session_key).update(expire_date=self.ends_at)
        OpenSession.objects.filter(session_key=self.session_key).update(seen_at=Now())
