from budgets.models.entry import BudgetEntry, Kind
from budgets.models.stated import StatedPosition
from budgets.models.target import Allocation, ControlTotal, OtherSpend
from budgets.models.upload import BudgetUpload

__all__ = [
    "Allocation",
    "BudgetEntry",
    "BudgetUpload",
    "ControlTotal",
    "Kind",
    "OtherSpend",
    "StatedPosition",
]
