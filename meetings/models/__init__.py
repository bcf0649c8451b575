from meetings.models.action import HOLDERS, POSTS, Action, State
from meetings.models.note import ActionNote, Deed
from meetings.models.wish import MailWish, Often

__all__ = ["HOLDERS", "POSTS", "Action", "ActionNote", "Deed", "MailWish", "Often", "State"]
