"""An installation of its own, driven from outside as an operator would."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from pbc.embedded import places, processes


class Installation:
    """One PBC_VAR, and manage.py upon it: that of this checkout, or of another one."""

    def __init__(self, checkout=places.CHECKOUT):
        self.checkout = checkout
        # Deep on purpose: longer than the 107 bytes that the path of a socket may have.
        self.root = Path(tempfile.mkdtemp(prefix="pbc-installation-"))
        self.var = self.root / ("deep" * 20) / "var"
        self.environment = {**os.environ, "PBC_VAR": str(self.var), "DEMO": "0"}
        for name in ("PBC_DB_ROLE", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
            self.environment.pop(name, None)
        self.environment["DJANGO_SETTINGS_MODULE"] = "pbc.settings"

    def start(self, *words, **more):
        """Begin a command of manage.py and do not wait for it."""
        return subprocess.Popen(
            [sys.executable, str(self.checkout / "manage.py"), *words],
            env={**self.environment, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def begin_early(self):
        """Begin what `make run` begins beside the downloads, and do not wait for it."""
        command = [sys.executable, "-m", "pbc.embedded"]
        return subprocess.Popen(command, cwd=places.CHECKOUT, env=self.environment)

    def __call__(self, *words, exits=0, **more):
        """Run a command of manage.py; what it said on both channels."""
        command = self.start(*words, **more)
        said, complained = command.communicate(timeout=600)
        assert command.returncode == exits, complained
        return said + complained

    def sql(self, statement):
        """Run one statement as the site would; its rows are printed."""
        code = "from django.db import connection as c; k = c.cursor(); k.execute('''{}''')"
        code += "; print(k.fetchall() if k.description else 'done')"
        return self("shell", "--no-imports", "-c", code.format(statement))

    def sockets(self):
        """The folder of the sockets of its servers, as `services status` names it."""
        return Path(self("services", "status").split("sockets in ")[1].split(")")[0])

    def servers(self):
        """The processes behind the sockets."""
        folder = self.sockets()
        sockets = (folder / ".s.PGSQL.5432", folder / "valkey.sock")
        return [number for path in sockets for number in processes.behind(path)]

    def remove(self):
        self("services", "stop")
        shutil.rmtree(self.root, ignore_errors=True)
