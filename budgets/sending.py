"""Reading a filled-in template: in a process of its own, watched, as every file of others."""

import hashlib
import json
import tempfile
from pathlib import Path

from django.conf import settings

from activity.ingest import child

GRID = "activity.ingest.grid"


def cells_of(file):
    """The sheets of an open workbook as text, and its SHA-256. Raises child.Refused."""
    room = Path(settings.PBC_VAR) / "reading"
    room.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room) as folder:
        content = file.read()
        path = Path(folder) / "template"
        path.write_bytes(content)
        found = child.apart(GRID, path, {}, into=folder)
        sheets = json.loads((found / "grid.json").read_text(encoding="utf-8"))
    return sheets, hashlib.sha256(content).hexdigest()
