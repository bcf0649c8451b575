"""Ending what somebody has open, here or elsewhere."""

from pbc.core.deeds import deed
from pbc.core.models import Happened, OpenSession, SignInRecord
from pbc.core.sign_ins import sessions


@deed
def end_session(*, pk, where, by):
    """Sign somebody out of one of their own sessions; return how many ended, one or none."""
    return _ended(sessions.end(OpenSession.objects.filter(person=by, pk=pk)), where, by)


@deed
def end_others(*, keep, where, by):
    """Sign somebody out everywhere but in the session with this key; return how many ended."""
    return _ended(sessions.end_all(by, but=keep), where, by)


def _ended(many, where, by):
    if many:
        SignInRecord.objects.create(person=by, what=Happened.ENDED, by=by, **where)
    return many
