"""How much of anything a file may have.

Those that are a setting are read from the environment, which the child is given too.
"""

import os

MIB = 1024 * 1024
SETTINGS = (
    "PBC_UPLOAD_LIMIT_MB",
    "PBC_UNPACKED_LIMIT_MB",
    "PBC_READER_MEMORY_MB",
    "PBC_READER_SECONDS",
)


def _setting(name, usual):
    return int(os.environ.get(name) or usual)


FILE_BYTES = _setting("PBC_UPLOAD_LIMIT_MB", 100) * MIB  # a workbook of a million rows has about 60
ARCHIVE_PARTS = 2000  # 128 sheets with a comment each make 520
ARCHIVE_BYTES = _setting("PBC_UNPACKED_LIMIT_MB", 1024) * MIB
ARCHIVE_RATIO = 40  # unpacked to packed, of each part and of all; real sheets have about 11
RATIO_COUNTS_FROM = 4 * MIB  # what unpacks to less may be as even as it likes

XLSX_ROWS = 1_048_576  # the last row a spreadsheet program can hold
XLSX_COLUMNS = 16_384
XLS_ROWS = 65_536
COLUMNS = 1000
CELLS = 40_000_000  # rows times columns of one sheet: 1,000,000 rows of 40 columns

CHILD_ADDRESS_SPACE = (
    _setting("PBC_READER_MEMORY_MB", 2048) * MIB
)  # the hard wall; the watch on resident memory is the real one
CHILD_RESIDENT = 512 * MIB
CHILD_RESIDENT_PER_BYTE = 24  # for what a file has above SMALL_FILE
SMALL_FILE = 16 * MIB
CHILD_CPU_SECONDS = 30
# It gives way to the pages: to wait long on a busy machine is no fault of a file.
CHILD_WALL_SECONDS = 240
CHILD_LONGEST_SECONDS = _setting("PBC_READER_SECONDS", 300)


def resident(size):
    """Bytes of memory that the child may hold for a file of this size."""
    return CHILD_RESIDENT + CHILD_RESIDENT_PER_BYTE * max(0, size - SMALL_FILE)


def address_space(size):
    """Bytes of address space: what is resident for a larger file needs room of its own."""
    return CHILD_ADDRESS_SPACE + CHILD_RESIDENT_PER_BYTE * max(0, size - SMALL_FILE)


def seconds(size, allowed):
    """Seconds for a file of this size: as allowed for a small one, in proportion above."""
    return min(CHILD_LONGEST_SECONDS, round(allowed * max(1.0, size / SMALL_FILE)))
