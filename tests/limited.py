"""Limits of one person, for tests: the broker counts from nothing."""

from pbc import limits

KINDS = ("deeds", "files", "searches", "tables")


def from_nothing():
    """Forget what was counted, also before this run; the broker as the site asks it."""
    limits.counter = limits.Counter()
    broker = limits.counter._asked()
    for key in broker.keys("pbc:limit:*"):
        broker.delete(key)
    return broker
