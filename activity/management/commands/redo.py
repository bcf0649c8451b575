from activity.management.taking_back import TakingBack
from activity.services.publication import redo_submission


class Command(TakingBack):
    help = "Take a withdrawal back from today on."
    deed = staticmethod(redo_submission)
