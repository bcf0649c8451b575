"""SQL of the moves of pointers as it has come to be since the tables were made."""

GUARD_MOVE = """
CREATE OR REPLACE FUNCTION guard_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(20070313, 1);
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
"""

GUARD_SLICE = """
CREATE OR REPLACE FUNCTION guard_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(20070313, 1);
  NEW.recorded_at := clock_timestamp();
  IF EXISTS (SELECT 1 FROM activity_inforce WHERE feed_id = NEW.feed_id AND year = NEW.year
             AND month = NEW.month AND locality_id = NEW.locality_id
             AND (practice_id IS NULL OR NEW.practice_id IS NULL OR practice_id = NEW.practice_id)
             AND known_from > NEW.known_from) THEN
    RAISE EXCEPTION 'month % of % has moved after %', NEW.month, NEW.year, NEW.known_from
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.submission_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM activity_submission s JOIN activity_coveredslice c ON c.submission_id = s.id
        WHERE s.id = NEW.submission_id AND s.state = 'PUBLISHED' AND s.feed_id = NEW.feed_id
          AND s.known_from <= NEW.known_from
          AND c.year = NEW.year AND c.month = NEW.month AND c.locality_id = NEW.locality_id
          AND (c.practice_id IS NULL OR c.practice_id = NEW.practice_id)) THEN
    RAISE EXCEPTION 'submission % is not published for month % of % on %', NEW.submission_id,
      NEW.month, NEW.year, NEW.known_from USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

ONCE = """
CREATE OR REPLACE FUNCTION one_submission_a_practice_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE twice record;
BEGIN
  WITH held AS (
    SELECT DISTINCT ON (f.feed_id, f.year, f.month, f.locality_id, f.practice_id)
           f.feed_id, f.year, f.month, f.locality_id, f.practice_id, f.submission_id
      FROM activity_inforce f JOIN (SELECT DISTINCT feed_id, year, month FROM new_rows) n
        USING (feed_id, year, month)
     ORDER BY f.feed_id, f.year, f.month, f.locality_id, f.practice_id, f.known_from DESC,
              f.id DESC
  )
  SELECT r.year, r.month, r.practice_id INTO twice
    FROM held JOIN activity_positionrollup r ON r.submission_id = held.submission_id
     AND r.year = held.year AND r.month = held.month AND r.first_month = held.month
     AND r.locality_id = held.locality_id
   WHERE r.practice_id = held.practice_id OR r.practice_id IS NOT NULL
     AND held.practice_id IS NULL AND NOT EXISTS (
       SELECT FROM held own WHERE own.practice_id = r.practice_id
          AND (own.feed_id, own.year, own.month, own.locality_id)
            = (held.feed_id, held.year, held.month, held.locality_id))
   GROUP BY held.feed_id, r.year, r.month, r.practice_id
  HAVING count(DISTINCT held.submission_id) > 1 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'practice % would be in force twice in month % of %', twice.practice_id,
      twice.month, twice.year USING ERRCODE = 'integrity_constraint_violation',
      CONSTRAINT = 'one_submission_a_practice_month';
  END IF;
  RETURN NULL;
END $$;
"""

COVERED = """
CREATE OR REPLACE FUNCTION guard_coverage() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE slices_said jsonb;
BEGIN
  PERFORM 1 FROM activity_submission WHERE id = NEW.submission_id
     AND state NOT IN ('PUBLISHED', 'WITHDRAWN', 'REFUSED', 'DISCARDED') FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'submission % is decided: it covers no more slices', NEW.submission_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM activity_coveredslice WHERE submission_id = NEW.submission_id
             AND (year, month, locality_id) = (NEW.year, NEW.month, NEW.locality_id)
             AND (practice_id IS NULL) <> (NEW.practice_id IS NULL)) THEN
    RAISE EXCEPTION 'submission % covers month % of % whole or by practice, not both',
      NEW.submission_id, NEW.month, NEW.year USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT d.slices INTO slices_said FROM activity_coveragedecision d
    JOIN activity_submission s ON s.id = d.submission_id
   WHERE s.delivery_id = (SELECT delivery_id FROM activity_submission WHERE id = NEW.submission_id)
   ORDER BY d.id DESC LIMIT 1;
  IF NEW.practice_id IS NOT NULL AND slices_said IS NULL OR slices_said IS NOT NULL AND NOT EXISTS (
       SELECT FROM jsonb_array_elements(slices_said) said WHERE said =
         jsonb_build_array(NEW.year, NEW.month, NEW.locality_id, NEW.practice_id)) THEN
    RAISE EXCEPTION 'nobody said that submission % covers this of month % of %',
      NEW.submission_id, NEW.month, NEW.year USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""

FOLLOWS = """
CREATE FUNCTION check_pointer(of_feed bigint, of_year integer, of_month integer, of_place bigint,
  of_practice bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE points_at bigint; standing bigint;
BEGIN
  SELECT submission_id INTO points_at FROM activity_inforce
   WHERE feed_id = of_feed AND year = of_year AND month = of_month AND locality_id = of_place
     AND practice_id IS NOT DISTINCT FROM of_practice
   ORDER BY known_from DESC, id DESC LIMIT 1;
  SELECT f.submission_id INTO standing
    FROM activity_inforce f JOIN activity_submission s ON s.id = f.submission_id
   WHERE f.feed_id = of_feed AND f.year = of_year AND f.month = of_month
     AND f.locality_id = of_place AND f.move = 'PUBLISHED' AND s.state = 'PUBLISHED'
     AND (f.practice_id IS NULL OR f.practice_id = of_practice)
   ORDER BY f.id DESC LIMIT 1;
  IF points_at IS DISTINCT FROM standing THEN
    RAISE EXCEPTION 'month % of %: submission % is in force, and % was published last', of_month,
      of_year, points_at, standing USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION check_pointer(of_feed bigint, of_year integer, of_month integer,
  of_place bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_pointer(of_feed, of_year, of_month, of_place, practice_id)
     FROM (SELECT NULL::bigint AS practice_id UNION
           SELECT practice_id FROM activity_inforce WHERE feed_id = of_feed AND year = of_year
              AND month = of_month AND locality_id = of_place) own;
END $$;

CREATE OR REPLACE FUNCTION pointers_follow_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM activity_submission WHERE id = NEW.id AND state = NEW.state) THEN
    RETURN NULL;  -- it has changed again since
  END IF;
  PERFORM check_pointer(NEW.feed_id, year, month, locality_id)
     FROM activity_coveredslice WHERE submission_id = NEW.id;
  IF NOT FOUND OR EXISTS (
       SELECT FROM activity_coveredslice c WHERE c.submission_id = NEW.id AND NOT EXISTS (
         SELECT FROM activity_inforce f WHERE f.submission_id = NEW.id AND f.move = 'PUBLISHED'
            AND f.year = c.year AND f.month = c.month AND f.locality_id = c.locality_id
            AND f.practice_id IS NOT DISTINCT FROM c.practice_id)) THEN
    RAISE EXCEPTION 'submission % says published, and was not for all that it covers', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""

IN_ORDER = """
CREATE FUNCTION place_of(of_submission bigint, ever boolean DEFAULT false) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT min(f.id) FROM activity_inforce f JOIN activity_submission s ON s.id = f.submission_id
   WHERE f.move = 'PUBLISHED' AND (ever OR s.state = 'PUBLISHED') AND s.delivery_id =
         (SELECT delivery_id FROM activity_submission WHERE id = of_submission)
$$;

CREATE OR REPLACE FUNCTION check_pointer(of_feed bigint, of_year integer, of_month integer,
  of_place bigint, of_practice bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE points_at bigint; standing bigint;
BEGIN
  SELECT submission_id INTO points_at FROM activity_inforce
   WHERE feed_id = of_feed AND year = of_year AND month = of_month AND locality_id = of_place
     AND practice_id IS NOT DISTINCT FROM of_practice
   ORDER BY known_from DESC, id DESC LIMIT 1;
  SELECT f.submission_id INTO standing
    FROM activity_inforce f JOIN activity_submission s ON s.id = f.submission_id
   WHERE f.feed_id = of_feed AND f.year = of_year AND f.month = of_month
     AND f.locality_id = of_place AND f.move = 'PUBLISHED' AND s.state = 'PUBLISHED'
     AND (f.practice_id IS NULL OR f.practice_id = of_practice)
   ORDER BY place_of(f.submission_id) DESC, f.id DESC LIMIT 1;
  IF points_at IS DISTINCT FROM standing THEN
    RAISE EXCEPTION 'month % of %: submission % is in force, and % was published last', of_month,
      of_year, points_at, standing USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION pointers_follow_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE its_place bigint; published bigint;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM activity_submission WHERE id = NEW.id AND state = NEW.state) THEN
    RETURN NULL;  -- it has changed again since
  END IF;
  PERFORM check_pointer(NEW.feed_id, year, month, locality_id)
     FROM activity_coveredslice WHERE submission_id = NEW.id;
  SELECT place_of(NEW.id, ever => true), min(id) INTO its_place, published FROM activity_inforce
   WHERE submission_id = NEW.id AND move = 'PUBLISHED';
  IF published IS NULL OR EXISTS (  -- a slice that it covers and left to no later file
       SELECT FROM activity_coveredslice c WHERE c.submission_id = NEW.id AND NOT EXISTS (
         SELECT FROM activity_inforce f WHERE f.move = 'PUBLISHED' AND f.feed_id = NEW.feed_id
            AND f.year = c.year AND f.month = c.month AND f.locality_id = c.locality_id
            AND (f.submission_id = NEW.id AND f.practice_id IS NOT DISTINCT FROM c.practice_id
              OR (f.practice_id IS NULL OR f.practice_id = c.practice_id)
                AND f.id < published
                AND place_of(f.submission_id, ever => true) > its_place))) THEN
    RAISE EXCEPTION 'submission % says published, and was not for all that it covers', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""

COVERED_AS_SAID = """
CREATE OR REPLACE FUNCTION guard_coverage() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE slices_said jsonb;
BEGIN
  PERFORM 1 FROM activity_submission WHERE id = NEW.submission_id
     AND state NOT IN ('PUBLISHED', 'WITHDRAWN', 'REFUSED', 'DISCARDED') FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'submission % is decided: it covers no more slices', NEW.submission_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM activity_coveredslice WHERE submission_id = NEW.submission_id
             AND (year, month, locality_id) = (NEW.year, NEW.month, NEW.locality_id)
             AND (practice_id IS NULL) <> (NEW.practice_id IS NULL)) THEN
    RAISE EXCEPTION 'submission % covers month % of % whole or by practice, not both',
      NEW.submission_id, NEW.month, NEW.year USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT d.slices INTO slices_said FROM activity_coveragedecision d
    JOIN activity_submission s ON s.id = d.submission_id
   WHERE s.delivery_id = (SELECT delivery_id FROM activity_submission WHERE id = NEW.submission_id)
     AND s.state <> 'DISCARDED'
   ORDER BY d.id DESC LIMIT 1;
  IF NEW.practice_id IS NOT NULL AND slices_said IS NULL OR slices_said IS NOT NULL AND NOT EXISTS (
       SELECT FROM jsonb_array_elements(slices_said) said WHERE said =
         jsonb_build_array(NEW.year, NEW.month, NEW.locality_id, NEW.practice_id)) THEN
    RAISE EXCEPTION 'nobody said that submission % covers this of month % of %',
      NEW.submission_id, NEW.month, NEW.year USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""
