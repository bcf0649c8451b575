from activity.management.taking_back import TakingBack
from activity.services.publication import withdraw_submission


class Command(TakingBack):
    help = "Withdraw a published submission from today on; nothing is deleted."
    deed = staticmethod(withdraw_submission)
