from budgets.management.target import TargetCommand
from budgets.services.targets import enter_other_spend
from pbc.core.periods import MONTHS, YEAR_END


class Command(TargetCommand):
    help = "Add what was spent in a month that no file brings. Entries of a month add up."
    name = "other_spend"
    also = ("month", "source")
    enter = staticmethod(enter_other_spend)

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--month", type=int, required=True, choices=[*MONTHS, YEAR_END])
        parser.add_argument("--source", required=True, help="where the figure is from")
