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
