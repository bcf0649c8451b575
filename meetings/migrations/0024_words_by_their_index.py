import django.contrib.postgres.indexes
import django.db.models
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from meetings.models.words import Stems

SAID_IN_PARTS = r"""
CREATE FUNCTION meetings_said_in_parts(parts jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
  RETURN (
    SELECT coalesce(pg_catalog.string_agg(pg_catalog.concat_ws(E'\n', part->>'title', (
      SELECT pg_catalog.string_agg(said #>> '{}', E'\n')
      FROM pg_catalog.jsonb_path_query(part, 'lax $.sentences[*]') AS said
    )), E'\n'), '')
    FROM pg_catalog.jsonb_array_elements(parts) AS part
  );
END $$;
"""


def trust_the_index(apps, schema_editor):
    """Keep no statistics of words, so that the planner always takes their index.

    Where it knows that nearly every row has a word, it takes every row apart instead, thinks that
    the index would have it do the same, and a search lasts for seconds. Without statistics it takes
    a word for rare. An index is made anew, since what was known of it goes only with it.
    """
    for model in apps.get_app_config("meetings").get_models():
        for index in model._meta.indexes:
            if isinstance(index, GinIndex):
                schema_editor.remove_index(model, index)
                schema_editor.add_index(model, index)
                schema_editor.execute(f"ALTER INDEX {index.name} ALTER COLUMN 1 SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0023_taken_back")]

    operations = [
        migrations.RunSQL(SAID_IN_PARTS, "DROP FUNCTION meetings_said_in_parts(jsonb)"),
        migrations.AddIndex(
            model_name="answer",
            index=django.contrib.postgres.indexes.GinIndex(Stems("words"), name="answers_by_words"),
        ),
        migrations.AddIndex(
            model_name="newslettercopy",
            index=django.contrib.postgres.indexes.GinIndex(
                Stems(
                    django.db.models.Func(
                        "parts",
                        function="meetings_said_in_parts",
                        output_field=django.db.models.TextField(),
                    )
                ),
                name="copies_by_words",
            ),
        ),
        migrations.RunPython(trust_the_index, migrations.RunPython.noop),
    ]
