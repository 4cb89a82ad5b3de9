/** How a folder of migrations is laid out: the names that decide their order, the lock file, empty scripts. */

import type {
  Range,
  SqlNode,
  SqlRangeVar,
  SqlScript,
  SqlStatement,
} from "../../languages/postgresql/ast.ts";
import type { Catalog, MigrationFile } from "../catalog/types.ts";

/** What is wrong, with the words that a message needs. */
export interface LayoutFault<Fault extends string> {
  fault: Fault;
  /** Null for what concerns the whole file. */
  range: Range | null;
  data: Record<string, string>;
}

// ---- names -----------------------------------------------------------------------------------------------

const DIGITS =
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?:_|$)/u;
const TIMESTAMP = /^\d{14}_/u;
const ONLY_TIMESTAMP = /^\d{14}$/u;
const SNAKE_CASE = /^\d{14}_[a-z0-9_]*$/u;
/** Prisma's documentation names a baseline `0_init`. */
const BASELINE = /^0+_[a-z0-9_]*$/u;
/** A time that comes after all that Prisma will write into names for some decades. */
const FAR_AWAY = "21000101000000_";

const collator = new Intl.Collator("en");

/** Up to some version Prisma compared the bytes of names, from then on it asks for the order of a dictionary. */
function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byDictionary(a: string, b: string): number {
  return Math.sign(collator.compare(a, b));
}

/** Whether a name begins with a point in time as Prisma writes it, `YYYYMMDDHHMMSS_`, in UTC. */
function hasTimestamp(name: string): boolean {
  return TIMESTAMP.test(name) && impossibleTime(name) === null;
}

/** What there is not in the fourteen digits that a name begins with: `hour 24`, `day 30 in month 02`. */
function impossibleTime(name: string): string | null {
  const {
    year = "",
    month = "",
    day = "",
    hour = "",
    minute = "",
    second = "",
  } = DIGITS.exec(name)?.groups ?? {};
  if (year === "") return null;
  if (month < "01" || month > "12") return `month ${month}`;
  if (day < "01" || day > daysIn(year, month)) return `day ${day} in month ${month}`;
  if (hour > "23") return `hour ${hour}`;
  if (minute > "59") return `minute ${minute}`;
  return second > "59" ? `second ${second}` : null;
}

/** The last day of a month. */
function daysIn(year: string, month: string): string {
  // The day before the first of the next month, which counts from zero.
  return String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate());
}

/** What is not as `prisma migrate dev` would make it, or as a baseline is called; null when nothing is. */
function namingFault(name: string): NamingFault | null {
  if (BASELINE.test(name)) return null;
  if (impossibleTime(name) !== null) return "noSuchTime";
  if (ONLY_TIMESTAMP.test(name)) return "onlyTime";
  if (!TIMESTAMP.test(name)) return "name";
  return SNAKE_CASE.test(name) ? null : "notSnakeCase";
}

/** Whether all migrations that Prisma will name in years to come are applied before this one. */
function staysLast(name: string): boolean {
  return byBytes(name, FAR_AWAY) > 0 || byDictionary(name, FAR_AWAY) > 0;
}

/**
 * The migration that this one comes before in some versions of Prisma and after in others; null when there is
 * none. `20260107_a` is such a name beside `20260107120000_b`: in bytes `_` comes after digits, in a dictionary
 * before them. Of two such names it is said of the one without a timestamp.
 */
function unstableNeighbour(name: string, names: () => readonly string[]): string | null {
  if (hasTimestamp(name)) return null;
  return names().find((other) => byBytes(name, other) !== byDictionary(name, other)) ?? null;
}

/** Which names are reported: of uncertain place, or all that are not as Prisma makes them. */
export type Naming = "ordered" | "timestamp";

type NamingFault = "name" | "noTimestamps" | "noSuchTime" | "onlyTime" | "notSnakeCase";

/** What is wrong with a migration's name among the names of all, if anything. Most names need no comparison. */
export function nameFaults(
  name: string,
  names: () => readonly string[],
  naming: Naming,
): LayoutFault<"staysLast" | "unstable" | NamingFault>[] {
  if (staysLast(name)) return [{ fault: "staysLast", range: null, data: { name } }];
  const other = unstableNeighbour(name, names);
  if (other !== null) return [{ fault: "unstable", range: null, data: { name, other } }];
  const fault = naming === "ordered" ? null : namingFault(name);
  if (fault === null) return [];
  if (fault !== "name" || names().some((one) => DIGITS.test(one)))
    return [{ fault, range: null, data: { name, part: impossibleTime(name) ?? "" } }];
  const [first, ...others] = names().filter((one) => namingFault(one) === "name");
  if (others.length === 0) return [{ fault, range: null, data: { name } }];
  // A habit is one finding.
  return first === name ? [{ fault: "noTimestamps", range: null, data: { name } }] : [];
}

// ---- order -----------------------------------------------------------------------------------------------

interface Place {
  file: MigrationFile;
  migrations: readonly MigrationFile[];
  before: Catalog;
  final: Catalog;
}

/**
 * The tables that a script alters, indexes or refers to which only a migration after it makes: run from the
 * start, the history fails here.
 */
export function orderFaults(place: Place): LayoutFault<"usesLater">[] {
  const { file, before } = place;
  if (before.tainted) return [];
  const missing = file.script.body
    .flatMap(neededTables)
    .filter(({ relname, schemaname }) => !before.table(relname, schemaname));
  if (missing.length === 0) return [];
  const own = namesMade(file.script);
  return missing.flatMap(({ relname, range }) => {
    const other = own.has(relname) ? undefined : laterMaker(relname, place);
    if (other === undefined) return [];
    return [{ fault: "usesLater", range, data: { name: file.name, table: relname, other } }];
  });
}

/** The name of a later migration that makes a table of that name; the last one's, when tables of several schemas have it. */
function laterMaker(table: string, { file, migrations, final }: Place): string | undefined {
  return [...final.tables.values()]
    .filter(({ name }) => name === table)
    .map(({ origin }) => migrations.findLastIndex(({ path }) => path === origin.path))
    .filter((index) => index > migrations.indexOf(file))
    .map((index) => migrations[index]?.name)
    .findLast((name) => name !== undefined && byDictionary(file.name, name) < 0);
}

/** Names that the script itself gives to tables. */
function namesMade({ body }: SqlScript): ReadonlySet<string> {
  const names = new Set<string>();
  for (const statement of body) {
    if (statement.type === "SqlCreateStmt") names.add(statement.relation.relname);
    else if (statement.type === "SqlCreateTableAsStmt") names.add(statement.into.rel.relname);
    else if (statement.type === "SqlRenameStmt") names.add(statement.newname);
  }
  return names;
}

/** The tables without which a statement fails, those aside that it makes. */
function neededTables(statement: SqlStatement): SqlRangeVar[] {
  switch (statement.type) {
    case "SqlIndexStmt":
      return [statement.relation];
    case "SqlCreateStmt":
      return (statement.tableElts ?? []).flatMap(referencedTables);
    case "SqlAlterTableStmt": {
      if (statement.objtype !== "OBJECT_TABLE" || statement.missing_ok === true) return [];
      const definitions = statement.cmds.flatMap(({ def }) => (def ? [def] : []));
      return [statement.relation, ...definitions.flatMap(referencedTables)];
    }
    default:
      return [];
  }
}

function referencedTables(element: SqlNode): SqlRangeVar[] {
  if (element.type === "SqlColumnDef") return (element.constraints ?? []).flatMap(referencedTables);
  return element.type === "SqlConstraint" && element.pktable ? [element.pktable] : [];
}

// ---- what else is in the folder --------------------------------------------------------------------------

/** What `prisma migrate dev --create-only` writes when there is nothing to do. */
const PRISMA_COMMENT = /^\s*This is an empty migration\.?\s*$/iu;

/** A script that does nothing, when no comment of its author says why. */
export function emptyFaults({ name, script }: MigrationFile): LayoutFault<"empty">[] {
  const { body, comments, errors } = script;
  const isEmpty = body.length === 0 && errors.length === 0;
  const isExplained = comments.some(({ value }) => !PRISMA_COMMENT.test(value));
  return isEmpty && !isExplained ? [{ fault: "empty", range: null, data: { name } }] : [];
}

/** What is wrong with the text of `migration_lock.toml`, null when there is none, of a PostgreSQL project. */
export function lockFaults(lock: string | null): LayoutFault<"noLock" | "wrongLock">[] {
  if (lock === null) return [{ fault: "noLock", range: null, data: {} }];
  const provider = lockedProvider(lock);
  if (provider === "postgresql") return [];
  return [{ fault: "wrongLock", range: null, data: { provider: provider ?? "no provider" } }];
}

/** The provider that a lock file names, as Prisma reads it: it takes the spaces around `=` for granted. */
function lockedProvider(lock: string): string | null {
  const line = lock.split(/\r?\n/u).find((one) => one.startsWith("provider"));
  return line?.replace(/^provider = /u, "").replaceAll('"', "") ?? null;
}

/** Whether a file beside the migrations' folders looks like one of them. */
export function looksLikeMigration(fileName: string): boolean {
  return /^\d{8,}.*\.sql$/u.test(fileName);
}
