/** Where ALTER TYPE … ADD VALUE puts a value, and where the Prisma schema has it. */

import type { SqlAlterEnumStmt } from "../../languages/postgresql/ast.ts";
import type { Enum, SchemaModel } from "../schema/types.ts";

/** The value that the new one stands next to in the schema. */
export interface Neighbor {
  value: string;
  side: "BEFORE" | "AFTER";
}

/** The schema's enum of that name in the database; undefined when there is none. */
export function enumOf(
  schema: SchemaModel | null,
  { typeName }: SqlAlterEnumStmt,
): Enum | undefined {
  const [name, schemaName] = typeName.map((part) => part.sval).toReversed();
  return [...(schema?.enums.values() ?? [])].find(
    ({ databaseName, databaseSchema }) =>
      databaseName === name &&
      (schemaName === undefined || databaseSchema === null || databaseSchema === schemaName),
  );
}

/** So few values may stand in the order of the alphabet by chance. */
const FEW_VALUES = 3;

/** Whether values stand in the order of the alphabet: that order means nothing, and no query can count on it. */
export function isAlphabetical(values: readonly string[]): boolean {
  return (
    values.length > FEW_VALUES &&
    values.every((value, index) => index === 0 || (values[index - 1] ?? "") <= value)
  );
}

/** Whether a value of that place in the schema comes last of the values that exist, as it does without a position. */
export function belongsAtEnd(
  value: string,
  order: readonly string[],
  existing: readonly string[],
): boolean {
  const place = order.indexOf(value);
  return existing.every((other) => order.indexOf(other) < place);
}

/** The nearest value of the schema that exists already, those before it first; null when none does. */
export function neighborOf(
  value: string,
  order: readonly string[],
  existing: readonly string[],
): Neighbor | null {
  const place = order.indexOf(value);
  const isThere = (other: string) => existing.includes(other);
  const before = order.slice(0, Math.max(0, place)).findLast(isThere);
  if (before !== undefined) return { value: before, side: "AFTER" };
  const after = order.slice(place + 1).find(isThere);
  return after === undefined ? null : { value: after, side: "BEFORE" };
}
