"""The services of docker-compose.yml, each by its own command, on one machine without Docker."""

import json
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import yaml

from tests.mail_servers import certificate

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".venv" / "bin"
REFERS = re.compile(r"\$\{(\w+)(?::-([^}]*)|:\?)?\}")
WEBS = 2
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
PATIENCE = 60  # seconds until a service answers


def free_port():
    """A port of this machine that nobody listens at."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return tried.getsockname()[1]


class Site:
    """Two webs behind nginx, reader, worker, sweeper and beat, with the servers of Debian.

    `url` is where people reach it, over TLS; `processes` are the services by name.
    """

    def __init__(self, folder, post):
        self.folder, self.post, self.processes, self.logs = folder, post, {}, {}
        names = ("http", "https", "broker", *(f"web {n}" for n in range(WEBS)))
        self.ports = {name: free_port() for name in names}
        self.url = f"https://localhost:{self.ports['https']}"
        self.compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
        cluster = f"localhost:{os.environ['PBC_REHEARSE_PGPORT']}"
        self.given = {  # what .env says
            "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
            "PBC_HOSTS": "localhost",
            "PBC_CODE_CLOCK_OFF": "30",  # the half minute may end while a code is typed
            "PBC_SITE_URL": self.url,
            "PBC_MAIL_URL": f"smtp://localhost:{self.post.port}?tls=no",
            "PBC_MAIL_FROM": "pbc@example.nhs.uk",
            "PBC_OWNER_PASSWORD": "owner",
            "PBC_APP_PASSWORD": "app",
            "REDIS_PASSWORD": "between-the-parts",
            "PBC_TLS_FOLDER": str(folder / "tls"),
            "PBC_BACKUPS_TO": str(folder / "backups"),
        }
        self.moved = {
            "@database/": f"@{cluster}/",
            "@broker:6379": f"@localhost:{self.ports['broker']}",
        }

    # ---- What docker-compose.yml says of a service ----------------------------------------

    def environment(self, name):
        """The environment of a service: what is said without a value is as .env has it, if so."""
        said = {key: self.given.get(key) for key in self.compose[name].get("environment", {})}
        said |= {
            k: v for k, v in self.compose[name].get("environment", {}).items() if v is not None
        }
        found = {key: self._filled(value) for key, value in said.items() if value is not None}
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        return kept | found | {"PBC_VAR": str(self.folder / "var"), "PYTHONUNBUFFERED": "1"}

    def command(self, name):
        """The command of a service, as a list."""
        said = self.compose[name].get("command") or self._command_of_the_image()
        return shlex.split(self._filled(said)) if isinstance(said, str) else said

    @staticmethod
    def _command_of_the_image():
        [said] = re.findall(r"^CMD (\[.*?\])", (ROOT / "Dockerfile").read_text(), re.M | re.S)
        return json.loads(said.replace("\\\n", " "))

    def _filled(self, text):
        filled = REFERS.sub(lambda found: self.given.get(found[1], found[2] or ""), str(text))
        for there, here in self.moved.items():
            filled = filled.replace(there, here)
        return filled

    # ---- Start and stop ---------------------------------------------------------------

    def start(self):
        """Bring all of it up in the order of docker-compose.yml."""
        (self.folder / "var").mkdir()
        (self.folder / "backups").mkdir()
        self.start_broker()
        self.manage("collectstatic", "--no-input", of="migrate")
        self.manage("migrate", "--no-input", "-v", "0", of="migrate")
        self.start_the_parts()
        self.start_proxy()

    def start_the_parts(self):
        """What is our program: webs, workers and beat."""
        for number in range(WEBS):
            self.start_web(number)
        for name, one in self.compose.items():
            if str(one.get("command", "")).startswith("celery"):
                self.start_service(name)

    def end_the_parts(self):
        """End them; the servers, and the proxy, go on."""
        for name in [*self.processes]:
            if name not in ("broker", "proxy"):
                self.kill(name)

    def start_broker(self):
        folder = self.folder / "broker"
        folder.mkdir(exist_ok=True)
        where = ["--port", str(self.ports["broker"]), "--dir", str(folder)]
        self._run("broker", [*self.command("broker"), *where])
        self._wait("broker", lambda: _answers(self.ports["broker"]))

    def start_web(self, number):
        """One more web, at a port of its own."""
        at = f"127.0.0.1:{self.ports[f'web {number}']}"
        command = [at if part.endswith(":8000") else part for part in self.command("web")]
        self._run(f"web {number}", command, self.environment("web"))
        self._wait(f"web {number}", lambda: _answers(self.ports[f"web {number}"]))

    def start_service(self, name):
        command = [part.replace("/tmp/", f"{self.folder}/") for part in self.command(name)]  # noqa: S108
        self._run(name, command, self.environment(name))

    def start_proxy(self):
        tls = self.folder / "tls"
        tls.mkdir()
        certificate(tls)
        webs = "\n".join(
            f"server 127.0.0.1:{self.ports[f'web {n}']} max_fails=1 fail_timeout=5s;"
            for n in range(WEBS)
        )
        said = self.environment("proxy") | {
            "PBC_WEBS": webs,
            "PBC_HTTP_PORT": str(self.ports["http"]),
            "PBC_HTTPS_PORT": str(self.ports["https"]),
            "PBC_TLS": str(tls),
        }
        template = (ROOT / "docker" / "nginx.conf.template").read_text()
        servers = re.sub(r"\$\{(PBC_\w+)\}", lambda found: said[found[1]], template)
        (self.folder / "site.conf").write_text(servers)
        (self.folder / "nginx.conf").write_text(
            CONFIGURATION.format(folder=self.folder, user=WORKER)
        )
        self._run("proxy", [NGINX, "-e", "stderr", "-c", str(self.folder / "nginx.conf")])
        self._wait("proxy", lambda: self.get("/healthz")[0] == 200)

    def manage(self, *command, of="worker"):
        """Run a command of manage.py with the environment of a service; what it printed."""
        done = subprocess.run(
            [BIN / "python", "manage.py", *command],
            cwd=ROOT,
            env=self.environment(of),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def kill(self, name):
        """End a service and all that it started, without a word."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self):
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    def log(self, name):
        """What a service printed."""
        return self.logs[name].read_text(errors="replace")

    def _run(self, name, command, environment=None):
        self.logs[name] = self.folder / f"{name}.log"
        program = BIN / command[0]
        with self.logs[name].open("a") as log:
            self.processes[name] = subprocess.Popen(
                [program if program.exists() else command[0], *command[1:]],
                cwd=ROOT,
                env=environment or dict(os.environ),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait(self, name, answers):
        for _ in range(PATIENCE * 10):
            if self.processes[name].poll() is not None:
                break
            if answers():
                return
            time.sleep(0.1)
        raise AssertionError(f"{name} did not come up:\n{self.log(name)}")

    # ---- As anybody asks it -----------------------------------------------------------------

    def get(self, path, *, at=None, trusted=True):
        """(status, headers, text) of an address, redirects not followed; 0 where nobody answers.
        The certificate names localhost: by another name it is not `trusted`."""
        context = ssl.create_default_context(cafile=self.folder / "tls" / "cert.pem")
        context.check_hostname = trusted
        opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=context), _Stays())
        try:
            answer = opener.open((at or self.url) + path, timeout=20)
        except urllib.error.HTTPError as answered:
            answer = answered
        except OSError:
            return 0, {}, ""
        with answer:
            return answer.status, answer.headers, answer.read().decode()


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def _answers(port):
    with suppress(OSError), socket.create_connection(("localhost", port), timeout=1):
        return True
    return False


# A worker of root's would be nobody, and not get into a folder of root's.
WORKER = "user root;" if os.geteuid() == 0 else ""
CONFIGURATION = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
events {{}}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/unused-f;
    uwsgi_temp_path {folder}/unused-u;
    scgi_temp_path {folder}/unused-s;
    include {folder}/site.conf;
}}
"""
