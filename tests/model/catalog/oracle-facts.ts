/** The queries that ask PostgreSQL's catalog for what `facts.ts` says of ours. */

export const OWN_SCHEMAS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/** What an extension has brought along is none of the migrations' own. */
function isOwn(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.deptype = 'e'
                       AND x.classid = '${catalog}'::regclass AND x.objid = ${oid})`;
}

const columnNames = (numbers: string, relation: string, condition = "true") => `
  (SELECT string_agg(coalesce(a.attname, '-'), ', ' ORDER BY x.at)
     FROM unnest(${numbers}) WITH ORDINALITY x(num, at)
     LEFT JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = x.num AND x.num > 0
    WHERE ${condition})`;

const TABLES = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  AND c.relkind IN ('r', 'p', 'f') AND ${OWN_SCHEMAS}`;

const NAME = "n.nspname || '.' || c.relname";

const DEFERRABILITY = (deferrable: string, deferred: string) =>
  `CASE WHEN ${deferred} THEN ' initially deferred' WHEN ${deferrable} THEN ' deferrable' ELSE '' END`;

const ACTION = (letter: string) =>
  `CASE ${letter} WHEN 'a' THEN 'NoAction' WHEN 'r' THEN 'Restrict' WHEN 'c' THEN 'Cascade'
        WHEN 'n' THEN 'SetNull' WHEN 'd' THEN 'SetDefault' END`;

const TYPE_NAME = (type: string) => `
  (SELECT CASE WHEN ${isOwn("pg_type", "coalesce(et.oid, t.oid)")} AND coalesce(en.nspname, tn.nspname) <> 'pg_catalog'
               THEN coalesce(en.nspname, tn.nspname) || '.' ELSE '' END
          || coalesce(et.typname || '[]', t.typname)
     FROM pg_type t JOIN pg_namespace tn ON tn.oid = t.typnamespace
     LEFT JOIN pg_type et ON et.oid = t.typelem AND t.typcategory = 'A'
     LEFT JOIN pg_namespace en ON en.oid = et.typnamespace
    WHERE t.oid = ${type})`;

/**
 * Rows of four columns: what stands before an expression, the expression as SQL, what stands after it; `about` is
 * a column's type where the expression is its default.
 */
export const FACTS = `
  SELECT 'schema ' || n.nspname AS before, NULL AS expression, '' AS after, NULL AS about
    FROM pg_namespace n WHERE ${OWN_SCHEMAS} AND n.nspname <> 'public'
  UNION ALL
  SELECT 'enum ' || n.nspname || '.' || t.typname || ' {'
         || coalesce(string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder), '') || '}', NULL, '', NULL
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_enum e ON e.enumtypid = t.oid
   WHERE t.typtype = 'e' AND ${OWN_SCHEMAS}
   GROUP BY n.nspname, t.typname
  UNION ALL
  SELECT 'table ' || ${NAME}, NULL, '', NULL FROM ${TABLES}
  UNION ALL
  SELECT 'row security ' || ${NAME}, NULL, '', NULL FROM ${TABLES} WHERE c.relrowsecurity
  UNION ALL
  SELECT 'forced row security ' || ${NAME}, NULL, '', NULL FROM ${TABLES} WHERE c.relforcerowsecurity
  UNION ALL
  SELECT 'comment ' || ${NAME} || ' ' || obj_description(c.oid, 'pg_class'), NULL, '', NULL
    FROM ${TABLES} WHERE obj_description(c.oid, 'pg_class') IS NOT NULL
  UNION ALL
  SELECT 'comment ' || ${NAME} || '.' || a.attname || ' ' || col_description(c.oid, a.attnum), NULL, '', NULL
    FROM ${TABLES} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE col_description(c.oid, a.attnum) IS NOT NULL
  UNION ALL
  SELECT 'column ' || ${NAME} || '.' || a.attname || ' '
         || coalesce(et.typname || '[]', t.typname)
         || CASE WHEN a.attnotnull THEN ', not null' ELSE ', null' END
         || CASE WHEN a.attidentity <> '' THEN ', identity'
                 WHEN pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%' THEN ', serial'
                 WHEN a.atthasdef THEN ', default' ELSE ', no default' END, NULL, '', NULL
    FROM ${TABLES}
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type et ON et.oid = t.typelem AND t.typcategory = 'A'
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  UNION ALL
  SELECT CASE WHEN a.attgenerated = '' THEN 'default ' ELSE 'generated ' END || ${NAME} || '.' || a.attname,
         pg_get_expr(d.adbin, d.adrelid),
         CASE a.attgenerated WHEN 's' THEN ' stored' ELSE '' END,
         CASE a.attgenerated WHEN '' THEN coalesce(et.typname || '[]', t.typname) END
    FROM ${TABLES}
    JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type et ON et.oid = t.typelem AND t.typcategory = 'A'
    JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE pg_get_expr(d.adbin, d.adrelid) NOT LIKE 'nextval(%'
  UNION ALL
  SELECT 'identity ' || ${NAME} || '.' || a.attname
         || CASE a.attidentity WHEN 'a' THEN ' always' ELSE ' by default' END, NULL, '', NULL
    FROM ${TABLES} JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped AND a.attidentity <> ''
  UNION ALL
  SELECT CASE k.contype WHEN 'p' THEN 'primary key ' WHEN 'u' THEN 'unique ' WHEN 'f' THEN 'foreign key '
              WHEN 'c' THEN 'check ' ELSE 'exclude ' END
         || ${NAME} || '.' || k.conname
         || CASE WHEN k.contype IN ('p', 'u', 'f')
                 THEN ' (' || ${columnNames("k.conkey", "k.conrelid")} || ')' ELSE '' END
         || CASE WHEN k.contype = 'f'
                 THEN ' -> ' || fn.nspname || '.' || fc.relname
                      || ' (' || ${columnNames("k.confkey", "k.confrelid")} || ') '
                      || ${ACTION("k.confdeltype")} || ' ' || ${ACTION("k.confupdtype")}
                 ELSE '' END,
         CASE k.contype WHEN 'c' THEN pg_get_expr(k.conbin, k.conrelid) END,
         ${DEFERRABILITY("k.condeferrable", "k.condeferred")}
         || CASE WHEN k.convalidated THEN '' ELSE ' not valid' END, NULL
    FROM pg_constraint k
    JOIN ${TABLES} ON c.oid = k.conrelid
    LEFT JOIN pg_class fc ON fc.oid = k.confrelid LEFT JOIN pg_namespace fn ON fn.oid = fc.relnamespace
   WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')
  UNION ALL
  SELECT 'index ' || ${NAME} || '.' || ic.relname || ' ('
         || ${columnNames("i.indkey::int2[]", "i.indrelid", "x.at <= i.indnkeyatts")}
         || ') ' || am.amname
         || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
         || CASE WHEN i.indnullsnotdistinct THEN ' nulls not distinct' ELSE '' END
         || CASE WHEN i.indnatts > i.indnkeyatts
                 THEN ' include (' || ${columnNames("i.indkey::int2[]", "i.indrelid", "x.at > i.indnkeyatts")} || ')'
                 ELSE '' END,
         CASE WHEN i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
              THEN 'ROW(ARRAY[' || coalesce(pg_get_expr(i.indexprs, i.indrelid), '') || ']'
                   || coalesce(', ' || pg_get_expr(i.indpred, i.indrelid), '') || ')' END,
         CASE WHEN i.indisvalid THEN '' ELSE ' not valid' END, NULL
    FROM pg_index i
    JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am am ON am.oid = ic.relam
    JOIN ${TABLES} ON c.oid = i.indrelid
   WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
  UNION ALL
  SELECT 'policy ' || ${NAME} || '.' || p.polname
         || CASE WHEN p.polpermissive THEN ' permissive ' ELSE ' restrictive ' END
         || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
                          WHEN 'd' THEN 'delete' ELSE 'all' END
         || ' to ' || (SELECT string_agg(coalesce(r.rolname, 'public'), ', ' ORDER BY coalesce(r.rolname, 'public') COLLATE "C")
                         FROM unnest(p.polroles) x(role) LEFT JOIN pg_roles r ON r.oid = x.role),
         'ROW(' || coalesce(pg_get_expr(p.polqual, p.polrelid), '''no using''')
                || ', ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '''no check''') || ')', '', NULL
    FROM pg_policy p JOIN ${TABLES} ON c.oid = p.polrelid
  UNION ALL
  SELECT 'trigger ' || n.nspname || '.' || c.relname || '.' || g.tgname
         || CASE WHEN g.tgtype & 64 > 0 THEN ' instead of ' WHEN g.tgtype & 2 > 0 THEN ' before ' ELSE ' after ' END
         || array_to_string(ARRAY[CASE WHEN g.tgtype & 8 > 0 THEN 'delete' END, CASE WHEN g.tgtype & 4 > 0 THEN 'insert' END,
                                  CASE WHEN g.tgtype & 32 > 0 THEN 'truncate' END, CASE WHEN g.tgtype & 16 > 0 THEN 'update' END], ' or ')
         || coalesce(' of ' || (SELECT string_agg(a.attname, ', ' ORDER BY a.attname COLLATE "C")
                                 FROM unnest(g.tgattr::int2[]) x(num)
                                 JOIN pg_attribute a ON a.attrelid = g.tgrelid AND a.attnum = x.num), '')
         || CASE WHEN g.tgtype & 1 > 0 THEN ' row ' ELSE ' statement ' END
         || f.proname || '('
         || array_to_string((string_to_array(encode(g.tgargs, 'escape'), '\\000'))[1:g.tgnargs], ', ') || ')',
         CASE WHEN g.tgqual IS NOT NULL
              THEN substring(pg_get_triggerdef(g.oid) FROM ' WHEN (\\(.*\\)) EXECUTE FUNCTION ') END,
         ' ' || CASE g.tgenabled WHEN 'O' THEN 'origin' WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' ELSE 'always' END
         || ${DEFERRABILITY("g.tgdeferrable", "g.tginitdeferred")}, NULL
    FROM pg_trigger g JOIN pg_proc f ON f.oid = g.tgfoid
    JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE NOT g.tgisinternal AND g.tgparentid = 0 AND ${OWN_SCHEMAS}
  UNION ALL
  SELECT 'rule ' || ${NAME} || '.' || r.rulename
         || CASE r.ev_type WHEN '1' THEN ' select' WHEN '2' THEN ' update' WHEN '3' THEN ' insert' ELSE ' delete' END
         || CASE WHEN r.is_instead THEN ' instead' ELSE '' END, NULL, '', NULL
    FROM pg_rewrite r JOIN ${TABLES} ON c.oid = r.ev_class
  UNION ALL
  SELECT 'privilege ' || ${NAME} || ' ' || lower(x.privilege_type)
         || ' to ' || coalesce(r.rolname, 'public') || CASE WHEN x.is_grantable THEN ' grantable' ELSE '' END, NULL, '', NULL
    FROM ${TABLES} CROSS JOIN aclexplode(c.relacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
   WHERE x.grantee <> c.relowner
  UNION ALL
  SELECT 'privilege ' || ${NAME} || ' ' || lower(x.privilege_type) || ' (' || a.attname || ')'
         || ' to ' || coalesce(r.rolname, 'public') || CASE WHEN x.is_grantable THEN ' grantable' ELSE '' END, NULL, '', NULL
    FROM ${TABLES} JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
   CROSS JOIN aclexplode(a.attacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
   WHERE x.grantee <> c.relowner
  UNION ALL
  SELECT 'sequence ' || n.nspname || '.' || s.relname
         || coalesce(' of ' || tn.nspname || '.' || tc.relname || '.' || a.attname, ''), NULL, '', NULL
    FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace
    LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid
                         AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_class tc ON tc.oid = d.refobjid LEFT JOIN pg_namespace tn ON tn.oid = tc.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
   WHERE s.relkind = 'S' AND ${OWN_SCHEMAS}
  UNION ALL
  SELECT 'view ' || n.nspname || '.' || c.relname || CASE c.relkind WHEN 'm' THEN ' materialized' ELSE '' END
         || CASE WHEN EXISTS (SELECT 1 FROM unnest(c.reloptions) x(o) WHERE x.o ~ '^security_invoker=(true|on|yes|1)$')
                 THEN ' security invoker' ELSE '' END, NULL, '', NULL
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('v', 'm') AND ${OWN_SCHEMAS} AND ${isOwn("pg_class", "c.oid")}
  UNION ALL
  SELECT CASE p.prokind WHEN 'p' THEN 'procedure ' ELSE 'function ' END || n.nspname || '.' || p.proname || '('
         || coalesce((SELECT string_agg(${TYPE_NAME("x.type")}, ',' ORDER BY x.at)
                        FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY x(type, at)), '') || ') ' || l.lanname
         || CASE WHEN p.prorettype = 'trigger'::regtype THEN ' trigger' ELSE '' END
         || CASE WHEN p.prosecdef THEN ' security definer' ELSE '' END
         || coalesce((SELECT ' search path <' || replace(substring(x.c FROM 13), '"', '') || '>'
                        FROM unnest(p.proconfig) x(c) WHERE x.c LIKE 'search_path=%'), ''), NULL, '', NULL
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
   WHERE p.prokind IN ('f', 'p') AND l.lanname <> 'internal' AND ${OWN_SCHEMAS} AND ${isOwn("pg_proc", "p.oid")}
`;
