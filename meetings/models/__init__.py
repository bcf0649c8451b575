from meetings.models.action import POSTS, Action, Finding, State
from meetings.models.agenda import LARGEST_PAPER, Item, ItemKind, Paper, Report
from meetings.models.attendance import CAME, Attendance, How
from meetings.models.audience import Audience, AudienceMember, AudienceRule, OptOut
from meetings.models.body import (
    ORGANISATIONS,
    Body,
    BodyKind,
    Seat,
    SeatKind,
    SeatPost,
    Side,
)
from meetings.models.calendar import CalendarFeed
from meetings.models.company import Binding, Company
from meetings.models.decision import Decision, Outcome, Telling
from meetings.models.event import Booking, BookingState, Event, EventKind, Invitation
from meetings.models.held import HOLDERS
from meetings.models.interest import Exclusion, Interest, Touch
from meetings.models.link import ActionLink, ActionLinkUse
from meetings.models.matter import Concern, Mandate, OpenQuestion
from meetings.models.meeting import Every, Meeting, MeetingState, Minutes, Series, month_of
from meetings.models.newsletter import Fate, Newsletter, NewsletterCopy, NewsletterState
from meetings.models.nomination import Nomination
from meetings.models.note import ActionNote, Deed
from meetings.models.post import Post, Remit, Tenure
from meetings.models.question import Answer, Asked, Question, Said
from meetings.models.record import (
    Agreed,
    Amendment,
    Initials,
    MinutesCopy,
    OldMinutes,
    OtherText,
    Sent,
)
from meetings.models.seat_rule import SeatRule
from meetings.models.support import Contact, ContactKind, ContactOutcome
from meetings.models.wish import MailWish, Often

__all__ = [
    "CAME",
    "HOLDERS",
    "LARGEST_PAPER",
    "ORGANISATIONS",
    "POSTS",
    "Action",
    "ActionLink",
    "ActionLinkUse",
    "ActionNote",
    "Agreed",
    "Amendment",
    "Answer",
    "Asked",
    "Attendance",
    "Audience",
    "AudienceMember",
    "AudienceRule",
    "Binding",
    "Body",
    "BodyKind",
    "Booking",
    "BookingState",
    "CalendarFeed",
    "Company",
    "Concern",
    "Contact",
    "ContactKind",
    "ContactOutcome",
    "Decision",
    "Deed",
    "Event",
    "EventKind",
    "Every",
    "Exclusion",
    "Fate",
    "Finding",
    "How",
    "Initials",
    "Interest",
    "Invitation",
    "Item",
    "ItemKind",
    "MailWish",
    "Mandate",
    "Meeting",
    "MeetingState",
    "Minutes",
    "MinutesCopy",
    "Newsletter",
    "NewsletterCopy",
    "NewsletterState",
    "Nomination",
    "Often",
    "OldMinutes",
    "OpenQuestion",
    "OptOut",
    "OtherText",
    "Outcome",
    "Paper",
    "Post",
    "Question",
    "Remit",
    "Report",
    "Said",
    "Seat",
    "SeatKind",
    "SeatPost",
    "SeatRule",
    "Sent",
    "Series",
    "Side",
    "State",
    "Telling",
    "Tenure",
    "Touch",
    "month_of",
]
