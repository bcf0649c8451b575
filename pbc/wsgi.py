"""The door of the web server."""

import gc
import os
import sys
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
os.environ.setdefault("PBC_PROCESS", "web")

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from psycopg2.extensions import set_wait_callback

from pbc import patience

# The status of a worker that gunicorn does not start again. With --preload, as the site has it, no
# worker has been started yet: the server itself ends so, and says why in its log.
GIVE_UP = 3

set_wait_callback(patience.wait)
try:
    application = get_wsgi_application()
    import_module("pbc.urls")  # and with it every page, once for all workers
    import_module("pbc.warming").warm()
    import_module("pbc.breached").say_at_start()
    # What stands for the life of the server is not looked through for garbage, a tenth of a second
    # each time in which every page of a process waits, and its memory stays shared by the workers.
    gc.collect()
    gc.freeze()
    # A page makes some thousand objects that end with it: looking after each 700 whether some hold
    # each other took a twentieth of a web's time.
    gc.set_threshold(10_000, 20, 20)
except ImproperlyConfigured as reason:
    sys.stderr.write(f"{reason}\n")
    sys.exit(GIVE_UP)
