"""The form with which somebody signs in."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """The sign-in of allauth, which asks for what people know it by."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Username or email address"
