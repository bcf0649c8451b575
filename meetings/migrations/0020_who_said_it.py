import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations

from meetings.models.words import Spoken

# The words that each says under an item, by their stems, each behind the key of whoever says it.
# Words that are longer than any is are left out: the database takes none above 2,046 bytes.
SPOKEN = r"""
CREATE FUNCTION meetings_spoken(said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED COST 5000 AS $$
DECLARE
  whole tsvector := '';
  line record;
BEGIN
  FOR line IN
    SELECT pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(
        pg_catalog.convert_to(one[1], 'UTF8')), 'hex'), 12) AS who, one[2] AS words
    FROM pg_catalog.regexp_matches(
      said, '^(?:[-•*] )?(\*\*[^*\n]+\*\*|[^\s*]{1,6})[ \t]+[-–—][ \t](.*)$', 'gn'
    ) AS one
  LOOP
    whole := whole || pg_catalog.array_to_tsvector(ARRAY[line.who]) || (
      SELECT coalesce(pg_catalog.string_agg(
        '''' || line.who || pg_catalog.replace(pg_catalog.replace(lexeme, '\', '\\'), '''', '''''')
        || ''':' || pg_catalog.array_to_string(positions, ','), ' '), '')
      FROM pg_catalog.unnest(pg_catalog.to_tsvector('pg_catalog.english', line.words))
      WHERE pg_catalog.octet_length(lexeme) < 1000
    )::tsvector;
  END LOOP;
  RETURN whole;
END $$;
"""
# What is asked, of those who have one of these keys. Without words: that they say anything.
SAID_BY = r"""
CREATE FUNCTION meetings_said_by(asked tsquery, keys text[]) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE CALLED ON NULL INPUT PARALLEL SAFE AS $$
DECLARE
  any_of text := (
    SELECT pg_catalog.string_agg('''' || one || '\1''', ' | ') FROM pg_catalog.unnest(keys) AS one
  );
  speaks text := '(' || pg_catalog.replace(any_of, '\1', '') || ')';
BEGIN
  IF any_of IS NULL OR pg_catalog.numnode(asked) = 0 THEN
    RETURN ''::tsquery;
  END IF;
  IF asked IS NULL THEN
    RETURN speaks::tsquery;
  END IF;
  RETURN (speaks || ' & (' || pg_catalog.regexp_replace(
    asked::text, '''((?:[^'']|'''')+)''', '(' || any_of || ')', 'g') || ')')::tsquery;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0019_events")]

    operations = [
        migrations.RunSQL(SPOKEN, "DROP FUNCTION meetings_spoken(text)"),
        migrations.RunSQL(SAID_BY, "DROP FUNCTION meetings_said_by(tsquery, text[])"),
        migrations.AddIndex(
            model_name="item",
            index=django.contrib.postgres.indexes.GinIndex(
                Spoken(django.db.models.functions.text.Left("minutes", 100000)),
                name="items_by_who_said_it",
            ),
        ),
    ]
