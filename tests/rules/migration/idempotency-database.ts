/** A PostgreSQL database for scripts that run twice. */

import { PGlite } from "@electric-sql/pglite";

const OWN =
  "(SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')";

/** All that DDL makes, one object a row, as PostgreSQL itself would write it. */
const CATALOG = `
  SELECT 'relation ' || oid::regclass || ' ' || relkind::text || relrowsecurity::text AS object
    FROM pg_class WHERE relnamespace IN ${OWN}
  UNION ALL
  SELECT 'column ' || attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod)
         || attnotnull::text || attidentity::text || coalesce(pg_get_expr(adbin, adrelid), '')
    FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
   WHERE attnum > 0 AND NOT attisdropped AND relnamespace IN ${OWN}
  UNION ALL
  SELECT 'constraint ' || conrelid::regclass || '.' || conname || ' ' || pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace IN ${OWN} AND contype <> 'n'
  UNION ALL
  SELECT 'index ' || pg_get_indexdef(indexrelid) FROM pg_index
    JOIN pg_class c ON c.oid = indexrelid WHERE relnamespace IN ${OWN}
  UNION ALL
  SELECT 'partition ' || inhrelid::regclass FROM pg_inherits
  UNION ALL
  SELECT 'type ' || t.oid::regtype || ' ' || typtype::text || coalesce((
           SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid), '')
    FROM pg_type t WHERE typnamespace IN ${OWN} AND typcategory <> 'A'
  UNION ALL
  SELECT 'policy ' || polrelid::regclass || '.' || polname FROM pg_policy
  UNION ALL
  SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT 'function ' || oid::regprocedure FROM pg_proc WHERE pronamespace IN ${OWN}
  UNION ALL
  SELECT 'view ' || oid::regclass || ' ' || pg_get_viewdef(oid)
    FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace IN ${OWN}
  UNION ALL
  SELECT 'schema ' || nspname FROM pg_namespace WHERE oid IN ${OWN}
  UNION ALL
  SELECT 'extension ' || extname FROM pg_extension
  UNION ALL
  SELECT 'role ' || rolname FROM pg_roles WHERE rolname !~ '^pg_'
   ORDER BY 1`;

const RESET = `
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT nspname FROM pg_namespace WHERE oid IN ${OWN} LOOP
      EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
    CREATE SCHEMA public;
    DROP ROLE IF EXISTS auditor;
  END $$;
  RESET ALL;
  DISCARD TEMP;`;

/** PostgreSQL's error: its SQLSTATE and message. */
export interface Refusal {
  sqlstate: string;
  message: string;
}

/** Takes some 800 MB: one for each test file. */
export class Database {
  readonly #database: PGlite;

  private constructor(database: PGlite) {
    this.#database = database;
  }

  static async open(): Promise<Database> {
    return new Database(await PGlite.create());
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** An empty database with what the setup makes. */
  async begin(setup: string): Promise<void> {
    await this.#database.exec(RESET);
    await this.#database.exec(setup);
  }

  /** Runs a script over a connection of its own, as `prisma migrate deploy` does. */
  async run(script: string): Promise<Refusal | null> {
    await this.#database.exec("RESET ALL; DISCARD TEMP");
    try {
      await this.#database.exec(script);
      return null;
    } catch (error) {
      await this.#database.exec("ROLLBACK").catch(() => undefined);
      if (!(error instanceof Error)) throw error;
      return { sqlstate: "code" in error ? String(error.code) : "", message: error.message };
    }
  }

  async catalog(): Promise<string[]> {
    await this.#database.exec("RESET ALL");
    const { rows } = await this.#database.query<{ object: string }>(CATALOG);
    return rows.map(({ object }) => object);
  }
}
