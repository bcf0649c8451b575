from django.db import migrations

from pbc.core import guards

MONTHS = """
ALTER TABLE budgets_budgetentry ADD CONSTRAINT twelve_months_are_the_amount
  CHECK (sum_of(months) + month_13 = amount AND array_position(months, NULL) IS NULL
         AND array_ndims(months) = 1 AND array_lower(months, 1) = 1);
CREATE FUNCTION guard_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE first budgets_budgetentry;
BEGIN
  IF NEW.reverses_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO first FROM budgets_budgetentry WHERE id = NEW.reverses_id;
  IF (NEW.year, NEW.kind, NEW.is_recurrent, NEW.heading_id, NEW.amount, NEW.month_13,
      ARRAY(SELECT -x FROM unnest(NEW.months) WITH ORDINALITY AS m(x, n) ORDER BY n)
     ) IS DISTINCT FROM
     (first.year, first.kind, first.is_recurrent, first.heading_id, -first.amount, -first.month_13, first.months)
     OR (NEW.practice_id, NEW.group_id, NEW.locality_id, NEW.commissioner_id,
         NEW.point_of_delivery_id) IS DISTINCT FROM
        (first.practice_id, first.group_id, first.locality_id, first.commissioner_id,
         first.point_of_delivery_id) THEN
    RAISE EXCEPTION 'entry % is reversed whole or not at all', NEW.reverses_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.known_from < first.known_from THEN
    RAISE EXCEPTION 'entry % is not reversed before it is known', NEW.reverses_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_reversal BEFORE INSERT ON budgets_budgetentry
  FOR EACH ROW EXECUTE FUNCTION guard_reversal();
"""
NO_MONTHS = """
DROP FUNCTION guard_reversal() CASCADE;
ALTER TABLE budgets_budgetentry DROP CONSTRAINT twelve_months_are_the_amount;
"""
TARGETS = ("allocation", "controltotal", "otherspend")
KEPT = ("budgetentry", *TARGETS, "statedposition")


class Migration(migrations.Migration):
    dependencies = [("budgets", "0002_initial"), ("core", "0002_guards")]

    operations = [
        migrations.RunSQL(MONTHS, NO_MONTHS),
        *[guards.insert_only(f"budgets_{name}") for name in KEPT],
        guards.amounts_are_numbers("budgets_budgetentry", "amount", "month_13"),
        *[guards.amounts_are_numbers(f"budgets_{name}", "amount") for name in TARGETS],
        *[guards.recorded_by_the_clock(f"budgets_{name}") for name in KEPT],
    ]
