"""SQL of purges: what of a delivery goes when two persons say so, and nothing else of any row.

Lines, parked rows, problems and names are only ever inserted. The one way round that is
`carry_out_purge`, which runs as the owner of the tables, looks for the consent of a second person
itself, and changes columns of words alone: every amount, id and month stays.
"""

GUARD = """
CREATE FUNCTION is_purging() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM activity_purge p JOIN activity_purgeanswer a ON a.purge_id = p.id
     WHERE p.id::text = current_setting('pbc.purging', true)
       AND a.confirms AND a.by_id <> p.asked_by_id
       AND NOT EXISTS (SELECT FROM activity_purged d WHERE d.purge_id = p.id))
$$;

CREATE FUNCTION refuse_change_but_of_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE words text[] := '{practice_given,provider_given,specialty_given,sheet,values,message,fix,'
  'file_name,sentence}';
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('pbc.purging', true) <> '' AND is_purging()
     AND to_jsonb(NEW) - words = to_jsonb(OLD) - words THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% takes no %: add a row instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION a_second_person_confirms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.confirms AND EXISTS (
       SELECT FROM activity_purge WHERE id = NEW.purge_id AND asked_by_id = NEW.by_id) THEN
    RAISE EXCEPTION 'who asks for a purge does not confirm it'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_second_person_confirms BEFORE INSERT ON activity_purgeanswer
  FOR EACH ROW EXECUTE FUNCTION a_second_person_confirms();

CREATE FUNCTION only_a_purge_writes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.purge_id::text IS DISTINCT FROM current_setting('pbc.purging', true)
     OR current_user = 'pbc_app' THEN
    RAISE EXCEPTION 'nothing was purged' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_a_purge_writes BEFORE INSERT ON activity_purged
  FOR EACH ROW EXECUTE FUNCTION only_a_purge_writes();
"""

NAMES_ITS_CONTENT = """
CREATE FUNCTION a_purge_names_its_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM activity_delivery WHERE id = NEW.delivery_id AND sha256 = NEW.sha256) THEN
    RAISE EXCEPTION 'delivery % is not of the content that the purge names', NEW.delivery_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER a_purge_names_its_content BEFORE INSERT ON activity_purge
  FOR EACH ROW EXECUTE FUNCTION a_purge_names_its_content();
"""
NAMES_NOTHING = """
DROP TRIGGER a_purge_names_its_content ON activity_purge;
DROP FUNCTION a_purge_names_its_content();
"""

TABLES = ("activityline", "handassignment", "parkedrow", "problem", "delivery", "notice")
TRIGGERS = "".join(
    f"DROP TRIGGER insert_only ON activity_{table};"
    f"CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON activity_{table} "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change_but_of_words();"
    for table in TABLES
)

GUARDS_BACK = """
DROP TRIGGER only_a_purge_writes ON activity_purged;
DROP TRIGGER a_second_person_confirms ON activity_purgeanswer;
DROP FUNCTION only_a_purge_writes();
DROP FUNCTION a_second_person_confirms();
DROP FUNCTION refuse_change_but_of_words();
DROP FUNCTION is_purging();
"""
TRIGGERS_BACK = TRIGGERS.replace("refuse_change_but_of_words", "refuse_change")
BACK = """
DROP FUNCTION carry_out_purge(bigint);
DROP FUNCTION words_on_lines_of(bigint[]);
DROP FUNCTION words_of_ours();
"""

CARRY_OUT = """
CREATE FUNCTION words_of_ours() RETURNS TABLE (word text) LANGUAGE sql STABLE AS $$
  SELECT '' UNION SELECT code FROM core_practice UNION SELECT code FROM activity_defaultpracticecode
  UNION SELECT code FROM core_provider UNION SELECT name FROM core_provider
  UNION SELECT code FROM activity_specialty UNION SELECT name FROM activity_specialty
$$;

CREATE FUNCTION words_on_lines_of(readings bigint[]) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT t.id FROM activity_handassignment t WHERE EXISTS (
    SELECT FROM activity_activityline l JOIN activity_submission s ON s.id = l.submission_id
     WHERE l.submission_id = ANY (readings)
       AND (s.feed_id, l.year, l.first_month, l.month, l.locality_id, l.practice_given,
            l.provider_given, l.point_of_delivery_id, l.specialty_given, l.actual_cost)
         = (t.feed_id, t.year, t.first_month, t.month, t.locality_id, t.practice_given,
            t.provider_given, t.point_of_delivery_id, t.specialty_given, t.actual_cost))
$$;

CREATE FUNCTION carry_out_purge(wanted bigint) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asked activity_purge; readings bigint[]; bytes bigint; one text;
  n_lines bigint; n_parked bigint; n_problems bigint; n_names bigint := 0;
BEGIN
  PERFORM set_config('pbc.purging', wanted::text, true);
  IF NOT is_purging() THEN
    RAISE EXCEPTION 'purge % is not confirmed by a second person, or was carried out', wanted
      USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT * INTO asked FROM activity_purge WHERE id = wanted;
  SELECT array_agg(s.id) INTO readings
    FROM activity_submission s JOIN activity_delivery d ON d.id = s.delivery_id
   WHERE d.sha256 = asked.sha256;
  SELECT max(size) INTO bytes FROM activity_delivery WHERE sha256 = asked.sha256;

  UPDATE activity_handassignment t SET
    practice_given = CASE WHEN t.practice_given IN (SELECT word FROM words_of_ours())
      THEN t.practice_given ELSE '(removed)' END,
    provider_given = CASE WHEN t.provider_given IN (SELECT word FROM words_of_ours())
      THEN t.provider_given ELSE '(removed)' END,
    specialty_given = CASE WHEN t.specialty_given IN (SELECT word FROM words_of_ours())
      THEN t.specialty_given ELSE '(removed)' END
   WHERE id IN (SELECT words_on_lines_of(readings));
  UPDATE activity_activityline t SET sheet = '(removed)',
    practice_given = CASE WHEN t.practice_given IN (SELECT word FROM words_of_ours())
      THEN t.practice_given ELSE '(removed)' END,
    provider_given = CASE WHEN t.provider_given IN (SELECT word FROM words_of_ours())
      THEN t.provider_given ELSE '(removed)' END,
    specialty_given = CASE WHEN t.specialty_given IN (SELECT word FROM words_of_ours())
      THEN t.specialty_given ELSE '(removed)' END
   WHERE submission_id = ANY (readings);
  GET DIAGNOSTICS n_lines = ROW_COUNT;
  PERFORM rebuild_roll_ups(submission_id) FROM (
    SELECT DISTINCT submission_id FROM activity_positionrollup
     WHERE submission_id = ANY (readings)) with_lines;
  UPDATE activity_parkedrow SET practice_given = '(removed)', sheet = '(removed)', "values" = '{}'
   WHERE submission_id = ANY (readings);
  GET DIAGNOSTICS n_parked = ROW_COUNT;
  UPDATE activity_problem SET message = '(removed)', fix = '(removed)', sheet = '(removed)'
   WHERE submission_id = ANY (readings);
  GET DIAGNOSTICS n_problems = ROW_COUNT;
  UPDATE activity_submission SET sheets_skipped = '{}', headings = '{}',
    sentence = CASE WHEN sentence = '' THEN '' ELSE '(removed)' END
   WHERE id = ANY (readings);
  UPDATE activity_submissionevent SET sheets_skipped = '{}',
    sentence = CASE WHEN sentence = '' THEN '' ELSE '(removed)' END
   WHERE pgh_obj_id = ANY (readings);
  IF asked.with_name THEN
    FOR one IN SELECT file_name FROM activity_delivery
                WHERE sha256 = asked.sha256 AND file_name <> ''
                GROUP BY 1 ORDER BY length(file_name) DESC LOOP  -- one may be a part of another
      UPDATE activity_notice SET sentence = replace(sentence, one, '(name removed)')
       WHERE submission_id = ANY (readings) AND position(one IN sentence) > 0;
      UPDATE core_doneonce SET said = '[]' WHERE EXISTS (
        SELECT FROM jsonb_path_query(said, 'lax $.**') AS part
         WHERE jsonb_typeof(part) = 'string' AND position(one IN part #>> '{}') > 0);
    END LOOP;
    UPDATE activity_delivery SET file_name = '(name removed)' WHERE sha256 = asked.sha256;
    GET DIAGNOSTICS n_names = ROW_COUNT;
  END IF;
  INSERT INTO activity_purged (purge_id, size, lines, parked, problems, names)
  VALUES (wanted, bytes, n_lines, n_parked, n_problems, n_names);
  PERFORM set_config('pbc.purging', '', true);
END $$;
"""
