"""How people come to have an account: an administrator gives it, nobody signs up."""

import time

from allauth.account.adapter import DefaultAccountAdapter

from pbc.core import upkeep
from pbc.core.sessions import BEGAN

JUST_NOW = 5 * 60  # seconds


class AccountAdapter(DefaultAccountAdapter):
    """The site's own rules for accounts."""

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say what was done, but for the sign-in: the desk says what matters then."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who signed in just now is not asked for the same again."""
        since = time.time() - self.request.session.get(BEGAN, 0)
        return since > JUST_NOW and super().is_reauthentication_required(app=app, **kwargs)

    def authentication_failed(self, request, **credentials):
        """Count it; with what name it was tried is nobody's business."""
        super().authentication_failed(request, **credentials)
        upkeep.refused_sign_in()
