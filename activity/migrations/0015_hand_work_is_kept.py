from django.db import migrations

from pbc.core import guards

GUARDS = """
CREATE FUNCTION guard_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before activity_handassignment;
BEGIN
  NEW.recorded_at := clock_timestamp();
  IF NOT EXISTS (SELECT 1 FROM activity_defaultpracticecode WHERE code = NEW.practice_given) THEN
    RAISE EXCEPTION 'a line of % is not unassigned', NEW.practice_given
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO before FROM activity_handassignment
   WHERE (feed_id, year, first_month, month, locality_id, practice_given, provider_given,
          point_of_delivery_id, specialty_given, actual_cost)
       = (NEW.feed_id, NEW.year, NEW.first_month, NEW.month, NEW.locality_id, NEW.practice_given,
          NEW.provider_given, NEW.point_of_delivery_id, NEW.specialty_given, NEW.actual_cost)
   ORDER BY known_from DESC, id DESC LIMIT 1;
  IF before.known_from > NEW.known_from THEN
    RAISE EXCEPTION 'the line was assigned or taken back after %', NEW.known_from
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.practice_id IS NULL AND before.practice_id IS NULL THEN
    RAISE EXCEPTION 'the line is assigned to nobody: there is nothing to take back'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_assignment BEFORE INSERT ON activity_handassignment
  FOR EACH ROW EXECUTE FUNCTION guard_assignment();

CREATE FUNCTION guard_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM activity_submission WHERE id = NEW.submission_id
     AND state IN ('RECEIVED', 'READ', 'CHECKED') FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'submission % has been read: it applies no more assignments',
      NEW.submission_id USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM activity_handassignment
             WHERE id = NEW.assignment_id AND practice_id IS NULL) THEN
    RAISE EXCEPTION 'assignment % takes one back: there is nothing to apply', NEW.assignment_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_outcome BEFORE INSERT ON activity_assignmentoutcome
  FOR EACH ROW EXECUTE FUNCTION guard_outcome();
"""

NO_GUARDS = """
DROP TRIGGER guard_assignment ON activity_handassignment;
DROP TRIGGER guard_outcome ON activity_assignmentoutcome;
DROP FUNCTION guard_assignment();
DROP FUNCTION guard_outcome();
"""


class Migration(migrations.Migration):
    dependencies = [("activity", "0014_by_hand")]

    operations = [
        migrations.RunSQL(GUARDS, NO_GUARDS),
        guards.insert_only("activity_handassignment"),
        guards.insert_only("activity_assignmentoutcome"),
        guards.amounts_are_numbers("activity_handassignment", "actual_cost"),
    ]
