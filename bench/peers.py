"""What others do with the same workbook: a bare read, and the usual read and load."""

import sys
import time
from datetime import date
from decimal import Decimal

TABLE = """
CREATE TABLE IF NOT EXISTS bench_line (
  id bigserial PRIMARY KEY, year smallint NOT NULL, month smallint NOT NULL,
  practice_id bigint NOT NULL REFERENCES core_practice,
  provider_id bigint REFERENCES core_provider,
  point_of_delivery_id bigint NOT NULL REFERENCES activity_pointofdelivery,
  specialty_id bigint REFERENCES activity_specialty,
  plan_activity numeric(14,3) NOT NULL, actual_activity numeric(14,3) NOT NULL,
  budget numeric(14,2) NOT NULL, savings_plan numeric(14,2) NOT NULL,
  actual_cost numeric(14,2) NOT NULL);
CREATE INDEX IF NOT EXISTS bench_practice ON bench_line (practice_id);
CREATE INDEX IF NOT EXISTS bench_provider ON bench_line (provider_id);
CREATE INDEX IF NOT EXISTS bench_pod ON bench_line (point_of_delivery_id);
CREATE INDEX IF NOT EXISTS bench_specialty ON bench_line (specialty_id);
"""


def fastexcel_read(path):
    """Read every cell of the first sheet into columns, and nothing else."""
    import fastexcel

    sheet = fastexcel.read_excel(path).load_sheet(0)
    return sheet.to_arrow().num_rows


def openpyxl_and_orm(path):
    """Read row by row with openpyxl, look codes up in dicts, and load by bulk_create."""
    import django
    import openpyxl

    django.setup()
    from django.db import connection, models, transaction

    from activity.models import PointOfDelivery, Specialty
    from pbc.core.models import Practice, Provider

    class Line(models.Model):
        year, month = models.SmallIntegerField(), models.SmallIntegerField()
        practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
        provider = models.ForeignKey(Provider, models.PROTECT, related_name="+")
        point_of_delivery = models.ForeignKey(PointOfDelivery, models.PROTECT, related_name="+")
        specialty = models.ForeignKey(Specialty, models.PROTECT, related_name="+")
        plan_activity = models.DecimalField(max_digits=14, decimal_places=3)
        actual_activity = models.DecimalField(max_digits=14, decimal_places=3)
        budget = models.DecimalField(max_digits=14, decimal_places=2)
        savings_plan = models.DecimalField(max_digits=14, decimal_places=2)
        actual_cost = models.DecimalField(max_digits=14, decimal_places=2)

        class Meta:
            app_label, managed, db_table = "bench", False, "bench_line"

        def __str__(self):
            return str(self.pk)

    ids = [
        dict(model.objects.values_list("code", "pk"))
        for model in (Practice, Provider, PointOfDelivery, Specialty)
    ]
    sheet = openpyxl.load_workbook(path, read_only=True).active
    lines = []
    for row in sheet.iter_rows(min_row=2, values_only=True):
        day = date.fromisoformat(f"{row[0]}-01")
        line = Line(
            year=day.year - (day.month < 4),
            month=(day.month + 8) % 12 + 1,
            practice_id=ids[0][row[2]],
            provider_id=ids[1][row[4]],
            point_of_delivery_id=ids[2][row[5]],
            specialty_id=ids[3][row[6]],
        )
        names = ("plan_activity", "actual_activity", "budget", "savings_plan")
        for name, value in zip((*names, "actual_cost"), (*row[7:11], row[12]), strict=True):
            setattr(line, name, Decimal(str(value)))
        lines.append(line)
    with transaction.atomic():
        Line.objects.bulk_create(lines, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM bench_line")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    began = time.perf_counter()
    print({"read": fastexcel_read, "orm": openpyxl_and_orm}[sys.argv[1]](sys.argv[2]))
    print(time.perf_counter() - began)
