"""SQL that migrations lay over tables: rows that are only added, days that nobody sets by hand.

Each function answers a migration operation; the reverse takes the trigger away again.
"""

import re

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% takes no %: add a row instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION stamp_recorded_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE FUNCTION sum_of(numeric[]) RETURNS numeric LANGUAGE sql IMMUTABLE AS
  'SELECT coalesce(sum(x), 0) FROM unnest($1) AS x';
"""

ONLY_END = """
CREATE OR REPLACE FUNCTION only_end_what_was_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.known_until IS NOT NULL
     OR to_jsonb(NEW) - '{known_until,ended_at}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{known_until,ended_at}'::text[] THEN
    RAISE EXCEPTION '%: a dated row is ended and another added, it is not rewritten',
      TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN jsonb_populate_record(NEW, jsonb_build_object('ended_at',
    CASE WHEN NEW.known_until IS NOT NULL THEN clock_timestamp() END));
END $$;
"""

KNOWN = """
CREATE FUNCTION stamp_what_is_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(20070313, 1);
  NEW.recorded_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION only_end_what_was_known() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.known_until IS NOT NULL
     OR to_jsonb(NEW) - '{known_until,ended_at}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{known_until,ended_at}'::text[] THEN
    RAISE EXCEPTION '%: a dated row is ended and another added, it is not rewritten',
      TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  PERFORM pg_advisory_xact_lock_shared(20070313, 1);
  RETURN jsonb_populate_record(NEW, jsonb_build_object('ended_at',
    CASE WHEN NEW.known_until IS NOT NULL THEN clock_timestamp() END));
END $$;
"""

ONLY_TRIED = """
CREATE FUNCTION keep_what_was_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.accepted_at IS NOT NULL
     OR to_jsonb(NEW) - '{tries,accepted_at,failure}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{tries,accepted_at,failure}'::text[] THEN
    RAISE EXCEPTION '%: a mail stays as it was written, and one that was taken as it was sent',
      TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

MARKED_FIRST = ONLY_TRIED.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(
    "{tries,", "{begun_at,tries,"
)

NO_FUNCTIONS = """
DROP FUNCTION sum_of(numeric[]);
DROP FUNCTION only_end_what_was_known();
DROP FUNCTION stamp_recorded_at();
DROP FUNCTION refuse_change();
"""


A_FUNCTION = r"^CREATE (?:OR REPLACE )?(FUNCTION (\w+)\(.*?\$\$;\n)"


def _trigger(name, when, table, function):
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {name} ON {table}",
    )


def functions():
    """The functions that the triggers below call."""
    return migrations.RunSQL(FUNCTIONS + ONLY_END, NO_FUNCTIONS)


def functions_of(sql):
    """Make the functions of a text and the triggers that call them; back: take both away."""
    names = re.findall(r"^CREATE FUNCTION (\w+)\(", sql, re.MULTILINE)
    return migrations.RunSQL(sql, f"DROP FUNCTION {', '.join(names)} CASCADE")


def as_they_were(sql, *names):
    """The functions of those names as a text makes them, in place of what they have come to be: the
    way back of a migration that replaced them. KeyError for a name that the text has not."""
    texts = re.findall(A_FUNCTION, sql, re.MULTILINE | re.DOTALL)
    if missing := {*names} - {name for _, name in texts}:
        raise KeyError(*missing)
    # A name may have several, of other arguments.
    return "".join(f"CREATE OR REPLACE {text}" for text, name in texts if name in names)


def insert_only(table):
    """Rows of the table can be added; nobody, not even its owner, changes or removes one."""
    return _trigger("insert_only", "BEFORE UPDATE OR DELETE", table, "refuse_change")


def never_removed(table):
    """Rows of the table can be changed within their other guards, and never removed."""
    return _trigger("never_removed", "BEFORE DELETE", table, "refuse_change")


def recorded_by_the_clock(table):
    """`recorded_at` is the database's clock, whatever was said."""
    return _trigger("recorded_by_the_clock", "BEFORE INSERT", table, "stamp_recorded_at")


def known_by_the_clock(table):
    """The same of what a statement is derived from: it waits while figures are stated."""
    again = "DROP TRIGGER recorded_by_the_clock ON {0}; CREATE TRIGGER recorded_by_the_clock "
    again += "BEFORE INSERT ON {0} FOR EACH ROW EXECUTE FUNCTION {1}()"
    return migrations.RunSQL(
        again.format(table, "stamp_what_is_known"), again.format(table, "stamp_recorded_at")
    )


def mails_are_kept(table):
    """A mail takes a try and what came of it until a server has it; it is never removed."""
    return [
        migrations.RunSQL(ONLY_TRIED, "DROP FUNCTION keep_what_was_written()"),
        _trigger("only_tried", "BEFORE UPDATE", table, "keep_what_was_written"),
        never_removed(table),
    ]


def mails_are_marked_first():
    """A mail takes the moment at which it is handed over, too."""
    before = ONLY_TRIED.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    return migrations.RunSQL(MARKED_FIRST, before)


def amounts_are_numbers(table, *columns):
    """No amount is NaN, which equals itself and so would pass every check of a sum."""
    name = f"{table}_amounts_are_numbers"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ('NaN' NOT IN ({', '.join(columns)}))",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def only_ended(table):
    """Rows of the table take one change: the day until which they were known."""
    return _trigger("only_ended", "BEFORE UPDATE", table, "only_end_what_was_known")


def dated(table):
    """A dated row of the register: ended once, otherwise unchanged, never removed."""
    return [
        only_ended(table),
        never_removed(table),
        recorded_by_the_clock(table),
    ]
