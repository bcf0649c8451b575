"""Kills at random, with -9: what the site consists of, and the servers below it."""

import os
import random
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import psutil
import redis

from pbc.embedded import processes

# How often each kind comes, as TRUST R3 has them among 2,000.
KINDS = {
    "child": 800, "worker": 400, "web": 300, "backend": 200, "postmaster": 100,
    "broker": 150, "flush": 50,
}  # fmt: skip
PACE = (0.5, 3.0)  # seconds between two kills, where nothing else is said
LOOK_FOR = 10.0  # seconds in which a victim of the kind may turn up


class Killer(threading.Thread):
    """Ends so many processes of a site, of kinds and at moments that a seed decides."""

    def __init__(self, site, sockets, *, kills, seed, pace=PACE, seconds=3600):
        super().__init__(daemon=True)
        self.site, self.sockets, self.left = psutil.Process(site), Path(sockets), kills
        self.chance, self.done = random.Random(seed), Counter()
        self.pace, self.until, self.ended_at = pace, time.monotonic() + seconds, 0.0

    def run(self):
        while self.left and time.monotonic() < self.until:
            time.sleep(self.chance.uniform(*self.pace))
            kind = self.chance.choices([*KINDS], [*KINDS.values()])[0]
            if self.kill(kind):
                self.done[kind] += 1
                self.left -= 1
                self.ended_at = time.monotonic()

    def kill(self, kind):
        """End one process of a kind; false where none turned up."""
        end = time.monotonic() + LOOK_FOR
        while time.monotonic() < end:
            try:
                if getattr(self, f"_{kind}")():
                    return True
            except (psutil.Error, OSError, redis.RedisError):
                pass  # it has just gone, or is on its way back
            time.sleep(0.01)
        return False

    def _child(self):
        time.sleep(self.chance.uniform(0, 0.5))
        return self._one_of("activity.ingest.work")

    def _worker(self):
        return self._one_of("celery", "worker")

    def _web(self):
        return self._one_of("gunicorn")

    def _backend(self):
        mine = [one for one in self._server(".s.PGSQL.5432").children() if _runs(one, "pbc_app")]
        return self._end(mine)

    def _postmaster(self):
        return self._end([self._server(".s.PGSQL.5432")])

    def _broker(self):
        return self._end([self._server("valkey.sock")])

    def _flush(self):
        with redis.Redis(unix_socket_path=str(self.sockets / "valkey.sock")) as broker:
            return broker.flushall()

    def _server(self, socket):
        [number] = processes.behind(self.sockets / socket) or [0]
        return psutil.Process(number or os.getpid() + 10**7)

    def _one_of(self, *words):
        parts = self.site.children(recursive=True)
        return self._end([one for one in parts if all(_runs(one, word) for word in words)])

    def _end(self, victims):
        if victims:
            self.chance.choice(victims).send_signal(signal.SIGKILL)
        return bool(victims)


def _runs(process, word):
    try:
        return any(word in part for part in process.cmdline())
    except psutil.Error:
        return False
