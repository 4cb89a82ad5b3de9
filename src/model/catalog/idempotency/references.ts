/** How a script refers to what it makes, changes and drops. */

import type { SqlRangeVar } from "../../../languages/postgresql/ast.ts";
import type { GuardedObject } from "../guards.ts";
import { clipName } from "../names.ts";
import type { QualifiedName } from "../names.ts";

/**
 * What a statement can be about. Beyond what guards ask for: a table's one primary key, a column's identity,
 * a table's place in a partitioned one, and what PostgreSQL has to invent a name for.
 */
export type ObjectKind = GuardedObject | "primaryKey" | "identity" | "partition" | "unnamed";

/** An object as a statement names it, unquoted and cut to 63 bytes. */
export interface ObjectRef {
  object: ObjectKind;
  /** Null when it is not written. */
  schema: string | null;
  name: string;
  /** The table or type that it belongs to. */
  of: QualifiedName | null;
}

export function named(object: ObjectKind, { schema, name }: QualifiedName): ObjectRef {
  return { object, schema, name: clipName(name), of: null };
}

export function partOf(of: QualifiedName, object: ObjectKind, name: string): ObjectRef {
  return { object, schema: null, name: clipName(name), of };
}

export function relationName({ schemaname, relname }: SqlRangeVar): QualifiedName {
  return { schema: schemaname ?? null, name: clipName(relname) };
}

/** The name whose parts are given: `["app", "User"]`. */
export function nameOfParts(parts: readonly string[]): QualifiedName {
  return { schema: parts.at(-2) ?? null, name: clipName(parts.at(-1) ?? "") };
}
