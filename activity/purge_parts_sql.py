"""SQL of purges since migration 24: words and names go one without the other, and of the lines that
are left stands what they hash to, since the file that proves them is gone.
"""

from activity import purge_sql

LINES = """
CREATE FUNCTION lines_of_content(content text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(coalesce(string_agg(sha256(convert_to(ARRAY[l.id, l.submission_id, l.year,
      l.first_month, l.month, l.locality_id, l.practice_id, l.provider_id, l.point_of_delivery_id,
      l.specialty_id, l."row"]::text || ARRAY[l.plan_activity, l.actual_activity, l.budget,
      l.savings_plan, l.actual_cost]::text || ARRAY[l.practice_given, l.provider_given,
      l.specialty_given, l.sheet, l.cell]::text, 'UTF8')), ''::bytea ORDER BY l.id), ''::bytea)),
    'hex')
    FROM activity_activityline l JOIN activity_submission s ON s.id = l.submission_id
    JOIN activity_delivery d ON d.id = s.delivery_id WHERE d.sha256 = content
$$;
"""

WORDS_GO = """
CREATE FUNCTION words_go(readings bigint[], OUT lines bigint, OUT parked bigint,
  OUT problems bigint) LANGUAGE plpgsql AS $$
BEGIN
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
  GET DIAGNOSTICS lines = ROW_COUNT;
  PERFORM rebuild_roll_ups(submission_id) FROM (
    SELECT DISTINCT submission_id FROM activity_positionrollup
     WHERE submission_id = ANY (readings)) with_lines;
  UPDATE activity_parkedrow SET practice_given = '(removed)', sheet = '(removed)', "values" = '{}'
   WHERE submission_id = ANY (readings);
  GET DIAGNOSTICS parked = ROW_COUNT;
  UPDATE activity_problem SET message = '(removed)', fix = '(removed)', sheet = '(removed)'
   WHERE submission_id = ANY (readings);
  GET DIAGNOSTICS problems = ROW_COUNT;
  UPDATE activity_submission SET sheets_skipped = '{}', headings = '{}',
    sentence = CASE WHEN sentence = '' THEN '' ELSE '(removed)' END
   WHERE id = ANY (readings);
  UPDATE activity_submissionevent SET sheets_skipped = '{}',
    sentence = CASE WHEN sentence = '' THEN '' ELSE '(removed)' END
   WHERE pgh_obj_id = ANY (readings);
END $$;
"""

# What people were told within the last two days stays unless they sent the file, decided on it or
# were led to its page, and it names the file by itself: not as letters of another word, nor as a
# part of the longer name of another file. A name of 255 letters was cut, and may begin in a word.
NAMES_GO = r"""
CREATE FUNCTION names_the_file(told text, name text, content text) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT told ~ (CASE WHEN length(name) < 255 THEN '(?<![[:alnum:]])' ELSE '' END
      || regexp_replace(name, '([^[:alnum:]])', '\\\1', 'g') || '(?![[:alnum:]])')
    AND NOT EXISTS (
      SELECT FROM activity_delivery o WHERE o.sha256 <> content AND o.file_name <> name
         AND position(name IN o.file_name) > 0 AND position(o.file_name IN told) > 0
         AND position(name IN replace(told, o.file_name, '')) = 0)
$$;

CREATE FUNCTION is_about(form core_doneonce, content text, readings bigint[]) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM unnest(readings) r WHERE position('/files/' || r || '/' IN form.address) > 0)
    OR form.person_id IN (
      SELECT sent_by_id FROM activity_delivery WHERE sha256 = content
      UNION SELECT decided_by_id FROM activity_submissionevent WHERE pgh_obj_id = ANY (readings))
$$;

CREATE FUNCTION names_go(content text, readings bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE one text; many bigint;
BEGIN
  FOR one IN SELECT file_name FROM activity_delivery
              WHERE sha256 = content AND file_name NOT IN ('', '(name removed)')
              GROUP BY 1 ORDER BY length(file_name) DESC LOOP  -- one may be a part of another
    UPDATE activity_notice SET sentence = replace(sentence, one, '(name removed)')
     WHERE submission_id = ANY (readings) AND position(one IN sentence) > 0;
    UPDATE core_doneonce t SET said = coalesce((
        SELECT jsonb_agg(part ORDER BY place)
          FROM jsonb_array_elements(t.said) WITH ORDINALITY AS parts (part, place)
         WHERE NOT names_the_file(part ->> 1, one, content)), '[]')
     WHERE is_about(t, content, readings) AND EXISTS (
        SELECT FROM jsonb_array_elements(t.said) part
         WHERE names_the_file(part ->> 1, one, content));
  END LOOP;
  UPDATE activity_delivery SET file_name = '(name removed)'
   WHERE sha256 = content AND file_name <> '(name removed)';
  GET DIAGNOSTICS many = ROW_COUNT;
  RETURN many;
END $$;
"""

CARRY_OUT = """
CREATE OR REPLACE FUNCTION carry_out_purge(wanted bigint) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  asked activity_purge; readings bigint[]; bytes bigint;
  gone record; n_names bigint := 0;
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
  IF EXISTS (SELECT FROM activity_purged d JOIN activity_purge p ON p.id = d.purge_id
              WHERE p.sha256 = asked.sha256) THEN
    SELECT 0 AS lines, 0 AS parked, 0 AS problems INTO gone;  -- the name alone is left
  ELSE
    SELECT * INTO gone FROM words_go(readings);
  END IF;
  IF asked.with_name THEN
    n_names := names_go(asked.sha256, readings);
  END IF;
  INSERT INTO activity_purged (purge_id, size, lines, parked, problems, names, lines_hash)
  VALUES (wanted, bytes, gone.lines, gone.parked, gone.problems, n_names,
    lines_of_content(asked.sha256));
  PERFORM set_config('pbc.purging', '', true);
END $$;
"""

FORWARD = LINES + WORDS_GO + NAMES_GO + CARRY_OUT
BEFORE = purge_sql.CARRY_OUT[purge_sql.CARRY_OUT.index("CREATE FUNCTION carry_out_purge") :]
BACK = (
    BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    + """
DROP FUNCTION names_go(text, bigint[]);
DROP FUNCTION is_about(core_doneonce, text, bigint[]);
DROP FUNCTION names_the_file(text, text, text);
DROP FUNCTION words_go(bigint[]);
DROP FUNCTION lines_of_content(text);
"""
)

# A session plans the tombstone's row once, so that its counts are of one type in both branches.
COUNTS = "0 AS lines, 0 AS parked, 0 AS problems"
BIG = "0::bigint AS lines, 0::bigint AS parked, 0::bigint AS problems"
CARRY_OUT_OF_ONE_TYPE = CARRY_OUT.replace(COUNTS, BIG)
