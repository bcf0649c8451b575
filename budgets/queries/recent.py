"""What this process has read lately of what never changes, by what it was read from."""

from threading import Lock


class Recent:
    """The last few answers, each by a key that names everything it depends on."""

    def __init__(self, most):
        self.most, self.lock, self.answers = most, Lock(), {}

    def get(self, key):
        """The answer of that key, or None."""
        with self.lock:
            found = self.answers.pop(key, None)
            if found is not None:
                self.answers[key] = found  # the last one asked for
        return found

    def put(self, key, answer):
        """Keep an answer, and let go of the one that was not asked for longest."""
        with self.lock:
            self.answers[key] = answer
            while len(self.answers) > self.most:
                self.answers.pop(next(iter(self.answers)))
