"""SQL of the lines: their table, its partitions, and the balance that every commit must keep."""

TABLE = """
CREATE SEQUENCE activity_activityline_id_seq AS bigint;
CREATE TABLE activity_activityline (
  id bigint NOT NULL DEFAULT nextval('activity_activityline_id_seq'),
  submission_id bigint NOT NULL,
  year smallint NOT NULL,
  first_month smallint NOT NULL,
  month smallint NOT NULL,
  locality_id bigint NOT NULL,
  practice_id bigint,
  practice_given varchar(40) NOT NULL,
  provider_id bigint,
  provider_given varchar(40) NOT NULL,
  point_of_delivery_id bigint NOT NULL,
  specialty_id bigint,
  specialty_given varchar(40) NOT NULL,
  plan_activity numeric(14,3) NOT NULL,
  actual_activity numeric(14,3) NOT NULL,
  budget numeric(14,2) NOT NULL,
  savings_plan numeric(14,2) NOT NULL,
  actual_cost numeric(14,2) NOT NULL,
  sheet varchar(100) NOT NULL,
  "row" integer NOT NULL,
  cell varchar(12) NOT NULL,
  CONSTRAINT a_line_is_of_a_month_or_an_opening
    CHECK (month BETWEEN 1 AND 13 AND (first_month = month OR first_month = 0)),
  CONSTRAINT a_line_says_whose_it_is CHECK (practice_given <> ''),
  CONSTRAINT amounts_are_numbers CHECK ('NaN' NOT IN
    (plan_activity, actual_activity, budget, savings_plan, actual_cost)),
  PRIMARY KEY (year, id)
) PARTITION BY LIST (year);
ALTER SEQUENCE activity_activityline_id_seq OWNED BY activity_activityline.id;
CREATE INDEX lines_of_a_submission ON activity_activityline (submission_id, month, practice_id);
"""

MARK = """
CREATE FUNCTION mark_submissions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE named bigint; marked bigint;
BEGIN
  SELECT count(DISTINCT submission_id) INTO named FROM new_rows;
  UPDATE activity_submission SET balance_mark = balance_mark + 1
   WHERE id IN (SELECT DISTINCT submission_id FROM new_rows);
  GET DIAGNOSTICS marked = ROW_COUNT;
  IF marked <> named THEN
    RAISE EXCEPTION '% takes no row of a submission that is not there', TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON activity_activityline
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mark_submissions AFTER INSERT ON activity_activityline
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_submissions();
CREATE TRIGGER mark_submissions AFTER INSERT ON activity_parkedrow
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_submissions();
"""

BALANCE = """
CREATE FUNCTION balance_submission() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said activity_submission; rows_in bigint; money_in numeric; rows_none bigint;
  money_none numeric; rows_kept bigint; money_kept numeric; differs record;
BEGIN
  SELECT * INTO said FROM activity_submission WHERE id = NEW.id;
  IF NOT FOUND OR said.balance_mark <> NEW.balance_mark THEN
    RETURN NULL;  -- it was marked again since: the last mark of the transaction adds it up
  END IF;
  SELECT count(*), coalesce(sum(actual_cost), 0),
         count(*) FILTER (WHERE practice_id IS NULL),
         coalesce(sum(actual_cost) FILTER (WHERE practice_id IS NULL), 0)
    INTO rows_in, money_in, rows_none, money_none
    FROM activity_activityline WHERE submission_id = NEW.id AND first_month = month;
  SELECT count(*), coalesce(sum(money), 0) INTO rows_kept, money_kept
    FROM activity_parkedrow WHERE submission_id = NEW.id;
  IF (rows_in, money_in, rows_none, money_none, rows_kept, money_kept) IS DISTINCT FROM
     (said.rows_staged::bigint, said.money_staged, said.rows_unassigned::bigint,
      said.money_unassigned, said.rows_parked::bigint, said.money_parked) THEN
    RAISE EXCEPTION 'submission % does not balance: it says % rows and % staged, % and % parked; '
      'its lines are % rows and %, % and % parked', NEW.id, said.rows_staged, said.money_staged,
      said.rows_parked, said.money_parked, rows_in, money_in, rows_kept, money_kept
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF said.state NOT IN ('RECEIVED', 'READ', 'CHECKED') THEN
    SELECT * INTO differs FROM roll_up_differences(NEW.id) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'submission %: its % roll-up is not what its lines add up to in month % of %',
        NEW.id, differs.which, differs.month, differs.year
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER submission_balances AFTER INSERT OR UPDATE OF balance_mark, state,
  rows_read, rows_staged, rows_unassigned, rows_parked, rows_ignored, money_read, money_staged,
  money_unassigned, money_parked ON activity_submission
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_submission();
"""

KEPT = """
CREATE FUNCTION keep_what_was_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state NOT IN ('RECEIVED', 'READ', 'CHECKED') AND
     (NEW.delivery_id, NEW.feed_id, NEW.year, NEW.rows_read, NEW.rows_staged, NEW.rows_unassigned,
      NEW.rows_parked, NEW.rows_ignored, NEW.money_read, NEW.money_staged, NEW.money_unassigned,
      NEW.money_parked, NEW.stated_total, NEW.stated_total_difference) IS DISTINCT FROM
     (OLD.delivery_id, OLD.feed_id, OLD.year, OLD.rows_read, OLD.rows_staged, OLD.rows_unassigned,
      OLD.rows_parked, OLD.rows_ignored, OLD.money_read, OLD.money_staged, OLD.money_unassigned,
      OLD.money_parked, OLD.stated_total, OLD.stated_total_difference) THEN
    RAISE EXCEPTION 'submission %: what was read is kept; read the delivery again', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('PUBLISHED', 'WITHDRAWN') AND
     (NEW.known_from, NEW.reason, NEW.decided_by_id, NEW.decided_at) IS DISTINCT FROM
     (OLD.known_from, OLD.reason, OLD.decided_by_id, OLD.decided_at) THEN
    RAISE EXCEPTION 'submission %: since when it counts, by whom and why is kept', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('PUBLISHED', 'WITHDRAWN') AND NEW.state NOT IN ('PUBLISHED', 'WITHDRAWN')
     OR OLD.state IN ('REFUSED', 'DISCARDED') AND NEW.state <> OLD.state
     OR OLD.state IN ('STAGED', 'NEEDS_REASON') AND NEW.state IN ('RECEIVED', 'READ', 'CHECKED')
  THEN
    RAISE EXCEPTION 'submission %: % does not become %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER what_was_read_is_kept BEFORE UPDATE ON activity_submission
  FOR EACH ROW EXECUTE FUNCTION keep_what_was_read();
"""

ROOM = """
CREATE FUNCTION make_room_for_year(wanted integer) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM core_financialyear WHERE year = wanted) THEN
    RAISE EXCEPTION 'the year % has not been opened', wanted;
  END IF;
  EXECUTE format('CREATE TABLE IF NOT EXISTS activity_activityline_%s '
                 'PARTITION OF activity_activityline FOR VALUES IN (%s)', wanted, wanted);
  EXECUTE format('CREATE OR REPLACE TRIGGER mark_submissions AFTER INSERT '
                 'ON activity_activityline_%s REFERENCING NEW TABLE AS new_rows '
                 'FOR EACH STATEMENT EXECUTE FUNCTION mark_submissions()', wanted);
END $$;
"""

ROLL_UPS = """
CREATE FUNCTION keep_roll_ups() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('pbc.rebuilding', true) = OLD.submission_id::text THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% takes no %: recompute it', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_rebuilt BEFORE UPDATE OR DELETE ON activity_positionrollup
  FOR EACH ROW EXECUTE FUNCTION keep_roll_ups();
CREATE TRIGGER only_rebuilt BEFORE UPDATE OR DELETE ON activity_detailrollup
  FOR EACH ROW EXECUTE FUNCTION keep_roll_ups();
CREATE TRIGGER mark_submissions AFTER INSERT ON activity_positionrollup
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_submissions();
CREATE TRIGGER mark_submissions AFTER INSERT ON activity_detailrollup
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mark_submissions();

CREATE FUNCTION roll_up_differences(wanted bigint)
  RETURNS TABLE (which text, year smallint, month smallint, money numeric)
  LANGUAGE sql STABLE AS $$
  WITH derived AS (
    SELECT l.year, l.first_month, l.month, locality_id, practice_id, point_of_delivery_id,
      sum(plan_activity) a, sum(actual_activity) b, sum(budget) c, sum(savings_plan) d,
      sum(actual_cost) e, count(*) n
    FROM activity_activityline l WHERE submission_id = wanted GROUP BY 1, 2, 3, 4, 5, 6
  ), stored AS (
    SELECT p.year, p.first_month, p.month, locality_id, practice_id, point_of_delivery_id,
      plan_activity a, actual_activity b, budget c, savings_plan d, actual_cost e, "rows"::bigint n
    FROM activity_positionrollup p WHERE submission_id = wanted
  ), detailed AS (
    SELECT t.year, t.first_month, t.month, locality_id, practice_id, point_of_delivery_id,
      sum(plan_activity) a, sum(actual_activity) b, sum(budget) c, sum(savings_plan) d,
      sum(actual_cost) e, sum("rows")::bigint n
    FROM activity_detailrollup t WHERE submission_id = wanted GROUP BY 1, 2, 3, 4, 5, 6
  )
  SELECT 'positions', x.year, x.month, e FROM (TABLE derived EXCEPT TABLE stored) x
  UNION ALL SELECT 'positions', x.year, x.month, e FROM (TABLE stored EXCEPT TABLE derived) x
  UNION ALL SELECT 'detail', x.year, x.month, e FROM (TABLE derived EXCEPT TABLE detailed) x
  UNION ALL SELECT 'detail', x.year, x.month, e FROM (TABLE detailed EXCEPT TABLE derived) x
$$;

CREATE FUNCTION roll_up(wanted bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO activity_positionrollup (submission_id, year, first_month, month, locality_id,
    practice_id, point_of_delivery_id, plan_activity, actual_activity, budget, savings_plan,
    actual_cost, "rows")
  SELECT submission_id, year, first_month, month, locality_id, practice_id,
    point_of_delivery_id, sum(plan_activity), sum(actual_activity), sum(budget),
    sum(savings_plan), sum(actual_cost), count(*)
  FROM activity_activityline WHERE submission_id = wanted GROUP BY 1, 2, 3, 4, 5, 6, 7;
  INSERT INTO activity_detailrollup (submission_id, year, first_month, month, locality_id,
    practice_id, practice_given, point_of_delivery_id, provider_given, specialty_given,
    plan_activity, actual_activity, budget, savings_plan, actual_cost, "rows")
  SELECT submission_id, year, first_month, month, locality_id, practice_id, practice_given,
    point_of_delivery_id, provider_given, specialty_given, sum(plan_activity),
    sum(actual_activity), sum(budget), sum(savings_plan), sum(actual_cost), count(*)
  FROM activity_activityline WHERE submission_id = wanted
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
$$;

CREATE FUNCTION rebuild_roll_ups(wanted bigint) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM set_config('pbc.rebuilding', wanted::text, true);
  DELETE FROM activity_positionrollup WHERE submission_id = wanted;
  DELETE FROM activity_detailrollup WHERE submission_id = wanted;
  PERFORM roll_up(wanted);
  PERFORM set_config('pbc.rebuilding', '', true);
END $$;
"""

POINTERS = """
CREATE FUNCTION guard_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  IF EXISTS (SELECT 1 FROM activity_inforce WHERE feed_id = NEW.feed_id AND year = NEW.year
             AND month = NEW.month AND locality_id = NEW.locality_id
             AND known_from > NEW.known_from) THEN
    RAISE EXCEPTION 'month % of % has moved after %', NEW.month, NEW.year, NEW.known_from
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.submission_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM activity_submission s JOIN activity_coveredslice c ON c.submission_id = s.id
        WHERE s.id = NEW.submission_id AND s.state = 'PUBLISHED' AND s.feed_id = NEW.feed_id
          AND s.known_from <= NEW.known_from
          AND c.year = NEW.year AND c.month = NEW.month AND c.locality_id = NEW.locality_id) THEN
    RAISE EXCEPTION 'submission % is not published for month % of % on %', NEW.submission_id,
      NEW.month, NEW.year, NEW.known_from USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_move BEFORE INSERT ON activity_inforce
  FOR EACH ROW EXECUTE FUNCTION guard_move();

CREATE FUNCTION one_submission_a_practice_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE twice record;
BEGIN
  SELECT r.year, r.month, r.practice_id INTO twice
    FROM (SELECT DISTINCT ON (f.feed_id, f.year, f.month, f.locality_id)
                 f.feed_id, f.year, f.month, f.locality_id, f.submission_id
            FROM activity_inforce f JOIN (SELECT DISTINCT feed_id, year, month FROM new_rows) n
              USING (feed_id, year, month)
           ORDER BY f.feed_id, f.year, f.month, f.locality_id, f.known_from DESC, f.id DESC) held
    JOIN activity_positionrollup r ON r.submission_id = held.submission_id AND r.year = held.year
     AND r.month = held.month AND r.first_month = held.month AND r.locality_id = held.locality_id
   WHERE r.practice_id IS NOT NULL
   GROUP BY held.feed_id, r.year, r.month, r.practice_id
  HAVING count(DISTINCT held.submission_id) > 1 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'practice % would be in force twice in month % of %', twice.practice_id,
      twice.month, twice.year USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'one_submission_a_practice_month';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER one_submission_a_practice_month AFTER INSERT ON activity_inforce
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
  EXECUTE FUNCTION one_submission_a_practice_month();
"""

COVERED = """
CREATE FUNCTION guard_coverage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM activity_submission WHERE id = NEW.submission_id
     AND state NOT IN ('PUBLISHED', 'WITHDRAWN', 'REFUSED', 'DISCARDED') FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'submission % is decided: it covers no more slices', NEW.submission_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_coverage BEFORE INSERT ON activity_coveredslice
  FOR EACH ROW EXECUTE FUNCTION guard_coverage();
"""

FOLLOWS = """
CREATE FUNCTION check_pointer(of_feed bigint, of_year integer, of_month integer, of_place bigint)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE points_at bigint; standing bigint;
BEGIN
  SELECT submission_id INTO points_at FROM activity_inforce
   WHERE feed_id = of_feed AND year = of_year AND month = of_month AND locality_id = of_place
   ORDER BY known_from DESC, id DESC LIMIT 1;
  SELECT f.submission_id INTO standing
    FROM activity_inforce f JOIN activity_submission s ON s.id = f.submission_id
   WHERE f.feed_id = of_feed AND f.year = of_year AND f.month = of_month
     AND f.locality_id = of_place AND f.move = 'PUBLISHED' AND s.state = 'PUBLISHED'
   ORDER BY f.id DESC LIMIT 1;
  IF points_at IS DISTINCT FROM standing THEN
    RAISE EXCEPTION 'month % of %: submission % is in force, and % was published last', of_month,
      of_year, points_at, standing USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END $$;

CREATE FUNCTION pointer_follows_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_pointer(NEW.feed_id, NEW.year, NEW.month, NEW.locality_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER in_force_is_what_was_published_last AFTER INSERT ON activity_inforce
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pointer_follows_move();

CREATE FUNCTION pointers_follow_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM activity_submission WHERE id = NEW.id AND state = NEW.state) THEN
    RETURN NULL;  -- it has changed again since
  END IF;
  PERFORM check_pointer(NEW.feed_id, year, month, locality_id)
     FROM activity_coveredslice WHERE submission_id = NEW.id;
  IF NOT FOUND OR EXISTS (
       SELECT FROM activity_coveredslice c WHERE c.submission_id = NEW.id AND NOT EXISTS (
         SELECT FROM activity_inforce f WHERE f.submission_id = NEW.id AND f.move = 'PUBLISHED'
            AND f.year = c.year AND f.month = c.month AND f.locality_id = c.locality_id)) THEN
    RAISE EXCEPTION 'submission % says published, and was not for all that it covers', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER published_is_in_force AFTER INSERT OR UPDATE OF state
  ON activity_submission DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state IN ('PUBLISHED', 'WITHDRAWN')) EXECUTE FUNCTION pointers_follow_state();
"""
