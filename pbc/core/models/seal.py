from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Sealing(models.Model):
    """One sealing of what was written down since the one before, over every table at once.

    `said` names its seals in words that a file outside can hold (`pbc.core.seals.heads`), and
    `digest` is the SHA-256 of that and of the digest before: whoever knows one knows that nothing
    sealed until then has changed. `day` is London's. Added only.
    """

    number = models.PositiveIntegerField(primary_key=True)
    day = models.DateField()
    said = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"Sealing {self.number}"


class Seal(models.Model):
    """The rows of one table between two numbers, as they were when they were sealed.

    `marks` has 40 bytes a row, in the order of their numbers: the number, and the SHA-256 of the
    row. `columns` are those that were hashed; one that is added later is in later seals. `head` is
    the SHA-256 of all this and of the head of the seal before. Added only.
    """

    sealing = models.ForeignKey(Sealing, models.PROTECT, related_name="seals")
    table_name = models.CharField(max_length=63)
    number = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    columns = ArrayField(models.CharField(max_length=63))
    marks = models.BinaryField()
    head = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table_name", "number"], name="seals_of_a_table_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(count__gt=0) & Q(last_id__gte=models.F("first_id")),
                name="a_seal_has_rows",
            ),
        ]

    def __str__(self):
        return f"{self.table_name}, seal {self.number}"


class SealCheck(models.Model):
    """What came of comparing everything that is sealed with what is there. Added only.

    `found` are sentences, each naming a table, a seal and the first row that is not as it was;
    none where all is as it was. `compared_to` says which heads kept outside were compared;
    `purged` counts the rows that are otherwise because two persons had their words removed.
    """

    checked_at = models.DateTimeField(db_default=Now(), editable=False)
    sealings = models.PositiveIntegerField()
    tables = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    compared_to = models.CharField(max_length=300, blank=True)
    found = ArrayField(models.TextField(), default=list)
    purged = models.BigIntegerField(default=0, db_default=0)

    def __str__(self):
        return "; ".join(self.found) or "Everything is as it was sealed"


class PurgedRow(models.Model):
    """That a row which may not change was changed on purpose, and by what: as it was and as it is.

    Both are the SHA-256 of the row as its seal has it, so that a comparison of the seals can tell
    a purge from a tampering. `why` names the purge. Added only.
    """

    table_name = models.CharField(max_length=63)
    row = models.BigIntegerField()
    before = models.CharField(max_length=64)
    after = models.CharField(max_length=64)
    why = models.CharField(max_length=100)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["table_name", "row"], name="purged_rows_of_a_table")]

    def __str__(self):
        return f"{self.table_name} {self.row}: {self.why}"
