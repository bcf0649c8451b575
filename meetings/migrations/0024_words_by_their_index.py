import django.db.models
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

from meetings.models.words import Stems

SAID_IN_PARTS = r"""
CREATE OR REPLACE FUNCTION meetings_said_in_parts(parts jsonb) RETURNS text
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
NEW = ("answers_by_words", "copies_by_words")
WHOLE = """
SELECT i.indisvalid AND coalesce(a.attstattarget, -1) = 0
FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum = 1
WHERE i.indexrelid = to_regclass(%s)
"""


def trust_the_index(apps, schema_editor):
    """Keep no statistics of words, so that the planner always takes their index.

    Where it knows that nearly every row has a word, it takes every row apart instead, thinks that
    the index would have it do the same, and a search lasts for seconds. Without statistics it takes
    a word for rare. An index is made anew, since what was known of it goes only with it: beside
    the old one, so that nobody who writes has to wait for it.
    """
    for model, index in _of_words(apps):
        if not _is_whole(schema_editor, index.name):
            _make_anew(schema_editor, model, index)


def keep_statistics(apps, schema_editor):
    """Let the planner know of words again, and take away the indexes that came with this."""
    for model, index in _of_words(apps):
        if index.name in NEW:
            schema_editor.remove_index(model, index, concurrently=True)
        else:
            _keep(schema_editor, index.name, -1)


def _of_words(apps):
    """Every index of words, with its model."""
    for model in apps.get_app_config("meetings").get_models():
        for index in model._meta.indexes:
            if isinstance(index, GinIndex):
                yield model, index


def _make_anew(schema_editor, model, index):
    """One index; where that was cut short, from there on."""
    beside = index.clone()
    beside.name = f"{index.name}_anew"
    if not _is_whole(schema_editor, beside.name):
        schema_editor.remove_index(model, beside, concurrently=True)
        schema_editor.add_index(model, beside, concurrently=True)
        _keep(schema_editor, beside.name, 0)
    schema_editor.remove_index(model, index, concurrently=True)
    schema_editor.execute(f"ALTER INDEX {beside.name} RENAME TO {index.name}")


def _keep(schema_editor, name, statistics):
    schema_editor.execute(f"ALTER INDEX {name} ALTER COLUMN 1 SET STATISTICS {statistics}")


def _is_whole(schema_editor, name):
    """Whether there is an index of that name, all of it, of which no statistics are kept."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(WHOLE, [name])
        return bool((cursor.fetchone() or [False])[0])


class Migration(migrations.Migration):
    # Indexes are made and dropped beside those who write, which no transaction can do.
    atomic = False

    dependencies = [("meetings", "0023_taken_back")]

    operations = [
        migrations.RunSQL(SAID_IN_PARTS, "DROP FUNCTION IF EXISTS meetings_said_in_parts(jsonb)"),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddIndex(
                    model_name="answer",
                    index=GinIndex(Stems("words"), name="answers_by_words"),
                ),
                migrations.AddIndex(
                    model_name="newslettercopy",
                    index=GinIndex(
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
            ]
        ),
        migrations.RunPython(trust_the_index, keep_statistics),
    ]
