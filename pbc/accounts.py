"""How people come to have an account: an administrator gives it, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """The site's own rules for accounts."""

    def is_open_for_signup(self, request):
        return False
