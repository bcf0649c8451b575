from django.db import migrations

from pbc.core import guards

LOCKED = """
CREATE FUNCTION keep_approved_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_meeting bigint;
BEGIN
  IF TG_TABLE_NAME = 'meetings_meeting' THEN
    of_meeting := OLD.id;
  ELSIF TG_TABLE_NAME = 'meetings_report' THEN
    SELECT meeting_id INTO of_meeting FROM meetings_item WHERE id = NEW.item_id;
  ELSIF TG_OP = 'DELETE' THEN
    of_meeting := OLD.meeting_id;
  ELSE
    of_meeting := NEW.meeting_id;
  END IF;
  IF EXISTS (SELECT FROM meetings_meeting WHERE id = of_meeting AND minutes = 'APPROVED') THEN
    RAISE EXCEPTION 'approved minutes are locked: add an amendment instead'
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
"""
WHEN = {
    "meetings_meeting": "UPDATE",
    "meetings_item": "INSERT OR UPDATE",
    "meetings_attendance": "INSERT OR UPDATE OR DELETE",
    "meetings_report": "INSERT OR UPDATE",
    "meetings_agreed": "INSERT",
}
ONLY_ADDED = ("oldminutes", "agreed", "minutescopy", "amendment")
BY_THE_CLOCK = ("oldminutes", "initials", "minutescopy", "amendment", "othertext")


def _locked(table):
    return migrations.RunSQL(
        f"CREATE TRIGGER locked BEFORE {WHEN[table]} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION keep_approved_minutes()",
        f"DROP TRIGGER locked ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_minutes_kept"), ("core", "0002_guards")]

    operations = [
        migrations.RunSQL(LOCKED, "DROP FUNCTION keep_approved_minutes()"),
        *map(_locked, WHEN),
        *(guards.insert_only(f"meetings_{table}") for table in ONLY_ADDED),
        guards.never_removed("meetings_othertext"),
        guards.never_removed("meetings_initials"),
        *(guards.recorded_by_the_clock(f"meetings_{table}") for table in BY_THE_CLOCK),
    ]
