/** PostgreSQL itself, in the process: what its catalog says after a script. */

import type { PGlite } from "@electric-sql/pglite";
import type { Extensions } from "@electric-sql/pglite";
import { citext } from "@electric-sql/pglite/contrib/citext";

import type { SqlNode } from "../../../src/languages/postgresql/ast.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { describeDefault } from "../../../src/model/catalog/statements/defaults.ts";
import { nodeField, nodesField } from "../../../src/model/catalog/tree.ts";
import { comparable, defaultFact } from "./facts.ts";
import { FACTS, OWN_SCHEMAS } from "./oracle-facts.ts";
import { startPostgres } from "../../support/postgres.ts";

const RESET = `
  DO $$ DECLARE s name; BEGIN
    FOR s IN SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> current_user LOOP
      EXECUTE format('DROP OWNED BY %I', s);
      EXECUTE format('DROP ROLE %I', s);
    END LOOP;
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
    const database = await startPostgres(extensions);
    // Planning takes as long as running it, and the plan stays the same.
    await database.exec(`PREPARE facts AS ${FACTS}`);
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
    const { rows } = await this.#database.query<FactRow>("EXECUTE facts");
    return rows
      .map(factOf)
      .filter((fact) => !isPartOf(fact, opaque))
      .sort();
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

/** What is not certain of an opaque table. */
const OF_SHAPE = [
  "column",
  "default",
  "generated",
  "identity",
  "primary key",
  "unique",
  "foreign key",
  "check",
  "exclude",
  "index",
];

interface FactRow {
  before: string;
  expression: string | null;
  after: string;
  about: string | null;
}

function factOf({ before, expression, after, about }: FactRow): string {
  if (expression === null) return before + after;
  const node = parsedExpression(expression);
  if (about === null) return `${before} ${comparable(node)}${after}`;
  const described = describeDefault(node) ?? { kind: "literal", text: "NULL" };
  return defaultFact(before.slice("default ".length), { type: about }, { ...described, node });
}

function parsedExpression(text: string): SqlNode {
  const [select] = parseScript(`SELECT ${text}`).body;
  const [target] = select === undefined ? [] : nodesField(select, "targetList");
  const value = target === undefined ? null : nodeField(target, "val");
  if (value === null)
    throw new Error(`PostgreSQL shows an expression that does not parse: ${text}`);
  return value;
}

function isPartOf(fact: string, tables: ReadonlySet<string>): boolean {
  return [...tables].some(
    (table) =>
      OF_SHAPE.some((kind) => fact.startsWith(`${kind} ${table}.`)) ||
      fact.includes(` of ${table}.`),
  );
}
