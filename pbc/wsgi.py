"""The door of the web server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
os.environ.setdefault("PBC_PROCESS", "web")

from django.core.wsgi import get_wsgi_application
from psycopg2.extensions import set_wait_callback

from pbc import patience

set_wait_callback(patience.wait)
application = get_wsgi_application()
