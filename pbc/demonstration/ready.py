"""The spreadsheets that are ready to be sent in, for whoever tries the demonstration."""

from dataclasses import dataclass
from pathlib import Path

from pbc.demonstration import marker


@dataclass(frozen=True)
class Ready:
    """A spreadsheet: the name of its address, that of its file, and what is in it."""

    url: str
    name: str
    what: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return marker.folder() / self.name


NEXT = Ready(
    "demonstration-next",
    "PbC_Dacorum_M07-M09.csv",
    "months 7 to 9 of Dacorum, with three rows to settle",
)
CORRECTED = Ready(
    "demonstration-corrected",
    "PbC_Dacorum_M04_corrected.csv",
    "month 4 of Dacorum again, with most of its unassigned activity assigned",
)
READY = (NEXT, CORRECTED)
