from pbc.core.models.among import Among
from pbc.core.models.appointment import (
    CONFIRMED_BY_A_SECOND,
    HELD_OVER,
    OPTIONAL,
    SITE_WIDE,
    Appointment,
    AppointmentState,
    Role,
)
from pbc.core.models.bounce import Bounce
from pbc.core.models.commissioner import Commissioner, LocalityCommissioner
from pbc.core.models.done_once import DoneOnce
from pbc.core.models.errand import Errand, ErrandLease, ErrandState
from pbc.core.models.group import Group, GroupMembership, Standing
from pbc.core.models.kept_form import KeptForm
from pbc.core.models.locality import Locality
from pbc.core.models.look import Look
from pbc.core.models.mail import Mail
from pbc.core.models.open_session import Guess, OpenSession
from pbc.core.models.people_upload import PeopleUpload
from pbc.core.models.person import OPERATOR, Person, SignInLink
from pbc.core.models.practice import Practice, PracticeLocality, PracticeMerger
from pbc.core.models.provider import Provider
from pbc.core.models.seal import PurgedRow, Seal, SealCheck, Sealing
from pbc.core.models.sign_in import Happened, SignInBinding, SignInRecord
from pbc.core.models.upkeep import BackupKind, BackupRun, RefusedSignIns, Sweep
from pbc.core.models.versioned import Versioned
from pbc.core.models.year import FinancialYear

__all__ = [
    "CONFIRMED_BY_A_SECOND",
    "HELD_OVER",
    "OPERATOR",
    "OPTIONAL",
    "SITE_WIDE",
    "Among",
    "Appointment",
    "AppointmentState",
    "BackupKind",
    "BackupRun",
    "Bounce",
    "Commissioner",
    "DoneOnce",
    "Errand",
    "ErrandLease",
    "ErrandState",
    "FinancialYear",
    "Group",
    "GroupMembership",
    "Guess",
    "Happened",
    "KeptForm",
    "Locality",
    "LocalityCommissioner",
    "Look",
    "Mail",
    "OpenSession",
    "PeopleUpload",
    "Person",
    "Practice",
    "PracticeLocality",
    "PracticeMerger",
    "Provider",
    "PurgedRow",
    "RefusedSignIns",
    "Role",
    "Seal",
    "SealCheck",
    "Sealing",
    "SignInBinding",
    "SignInLink",
    "SignInRecord",
    "Standing",
    "Sweep",
    "Versioned",
]
