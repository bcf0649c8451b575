"""How people come to have an account: an administrator gives it, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter

from pbc.core import upkeep


class AccountAdapter(DefaultAccountAdapter):
    """The site's own rules for accounts."""

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Say what was done, but for the sign-in: the desk says what matters then."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)

    def authentication_failed(self, request, **credentials):
        """Count it; with what name it was tried is nobody's business."""
        super().authentication_failed(request, **credentials)
        upkeep.refused_sign_in()
