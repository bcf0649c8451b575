"""The settings of a site with one kind of errand more."""

from pbc.settings import *  # noqa: F403
from pbc.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.slow"]
