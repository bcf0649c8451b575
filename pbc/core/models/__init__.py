from pbc.core.models.appointment import SITE_WIDE, Appointment, Role
from pbc.core.models.commissioner import Commissioner, LocalityCommissioner
from pbc.core.models.group import Group, GroupMembership, Standing
from pbc.core.models.locality import Locality
from pbc.core.models.person import Person
from pbc.core.models.practice import Practice, PracticeLocality, PracticeMerger
from pbc.core.models.provider import Provider
from pbc.core.models.year import FinancialYear

__all__ = [
    "SITE_WIDE",
    "Appointment",
    "Commissioner",
    "FinancialYear",
    "Group",
    "GroupMembership",
    "Locality",
    "LocalityCommissioner",
    "Person",
    "Practice",
    "PracticeLocality",
    "PracticeMerger",
    "Provider",
    "Role",
    "Standing",
]
