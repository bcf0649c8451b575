"""What the settings are read by: whether the site is one of production, and what was given."""

import os
from importlib.util import find_spec
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PRODUCTION = os.environ.get("PBC_ENV", "development") == "production"
# The demonstration is no part of a site of production, and its code is not in the image.
HAS_DEMONSTRATION = not PRODUCTION and find_spec("pbc.demonstration") is not None


def of_demonstration(*names: str) -> tuple[str, ...]:
    """What the site takes of the demonstration, where it has one."""
    return names if HAS_DEMONSTRATION else ()


def needed(name: str, otherwise: str = "") -> str:
    """A value that a production site must be given; on a laptop it has a default."""
    value = os.environ.get(name, "").strip()
    if value or not PRODUCTION:
        return value or otherwise
    raise ImproperlyConfigured(f"{name} is not set, and PBC_ENV=production needs it.")


def listed(name: str, otherwise: str = "") -> list[str]:
    """A value of several parts with commas between them."""
    return [part.strip() for part in needed(name, otherwise).split(",") if part.strip()]


def secret_of(file, name):
    """What a file that is not of the environment holds; `name` is the setting that names it."""
    try:
        return Path(file).read_text().strip()
    except OSError:
        raise ImproperlyConfigured(f"{name}: {file} cannot be read.") from None


def port():
    """Where a laptop serves its pages."""
    return os.environ.get("PBC_PORT", "").strip() or "8000"


def process():
    """Which part of the site this is: web, worker, reader, sweeper or command."""
    return os.environ.get("PBC_PROCESS", "command")
