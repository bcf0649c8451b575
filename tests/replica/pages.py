"""Pages that may be read from a replica, and what is said of it."""

from contextlib import contextmanager

POSITION = "/position/practice/E82713/"


def page_is_from_the_replica(site, replica, path=POSITION):
    """Whether a page, which is there in any case, was read from the replica."""
    before = replica.snapshots()
    page = site.visitor.get(path)
    assert page.status == 200, page.text
    return replica.snapshots() > before


def says(site):
    """What a monitor reads of the replica."""
    return site.visitor.get("/healthz").text.partition("replica: ")[2].strip()


@contextmanager
def paused(replica):
    """The replica gets what the primary writes, and does not have it yet."""
    replica.pauses()
    try:
        yield
    finally:
        replica.asks("SELECT pg_wal_replay_resume()")
