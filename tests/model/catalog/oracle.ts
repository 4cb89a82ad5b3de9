/** PostgreSQL itself, in the process: what its catalog says after a script. */

import { PGlite } from "@electric-sql/pglite";
import type { Extensions } from "@electric-sql/pglite";
import { citext } from "@electric-sql/pglite/contrib/citext";

const OWN_SCHEMAS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

const FACTS = `
  SELECT 'enum ' || n.nspname || '.' || t.typname || ' {'
         || coalesce(string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder), '') || '}' AS fact
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_enum e ON e.enumtypid = t.oid
   WHERE t.typtype = 'e' AND ${OWN_SCHEMAS}
   GROUP BY n.nspname, t.typname
  UNION ALL
  SELECT 'table ' || n.nspname || '.' || c.relname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'f') AND ${OWN_SCHEMAS}
  UNION ALL
  SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' '
         || coalesce(et.typname || '[]', t.typname)
         || CASE WHEN a.attnotnull THEN ', not null' ELSE ', null' END
         || CASE WHEN a.attidentity <> '' THEN ', identity'
                 WHEN pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%' THEN ', serial'
                 WHEN a.atthasdef THEN ', default' ELSE ', no default' END
    FROM pg_attribute a
    JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type et ON et.oid = t.typelem AND t.typcategory = 'A'
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND ${OWN_SCHEMAS}
  UNION ALL
  SELECT CASE k.contype WHEN 'p' THEN 'primary key ' WHEN 'u' THEN 'unique ' WHEN 'f' THEN 'foreign key '
              WHEN 'c' THEN 'check ' ELSE 'exclude ' END
         || n.nspname || '.' || c.relname || '.' || k.conname
         || CASE WHEN k.contype IN ('p', 'u', 'f')
                 THEN ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY x.at)
                                 FROM unnest(k.conkey) WITH ORDINALITY x(num, at)
                                 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = x.num) || ')'
                 ELSE '' END
         || CASE WHEN k.contype = 'f'
                 THEN ' -> ' || fn.nspname || '.' || fc.relname
                      || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY x.at)
                                    FROM unnest(k.confkey) WITH ORDINALITY x(num, at)
                                    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = x.num) || ')'
                 ELSE '' END
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_class fc ON fc.oid = k.confrelid LEFT JOIN pg_namespace fn ON fn.oid = fc.relnamespace
   WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND c.relkind IN ('r', 'p', 'f') AND ${OWN_SCHEMAS}
  UNION ALL
  SELECT 'index ' || n.nspname || '.' || c.relname || '.' || ic.relname || ' ('
         || (SELECT string_agg(coalesce(a.attname, '-'), ', ' ORDER BY x.at)
               FROM unnest(i.indkey::int2[]) WITH ORDINALITY x(num, at)
               LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = x.num AND x.num > 0
              WHERE x.at <= i.indnkeyatts)
         || ') ' || am.amname
         || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
         || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END
    FROM pg_index i
    JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_am am ON am.oid = ic.relam
    JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND ${OWN_SCHEMAS}
     AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
`;

const RESET = `
  DO $$ DECLARE s name; BEGIN
    FOR s IN SELECT nspname FROM pg_namespace n WHERE ${OWN_SCHEMAS} LOOP
      EXECUTE format('DROP SCHEMA %I CASCADE', s);
    END LOOP;
    CREATE SCHEMA public;
  END $$;
`;

/** One database; some 800 MB, so one for each test file. */
export class Oracle {
  readonly #database: PGlite;

  private constructor(database: PGlite) {
    this.#database = database;
  }

  static async create(extensions: Extensions = { citext }): Promise<Oracle> {
    const database = new PGlite({ extensions });
    await database.waitReady;
    return new Oracle(database);
  }

  async reset(): Promise<void> {
    await this.#database.exec("ROLLBACK").catch(() => undefined);
    await this.#database.exec(RESET);
    await this.#database.exec("RESET ALL");
    await this.#database.exec("DISCARD TEMP");
  }

  /** Runs a script as Prisma does; the error's message when PostgreSQL refuses it, else null. */
  async run(script: string): Promise<string | null> {
    try {
      await this.#database.exec(script);
      return null;
    } catch (error) {
      await this.#database.exec("ROLLBACK").catch(() => undefined);
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** The facts of all schemas but PostgreSQL's own, sorted, without the parts of the tables named. */
  async facts(opaque: ReadonlySet<string> = new Set()): Promise<string[]> {
    await this.#database.exec("RESET search_path");
    const { rows } = await this.#database.query<{ fact: string }>(FACTS);
    return rows
      .map(({ fact }) => fact)
      .filter((fact) => !isPartOf(fact, opaque))
      .sort();
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

function isPartOf(fact: string, tables: ReadonlySet<string>): boolean {
  return [...tables].some((table) =>
    ["column", "primary key", "unique", "foreign key", "check", "exclude", "index"].some((kind) =>
      fact.startsWith(`${kind} ${table}.`),
    ),
  );
}
