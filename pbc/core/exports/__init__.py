"""Tables of figures to take away: as a workbook (xlsx), or as text (csv). A page hands over its
own Table; whoever may see the page may take it, and nobody else."""

from pbc.core.exports.answer import FORMS, answer
from pbc.core.exports.table import Column, Fact, Kind, Table

__all__ = ["FORMS", "Column", "Fact", "Kind", "Table", "answer"]
