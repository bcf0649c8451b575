"""How the tables are made, apart from their rows: what pg_dump would write of them, by name."""

# Columns by name: one that is made again comes last. What pgtrigger leaves of a function that no
# trigger calls any more does nothing, and it makes it anew. What is of a year's lines alone goes
# with it, and is made when a year is opened.
SHAPE = """
SELECT 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid)
  FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
   AND (p.proname NOT LIKE 'pgtrigger%' OR EXISTS (SELECT FROM pg_trigger WHERE tgfoid = p.oid))
UNION ALL
SELECT 'trigger ' || t.tgname || ' of ' || c.relname, pg_get_triggerdef(t.oid) || t.tgenabled::text
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
UNION ALL
SELECT 'constraint ' || o.conname || ' of ' || c.relname, pg_get_constraintdef(o.oid)
  FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
 WHERE o.contype <> 'n' AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
UNION ALL
SELECT 'index ' || i.relname || ' of ' || c.relname, pg_get_indexdef(i.oid) || ' ' || (
         SELECT coalesce(string_agg(a.attstattarget::text, ' '), '') FROM pg_attribute a
          WHERE a.attrelid = i.oid AND a.attstattarget >= 0)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
 WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
UNION ALL
SELECT 'column ' || c.relname || '.' || a.attname,
       format_type(a.atttypid, a.atttypmod) || a.attnotnull::text || a.attidentity::text
       || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND a.attnum > 0 AND NOT a.attisdropped
"""


def shape(cursor):
    """{thing: how it is made}: functions, triggers, constraints, indexes and columns."""
    cursor.execute(SHAPE)
    return dict(cursor.fetchall())


def differing(one, other):
    """The things that are in one alone, or made otherwise there."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
