from django.db import models


class Written(models.Model):
    """That one statement wrote rows which a year's book is read from, for the stamp of that year.

    Triggers of those tables add it (budgets/stamp_sql.py), in the transaction of the statement, and
    nobody else does. Without a year it is of every year.
    """

    year = models.SmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["year", "id"], name="written_of_a_year")]

    def __str__(self):
        return f"{self.pk}, of {self.year or 'every year'}"
