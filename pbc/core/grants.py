"""What the application's own role may do: no DDL, and no change of what must never change."""

INSERT_ONLY = (
    "activity_activityline",
    "activity_parkedrow",
    "activity_problem",
    "activity_coveredslice",
    "activity_coveragedecision",
    "activity_inforce",
    "activity_notice",
    "activity_purge",
    "activity_purgeanswer",
    "activity_purged",
    "activity_handassignment",
    "activity_assignmentoutcome",
    "activity_delivery",
    "activity_listsize",
    "activity_positionrollup",
    "activity_detailrollup",
    "activity_resolvedheading",
    "meetings_actionnote",
    "meetings_actionlink",
    "meetings_actionlinkuse",
    "meetings_asked",
    "meetings_answer",
    "meetings_contact",
    "meetings_contactoutcome",
    "meetings_newslettercopy",
    "budgets_budgetentry",
    "budgets_allocation",
    "budgets_controltotal",
    "budgets_otherspend",
    "budgets_statedposition",
    "budgets_written",
    "pghistory_context",
    "core_signinlink",
    "core_bounce",
    "core_sealing",
    "core_seal",
    "core_sealcheck",
    "core_purgedrow",
)

# What happened is never changed; after a time it is deleted. Nor is a binding, which ends.
NEVER_CHANGED = ("core_signinrecord", "core_signinbinding")

STATEMENTS = """
GRANT USAGE ON SCHEMA public TO pbc_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO pbc_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO pbc_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM pbc_app;
"""

NO_SHADOWS = """
DO $$ BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC, pbc_app', current_database());
END $$
"""

TABLES = """
SELECT c.relname, c.relispartition FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""

SIGN = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_proc WHERE proname = '_pgh_attach_context') THEN
    ALTER FUNCTION _pgh_attach_context() SECURITY DEFINER SET search_path = public, pg_temp;
  END IF;
END $$
"""

AS_OWNER = """
DO $$ DECLARE one regprocedure; BEGIN
  FOR one IN SELECT oid FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prosecdef AND pg_has_role(proowner, 'MEMBER')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO pbc_app', one);
  END LOOP;
END $$
"""


def lay(connection):
    """Give pbc_app what it needs, after every migration. Run as the owner of the tables.

    Lines, entries, pointer moves and audit take no UPDATE and no DELETE; the context of an
    audit row is written by a function that runs as its owner, and such functions are called by
    pbc_app alone. Partitions are reached through
    their parent alone. No temporary tables: one named as a table of ours would stand before it,
    and the guards would look there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'pbc_app'")
        if cursor.fetchone() is None:
            return
        cursor.execute(STATEMENTS)
        cursor.execute(NO_SHADOWS)
        cursor.execute(SIGN)
        cursor.execute(AS_OWNER)
        cursor.execute(TABLES)
        for table, is_partition in cursor.fetchall():
            if is_partition:
                cursor.execute(f'REVOKE ALL ON "{table}" FROM pbc_app')
            elif table in INSERT_ONLY or table.endswith("event"):
                cursor.execute(f'REVOKE UPDATE, DELETE ON "{table}" FROM pbc_app')
            elif table in NEVER_CHANGED:
                cursor.execute(f'REVOKE UPDATE ON "{table}" FROM pbc_app')
