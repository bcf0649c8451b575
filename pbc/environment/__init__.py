"""Settings read from the environment, each with what it becomes when nothing is set.

They stand by what they are about; pbc/settings.py says `environment.mail()`.
"""

from pbc.environment.backups import backups_at, backups_kept, backups_to
from pbc.environment.day import check_today, demonstration
from pbc.environment.mails import (
    bounce,
    mail,
    mail_from,
    mail_link_days,
    mail_links,
    seals,
    site_url,
)
from pbc.environment.measures import days_kept, limits, room_left
from pbc.environment.scanning import scanner, scanner_seconds
from pbc.environment.secret import secret_key, secret_keys_before
from pbc.environment.signing_in import (
    ROLES,
    breached_passwords,
    code_steps_off,
    sign_in_service,
    two_steps_for,
)
from pbc.environment.stores import broker, broker_seconds, database, replica, replica_seconds
from pbc.environment.values import (
    HAS_DEMONSTRATION,
    PRODUCTION,
    listed,
    of_demonstration,
    process,
)

__all__ = [
    "HAS_DEMONSTRATION",
    "PRODUCTION",
    "ROLES",
    "backups_at",
    "backups_kept",
    "backups_to",
    "bounce",
    "breached_passwords",
    "broker",
    "broker_seconds",
    "check_today",
    "code_steps_off",
    "database",
    "days_kept",
    "demonstration",
    "limits",
    "listed",
    "mail",
    "mail_from",
    "mail_link_days",
    "mail_links",
    "of_demonstration",
    "process",
    "replica",
    "replica_seconds",
    "room_left",
    "scanner",
    "scanner_seconds",
    "seals",
    "secret_key",
    "secret_keys_before",
    "sign_in_service",
    "site_url",
    "two_steps_for",
]
