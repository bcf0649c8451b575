from activity.models.assignment import AssignmentOutcome, HandAssignment, Outcome
from activity.models.code import (
    DefaultPracticeCode,
    Heading,
    PointOfDelivery,
    ResolvedHeading,
    Specialty,
)
from activity.models.feed import Block, CountsFor, Feed
from activity.models.in_force import InForce, Move
from activity.models.line import ActivityLine, DetailRollUp, ParkedRow, PositionRollUp, Problem
from activity.models.list_size import ListSize
from activity.models.notice import Notice
from activity.models.purge import Purge, PurgeAnswer, Purged
from activity.models.submission import (
    CoverageDecision,
    CoveredSlice,
    Delivery,
    State,
    Submission,
    SubmissionLease,
)

__all__ = [
    "ActivityLine",
    "AssignmentOutcome",
    "Block",
    "CountsFor",
    "CoverageDecision",
    "CoveredSlice",
    "DefaultPracticeCode",
    "Delivery",
    "DetailRollUp",
    "Feed",
    "HandAssignment",
    "Heading",
    "InForce",
    "ListSize",
    "Move",
    "Notice",
    "Outcome",
    "ParkedRow",
    "PointOfDelivery",
    "PositionRollUp",
    "Problem",
    "Purge",
    "PurgeAnswer",
    "Purged",
    "ResolvedHeading",
    "Specialty",
    "State",
    "Submission",
    "SubmissionLease",
]
