from budgets.management.target import TargetCommand
from budgets.services.targets import set_control_total


class Command(TargetCommand):
    help = "Set the planned over- or underspend of a year, from today on. Plus is over."
    name = "control_total"
    enter = staticmethod(set_control_total)
