"""`python -m tests.upgrades.filled`: rows, and values, that the county leaves out.

In a site's database, as pbc_owner, past the guards of the tables: a migration is only tried where
there is something that it could lose. Each row is one as the site writes it, or nearly.
"""

import os

import django
from django.db import connection, transaction

PERSON = "(SELECT min(id) FROM core_person)"
OTHER = "(SELECT max(id) FROM core_person)"
PRACTICE = "(SELECT min(id) FROM core_practice)"
APPOINTMENT = "(SELECT min(id) FROM core_appointment)"
READING = "(SELECT max(id) FROM activity_submission WHERE state = 'DISCARDED')"
DIGEST = "repeat('4f', 32)"

ROWS = f"""
INSERT INTO activity_coveragedecision (slices, reason, by_id, instead_of_id, submission_id)
  SELECT '[]', 'The file says less', {PERSON}, id, id FROM activity_submission LIMIT 1;
INSERT INTO activity_coveredslice (year, month, locality_id, submission_id, practice_id)
  SELECT 2006, 12, min(id), {READING}, {PRACTICE} FROM core_locality;
INSERT INTO activity_inforce (year, month, move, known_from, recorded_at, reason, by_id, feed_id,
    locality_id, cause_id, submission_id, practice_id)
  SELECT year, 12, 'WITHDRAWN', known_from, recorded_at, 'Sent twice', by_id, feed_id, locality_id,
    cause_id, NULL, {PRACTICE} FROM activity_inforce LIMIT 1;
INSERT INTO core_doneonce (key, sent, address, said, person_id)
  VALUES (gen_random_uuid(), {DIGEST}, '/actions/', '["Written down"]', {PERSON});
INSERT INTO core_guess (whose, place, familiar) VALUES ({DIGEST}, {DIGEST}, true);
INSERT INTO core_keptform (token, path, page, fields, files, person_id, is_shown, sealed,
    session_id)
  SELECT {DIGEST}, '/actions/new/', '', '[]', '[]', {PERSON}, true, 'sealed',
    min(session_key) FROM django_session;
INSERT INTO core_practicemerger (on_date, into_id, practice_id, undone_on)
  SELECT '2006-10-01', min(id), max(id), '2006-11-01' FROM core_practice;
INSERT INTO core_practicemergerevent (pgh_created_at, pgh_label, pgh_obj_id, id, on_date, into_id,
    practice_id, undone_on)
  SELECT now(), 'insert', id, id, on_date, into_id, practice_id, undone_on
  FROM core_practicemerger WHERE NOT EXISTS (SELECT FROM core_practicemergerevent);
INSERT INTO core_purgedrow (table_name, "row", before, after, why)
  SELECT 'activity_activityline', 1, {DIGEST}, repeat('5f', 32),
    'Purge ' || min(id) || ' of delivery 1' FROM activity_purge;
INSERT INTO core_refusedsignins (day, count) VALUES ('2007-03-12', 3);
INSERT INTO core_signinbinding (issuer, subject, person_id)
  VALUES ('https://sign-in.example', 'a-1', {PERSON});
INSERT INTO core_signinlink (sent_to, given_by_id, person_id)
  VALUES ('a.nurse@example.nhs.uk', {PERSON}, {OTHER});
INSERT INTO core_sweep (name, worker, ended_at, note)
  VALUES ('sweep', 'sweeper@site', now(), 'nothing') ON CONFLICT DO NOTHING;
INSERT INTO meetings_actionlink (version, known_by, expires_at, action_id, mail_id, person_id,
    of_account)
  SELECT 1, {DIGEST}, now() + interval '7 days', (SELECT min(id) FROM meetings_action), min(id),
    {PERSON}, {DIGEST} FROM core_mail;
INSERT INTO meetings_actionlinkuse (link_id, on_date) SELECT id, '2007-03-13'
  FROM meetings_actionlink;
INSERT INTO meetings_calendarfeed (person_id, token_sha256) VALUES ({PERSON}, {DIGEST});
INSERT INTO meetings_initials (letters, name, body_id, said_by_id)
  SELECT 'GN', 'A. Nurse', min(id), {PERSON} FROM meetings_body;
INSERT INTO meetings_mailwish (person_id, often) VALUES ({PERSON}, 'WEEKLY');
INSERT INTO auth_group (name) VALUES ('Helpers');
INSERT INTO core_person_groups (person_id, group_id) SELECT {PERSON}, min(id) FROM auth_group;
INSERT INTO core_person_user_permissions (person_id, permission_id)
  SELECT {PERSON}, min(id) FROM auth_permission;
"""
VALUES = f"""
UPDATE meetings_paper SET words = convert_from(content, 'UTF8') WHERE kind = 'txt';
UPDATE core_sealcheck SET purged = 1;
UPDATE core_signinrecord SET issuer = 'https://sign-in.example', subject_digest = {DIGEST};
UPDATE core_mail SET once = ARRAY['/actions/1/'], sent_to = 'a.nurse@example.nhs.uk',
  calendar = 'BEGIN:VCALENDAR', begun_at = asked_at, leave_path = '/mail/leave/';
UPDATE core_errand SET retried_by_id = {PERSON};
UPDATE core_errandlease SET again_by_id = {PERSON};
UPDATE core_financialyear SET changed_by_id = {PERSON}, changed_at = '2007-01-01',
  reason = 'Opened late', version = 2;
UPDATE core_financialyearevent SET changed_by_id = {PERSON}, changed_at = '2007-01-01',
  reason = 'Opened late', version = 2;
UPDATE core_appointment SET to_date = '2007-12-31', deputy_for_id = {APPOINTMENT}
  WHERE id = (SELECT max(id) FROM core_appointment);
UPDATE core_appointment SET decided_by_id = (SELECT max(id) FROM core_person
    WHERE id NOT IN (person_id, coalesce(given_by_id, 0)));
UPDATE core_appointmentevent SET decided_by_id = {OTHER}, deputy_for_id = {APPOINTMENT};
UPDATE core_groupmembership SET ended_at = recorded_at;
UPDATE core_groupmembershipevent SET ended_at = recorded_at;
UPDATE core_localitycommissioner SET ended_at = recorded_at;
UPDATE core_localitycommissionerevent SET ended_at = recorded_at;
UPDATE core_practicelocality SET ended_at = recorded_at;
UPDATE core_practicelocalityevent SET ended_at = recorded_at;
UPDATE activity_countsfor SET ended_at = recorded_at, known_until = '2007-12-31';
UPDATE activity_countsforevent SET ended_at = recorded_at, known_until = '2007-12-31';
UPDATE activity_delivery SET same_as_id = (SELECT min(id) FROM activity_delivery)
  WHERE id = (SELECT max(id) FROM activity_delivery);
UPDATE budgets_allocation SET entered_on = '2006-05-01';
UPDATE budgets_controltotal SET entered_on = '2006-05-01';
UPDATE budgets_otherspend SET entered_on = '2006-05-01';
UPDATE meetings_binding SET withdrawn_by_id = {PERSON}, withdrawn_on = '2007-03-01',
  withdrawn_why = 'Signed by nobody';
UPDATE meetings_bindingevent SET withdrawn_by_id = {PERSON}, withdrawn_on = '2007-03-01',
  withdrawn_why = 'Signed by nobody';
UPDATE meetings_tenure SET withdrawn_by_id = {PERSON}, withdrawn_on = '2007-03-01',
  withdrawn_why = 'Never took it up';
UPDATE meetings_tenureevent SET withdrawn_by_id = {PERSON}, withdrawn_on = '2007-03-01',
  withdrawn_why = 'Never took it up';
UPDATE meetings_occasion SET audience_id = (SELECT min(id) FROM meetings_audience);
UPDATE meetings_eventevent SET audience_id = (SELECT min(id) FROM meetings_audience);
"""
# Those that keep the history stay.
GUARDS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgname NOT LIKE 'pgtrigger%'
   AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
"""


def main():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GUARDS)
        guards = cursor.fetchall()
        for table, name in guards:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        cursor.execute(ROWS + VALUES)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name in guards:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pbc.settings")
    django.setup()
    main()
