from budgets.management.target import TargetCommand
from budgets.services.targets import set_allocation


class Command(TargetCommand):
    help = "Set what a PCT or locality has to spend in a year, from today on."
    name = "allocation"
    enter = staticmethod(set_allocation)
