"""Who signs in by two steps, by which clock, by the word of which provider, and which passwords
are taken."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from pbc.core.openid.addresses import is_safe
from pbc.environment import values
from pbc.environment.mails import site_url

# Whoever may sign in is appointed as one of these.
ROLES = frozenset(
    (
        *("FINANCE", "COMMISSIONING", "GP_LEAD", "PRACTICE_MANAGER", "SECRETARY"),
        *("LMC_OBSERVER", "AUDITOR", "ADMINISTRATOR"),
    )
)
MOST_OF_A_NAME = 40  # letters of what a button says


def breached_passwords() -> Path | None:
    """The file with the hashes of passwords that were stolen elsewhere; None where there is none.
    Whether it can be read is seen when somebody chooses a password: pages do not stop for it."""
    given = os.environ.get("PBC_BREACHED_PASSWORDS", "").strip()
    if given and not Path(given).is_absolute():
        raise ImproperlyConfigured("PBC_BREACHED_PASSWORDS is a whole path as /breached/list.txt.")
    return Path(given) if given else None


def code_steps_off() -> int:
    """Steps of 30 seconds by which the clock of a phone may be off."""
    given = os.environ.get("PBC_CODE_CLOCK_OFF", "").strip() or "0"
    if given not in {"0", "30", "60"}:
        raise ImproperlyConfigured("PBC_CODE_CLOCK_OFF is a number of seconds: 0, 30 or 60.")
    return int(given) // 30


def sign_in_service() -> dict:
    """The provider of OpenID Connect by which people may sign in; nothing where there is none.

    `client` and `secret` are what the provider knows the site as; `name` is what the button says;
    `acr` and `amr` are the values of these claims that count as two steps.
    """
    issuer = os.environ.get("PBC_OIDC_ISSUER", "").strip()
    client = os.environ.get("PBC_OIDC_CLIENT_ID", "").strip()
    file = os.environ.get("PBC_OIDC_CLIENT_SECRET_FILE", "").strip()
    steps = os.environ.get("PBC_OIDC_STEPS", "").split()
    if not issuer:
        return {}
    if not is_safe(issuer, production=values.PRODUCTION) or urlsplit(issuer).query:
        raise ImproperlyConfigured(
            "PBC_OIDC_ISSUER is an address such as https://id.example.nhs.uk."
        )
    if not (client and file):
        raise ImproperlyConfigured(
            "PBC_OIDC_ISSUER needs PBC_OIDC_CLIENT_ID and PBC_OIDC_CLIENT_SECRET_FILE."
        )
    if values.PRODUCTION and not site_url().startswith("https://"):
        raise ImproperlyConfigured("PBC_OIDC_ISSUER needs a PBC_SITE_URL with https.")
    if any(not re.fullmatch(r"(acr|amr)=\S+", one) for one in steps):
        raise ImproperlyConfigured("PBC_OIDC_STEPS is such as: acr=AAL3 amr=mfa.")
    name = os.environ.get("PBC_OIDC_NAME", "").strip() or "NHS sign-in"
    return {
        "issuer": issuer,
        "client": client,
        "secret": values.secret_of(file, "PBC_OIDC_CLIENT_SECRET_FILE"),
        "name": name[:MOST_OF_A_NAME],
        "acr": [one[4:] for one in steps if one.startswith("acr=")],
        "amr": [one[4:] for one in steps if one.startswith("amr=")],
    }


def two_steps_for(demonstration) -> frozenset[str]:
    """The roles that sign in by two steps, in capitals; none of them in a demonstration."""
    given = os.environ.get("PBC_MFA_FOR", "").strip() or "finance commissioning administrator"
    named = frozenset(given.upper().replace(",", " ").split())
    if strange := named - ROLES - {"ALL", "NONE"}:
        raise ImproperlyConfigured(f"PBC_MFA_FOR: {' '.join(sorted(strange))} is no role.")
    if "NONE" in named and len(named) > 1:
        raise ImproperlyConfigured("PBC_MFA_FOR: none stands alone, or not at all.")
    if demonstration or "NONE" in named:
        return frozenset()
    return ROLES if "ALL" in named else named
