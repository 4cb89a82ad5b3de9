/** A PostgreSQL database for scripts that run twice. */

import type { PGlite } from "@electric-sql/pglite";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { startPostgres } from "../../support/postgres.ts";

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
  SELECT 'publication ' || pubname || coalesce((
           SELECT string_agg(prrelid::regclass::text, ',') FROM pg_publication_rel WHERE prpubid = p.oid), '')
         || coalesce((
           SELECT string_agg(pnnspid::regnamespace::text, ',') FROM pg_publication_namespace WHERE pnpubid = p.oid), '')
    FROM pg_publication p
  UNION ALL
  SELECT 'event trigger ' || evtname FROM pg_event_trigger
  UNION ALL
  SELECT 'cast ' || castsource::regtype || castcontext::text || casttarget::regtype FROM pg_cast WHERE oid >= 16384
  UNION ALL
  SELECT 'rule ' || rulename || ' of ' || ev_class::regclass FROM pg_rewrite
   WHERE rulename <> '_RETURN' AND oid >= 16384
  UNION ALL
  SELECT 'operator ' || oid::regoperator FROM pg_operator WHERE oprnamespace IN ${OWN}
  UNION ALL
  SELECT 'operator class ' || opcname FROM pg_opclass WHERE opcnamespace IN ${OWN}
  UNION ALL
  SELECT 'operator family ' || opfname || coalesce((
           SELECT string_agg(amopopr::regoperator::text, ',') FROM pg_amop WHERE amopfamily = f.oid), '')
    FROM pg_opfamily f WHERE opfnamespace IN ${OWN}
  UNION ALL
  SELECT 'collation ' || collname FROM pg_collation WHERE collnamespace IN ${OWN}
  UNION ALL
  SELECT 'conversion ' || conname FROM pg_conversion WHERE connamespace IN ${OWN}
  UNION ALL
  SELECT 'statistics ' || stxname FROM pg_statistic_ext WHERE stxnamespace IN ${OWN}
  UNION ALL
  SELECT 'text search ' || cfgname || coalesce((
           SELECT string_agg(maptokentype::text, ',' ORDER BY maptokentype) FROM pg_ts_config_map WHERE mapcfg = c.oid), '')
    FROM pg_ts_config c WHERE cfgnamespace IN ${OWN}
  UNION ALL
  SELECT 'text search ' || dictname FROM pg_ts_dict WHERE dictnamespace IN ${OWN}
  UNION ALL
  SELECT 'text search ' || prsname FROM pg_ts_parser WHERE prsnamespace IN ${OWN}
  UNION ALL
  SELECT 'text search ' || tmplname FROM pg_ts_template WHERE tmplnamespace IN ${OWN}
  UNION ALL
  SELECT 'server ' || fdwname || coalesce(srvname || coalesce(srvoptions::text, ''), '')
         || coalesce(umuser::regrole::text, '')
    FROM pg_foreign_data_wrapper w
    LEFT JOIN pg_foreign_server s ON srvfdw = w.oid LEFT JOIN pg_user_mapping ON umserver = s.oid
  UNION ALL
  SELECT 'language ' || lanname FROM pg_language
  UNION ALL
  SELECT 'access method ' || amname FROM pg_am
  UNION ALL
  SELECT 'member ' || (SELECT extname FROM pg_extension e WHERE e.oid = refobjid) || ' ' || objid::regclass::text FROM pg_depend
   WHERE deptype = 'e' AND classid = 'pg_class'::regclass
  UNION ALL
  SELECT 'role ' || rolname FROM pg_roles WHERE rolname !~ '^pg_'
   ORDER BY 1`;

const ROWS = `SELECT table_to_xml(oid, true, true, '')::text AS content FROM pg_class
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`;

const RESET = `
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT nspname FROM pg_namespace WHERE oid IN ${OWN} LOOP
      EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
    CREATE SCHEMA public;
    FOR name IN SELECT pubname FROM pg_publication LOOP
      EXECUTE format('DROP PUBLICATION %I', name);
    END LOOP;
    FOR name IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'auditor%' LOOP
      EXECUTE format('DROP ROLE %I', name);
    END LOOP;
  END $$;
  DROP FOREIGN DATA WRAPPER IF EXISTS w CASCADE;
  DROP LANGUAGE IF EXISTS plx;
  DROP ACCESS METHOD IF EXISTS h2;
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
    const database = await startPostgres({ citext });
    // Planning takes as long as running it, and the plan stays the same.
    await database.exec(`PREPARE catalog AS ${CATALOG}`);
    return new Database(database);
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

  /** All rows of the schema `public`, as text. */
  async rows(): Promise<string> {
    const { rows } = await this.#database.query<{ content: string }>(ROWS);
    return rows.map(({ content }) => content).join("\n");
  }

  async catalog(): Promise<string[]> {
    await this.#database.exec("RESET ALL");
    const { rows } = await this.#database.query<{ object: string }>("EXECUTE catalog");
    return rows.map(({ object }) => object);
  }
}
