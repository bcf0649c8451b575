"""Somebody who looks at the totals all the time, in a process of their own.

Writes a line for each change that it sees: how many reads so far, and what each month of each
locality comes to. Every so often it reads a whole position as a page does, and adds it up.
"""

import json
import signal
import time
from pathlib import Path

from django.db import Error, connection

from budgets.queries.book import read_book
from budgets.queries.positions import position
from pbc.core import clock
from pbc.core.deeds import snapshot
from pbc.core.values import Scope

PAUSE = 0.05  # seconds between two reads
WHOLE_EVERY = 100  # reads

IN_FORCE = """
SELECT locality.code, held.month, (sum(line.actual_cost) * 100)::bigint,
       (coalesce(sum(line.actual_cost) FILTER (WHERE line.practice_id IS NULL), 0) * 100)::bigint
FROM (SELECT DISTINCT ON (feed_id, year, month, locality_id) * FROM activity_inforce
      ORDER BY feed_id, year, month, locality_id, known_from DESC, id DESC) held
JOIN activity_positionrollup line USING (submission_id, year, month, locality_id)
JOIN core_locality locality ON locality.id = held.locality_id
WHERE line.first_month <> 0 GROUP BY 1, 2 ORDER BY 1, 2
"""


class Reader:
    """Reads, counts, and notes what changed."""

    def __init__(self, file):
        self.file, self.reads, self.wholes, self.last, self.stopped = file, 0, 0, None, False
        signal.signal(signal.SIGTERM, self.stop)

    def stop(self, *_):
        self.stopped = True

    def run(self):
        """Read until told to stop, and then once more."""
        is_last = read = False
        while not (is_last and read):
            is_last, read = self.stopped, False
            try:
                self.read()
                read = True
            except Error:  # a server that was killed says so in several ways
                connection.close()
            time.sleep(PAUSE)
        self.note({"end": True})

    def read(self):
        """The months as the roll-ups have them; now and then a whole position beside."""
        with snapshot():
            with connection.cursor() as cursor:
                cursor.execute(IN_FORCE)
                months = cursor.fetchall()
            county = self.whole() if self.reads % WHOLE_EVERY == WHOLE_EVERY - 1 else None
        self.reads += 1
        if county:
            self.wholes += 1
            self.note({"whole": county, "months": months})
        elif months != self.last:
            self.note({"months": months})
        self.last = months

    def whole(self):
        """The position of the county, in pence, each figure added up in each way."""
        book = read_book(year=2006, known_on=clock.today())
        stands = position(book, Scope("county"), 12)
        sums = [
            stands.actual,
            *(
                sum(one.actual for one in lines)
                for lines in (stands.by_practice, stands.by_heading)
            ),
        ]
        return [int(one * 100) for one in sums]

    def note(self, what):
        counted = {"reads": self.reads, "wholes": self.wholes}
        self.file.write(json.dumps(what | counted) + "\n")
        self.file.flush()


def look(path):
    """Read until told to stop, and note it in a file."""
    with Path(path).open("a") as file:
        Reader(file).run()
