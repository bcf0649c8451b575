"""Who is bound to which name at the provider."""

from django.conf import settings

from pbc.core.models import SignInBinding


def binding(person):
    """By what somebody is known at the provider of the settings; None where by nothing."""
    if not settings.PBC_OIDC:
        return None
    issuer = settings.PBC_OIDC["issuer"]
    return SignInBinding.objects.filter(person=person, issuer=issuer).first()


def bound(issuer, subject):
    """The binding of whom a provider means by what it calls them, who may sign in; or None."""
    found = SignInBinding.objects.filter(issuer=issuer, subject=subject, person__is_active=True)
    return found.select_related("person").first()
