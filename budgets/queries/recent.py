"""What this process has read lately of what never changes, by what it was read from."""

from contextlib import contextmanager
from threading import Lock

# Seconds that a page waits for what another is putting together: some times what that takes, and
# less than others wait for a row that a deed may hold meanwhile.
PATIENCE = 1.0


class Recent:
    """The last few answers, each by a key that names everything it depends on.

    Of what is asked again and again of rows that change (`alike`) only two stay: who still looks at
    the state before one that was just written has it, and older ones are not asked for again.
    """

    STATES = 2

    def __init__(self, most):
        self.most, self.lock, self.answers = most, Lock(), {}
        self.turns = {}  # {key: [its lock, how many want it]}

    def get(self, key):
        """The answer of that key, or None."""
        with self.lock:
            found = self.answers.pop(key, None)
            if found is None:
                return None
            self.answers[key] = found  # the last one asked for
            return found[0]

    def put(self, key, answer, alike=None):
        """Keep an answer, and let go of the one that was not asked for longest."""
        with self.lock:
            self.answers[key] = answer, alike
            if alike is not None:
                same = [one for one, (_, like) in self.answers.items() if like == alike]
                for one in same[: -self.STATES]:
                    del self.answers[one]
            while len(self.answers) > self.most:
                self.answers.pop(next(iter(self.answers)))

    @contextmanager
    def one_at_a_time(self, key):
        """Put together what that key asks for while nobody else does: look again, as it may be
        there then. Who has waited for too long does it beside them."""
        with self.lock:
            turn = self.turns.setdefault(key, [Lock(), 0])
            turn[1] += 1
        is_mine = False
        try:
            is_mine = turn[0].acquire(timeout=PATIENCE)
            yield
        finally:
            if is_mine:
                turn[0].release()
            with self.lock:
                turn[1] -= 1
                if not turn[1]:
                    del self.turns[key]
