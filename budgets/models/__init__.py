from budgets.models.entry import BudgetEntry, Kind
from budgets.models.stated import StatedPosition
from budgets.models.target import Allocation, ControlTotal, OtherSpend

__all__ = [
    "Allocation",
    "BudgetEntry",
    "ControlTotal",
    "Kind",
    "OtherSpend",
    "StatedPosition",
]
