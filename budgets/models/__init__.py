from budgets.models.check import AgreedCheck, Check
from budgets.models.entry import BudgetEntry, Kind
from budgets.models.stated import StatedPosition
from budgets.models.target import Allocation, ControlTotal, OtherSpend
from budgets.models.upload import BudgetUpload
from budgets.models.written import Written

__all__ = [
    "AgreedCheck",
    "Allocation",
    "BudgetEntry",
    "BudgetUpload",
    "Check",
    "ControlTotal",
    "Kind",
    "OtherSpend",
    "StatedPosition",
    "Written",
]
