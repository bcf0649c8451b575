from django.db import migrations, models

from pbc.core import guards

NOTE = """
CREATE FUNCTION note_written() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO budgets_written (year) SELECT DISTINCT year FROM rows_written;
  RETURN NULL;
END $$;
CREATE FUNCTION note_rewritten() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO budgets_written (year) VALUES (NULL);
  RETURN NULL;
END $$;
"""
NO_NOTE = """
DROP FUNCTION note_written();
DROP FUNCTION note_rewritten();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0010_stamp_by_numbers"),
        ("activity", "0025_a_name_goes_after_the_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Written",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.SmallIntegerField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["year", "id"], name="written_of_a_year")],
            },
        ),
        guards.insert_only("budgets_written"),
        migrations.RunSQL(NOTE, NO_NOTE),
    ]
