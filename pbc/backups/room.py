"""Whether there is room, on each disk, for what is about to be written there."""

import shutil
from collections import defaultdict

from django.db import connection

from pbc.backups.checking import DELIVERIES, READINGS
from pbc.backups.tools import Refused, kept
from pbc.core.models import BackupKind, BackupRun
from pbc.embedded import places

BESIDE_IT = 0.05  # of a disk, which stays free


def insist(needs):
    """Refuse where a disk would be full after it: `needs` are pairs of a folder and the bytes that
    are written there, and folders of one disk are added up. Nothing is removed to make room."""
    disks = defaultdict(int)
    folders = {}
    for folder, size in needs:
        disk = folder.stat().st_dev
        disks[disk] += size
        folders.setdefault(disk, folder)
    for disk, needed in disks.items():
        found = shutil.disk_usage(folders[disk])
        if found.free - needed < BESIDE_IT * found.total:
            free, wanted = (f"{size / 2**20:,.0f} MB" for size in (found.free, needed))
            raise Refused(
                f"There is too little room on the disk of {folders[disk]}: {free} are free,"
                f" {wanted} are needed, and a twentieth of the disk stays free. Nothing was"
                " removed: make room, or keep fewer backups."
            )


def of_a_backup(folder):
    """What one takes while it is made: the dump, its copy that is checked and the rows of files
    beside the deliveries; the whole in the folder where it is kept.

    The last one says how large that was. Before the first one it is the database, which its dump
    is smaller than, and the files as they are.
    """
    database = _size_of("pg_database_size(current_database())")
    rows = sum(_size_of(f"pg_table_size('{table}')") for table in (DELIVERIES, READINGS))
    whole = _last_size() or database + sum(
        path.stat().st_size for path in kept("deliveries").rglob("*") if path.is_file()
    )
    return [(folder, whole), (places.var(), min(database, whole) + rows)]


def of_what_is_put_back(file):
    """What a backup takes beside the deliveries while it is put back: its parts, the script that
    fills the database, and the database, which lies there too where the servers are our own."""
    return [
        (places.var(), file.stat().st_size + 2 * _size_of("pg_database_size(current_database())"))
    ]


def _last_size():
    last = BackupRun.objects.filter(kind=BackupKind.MADE, size__isnull=False).order_by("-pk")
    return last.values_list("size", flat=True).first()


def _size_of(what):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what}")
        [(size,)] = cursor.fetchall()
    return size
