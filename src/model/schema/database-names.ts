/**
 * The names that Prisma gives to what a schema leaves unnamed. They are made of the mapped table and column
 * names, and cut to the database's limit so that the suffix stays whole (prisma-engines,
 * `psl/parser-database`, and the SQL that Prisma 7 writes).
 */

/** The longest identifier in bytes of UTF-8, by provider. */
const IDENTIFIER_LIMITS: ReadonlyMap<string, number> = new Map([
  ["postgresql", 63],
  ["cockroachdb", 63],
  ["mysql", 64],
  ["mongodb", 127],
  ["sqlserver", 128],
  ["sqlite", Number.POSITIVE_INFINITY],
]);

const DEFAULT_IDENTIFIER_LIMIT = 63;

/** The longest identifier of a provider in bytes; PostgreSQL's where the provider is unknown. */
export function identifierLimit(provider: string | null): number {
  return IDENTIFIER_LIMITS.get(provider ?? "postgresql") ?? DEFAULT_IDENTIFIER_LIMIT;
}

/** `User_pkey`. */
export function primaryKeyName(table: string, limit: number): string {
  return withSuffix(table, "_pkey", limit);
}

/** `User_email_key`. */
export function uniqueName(table: string, columns: readonly string[], limit: number): string {
  return withSuffix([table, ...columns].join("_"), "_key", limit);
}

/** `User_email_idx`. */
export function indexName(table: string, columns: readonly string[], limit: number): string {
  return withSuffix([table, ...columns].join("_"), "_idx", limit);
}

/** `Post_authorId_fkey`. */
export function foreignKeyName(table: string, columns: readonly string[], limit: number): string {
  return withSuffix([table, ...columns].join("_"), "_fkey", limit);
}

/** The name that a relation has when none is written: both models in alphabetical order, `PostToUser`. */
export function generatedRelationName(first: string, second: string): string {
  return first < second ? `${first}To${second}` : `${second}To${first}`;
}

/** The names around the table of an implicit many-to-many relation, whose columns are `A` and `B`. */
export interface JoinTableNames {
  /** `_PostToTag`. Not cut, unlike the others: PostgreSQL itself cuts it. */
  table: string;
  /** Over both columns. */
  primaryKey: string;
  /** Over `B` alone. */
  index: string;
  foreignKeys: { A: string; B: string };
}

export function joinTableNames(relationName: string, limit: number): JoinTableNames {
  const table = `_${relationName}`;
  return {
    table,
    primaryKey: withSuffix(table, "_AB_pkey", limit),
    index: withSuffix(table, "_B_index", limit),
    foreignKeys: {
      A: withSuffix(table, "_A_fkey", limit),
      B: withSuffix(table, "_B_fkey", limit),
    },
  };
}

function withSuffix(name: string, suffix: string, limit: number): string {
  return truncateBytes(name, limit - suffix.length) + suffix;
}

/** Cuts to at most `limit` bytes of UTF-8 without splitting a character. */
function truncateBytes(text: string, limit: number): string {
  // A UTF-16 code unit takes at most three bytes: most names are known to fit without being measured.
  if (text.length * 3 <= limit || Buffer.byteLength(text) <= limit) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
