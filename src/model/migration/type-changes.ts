/** Changes of a column's type that cost PostgreSQL nothing: the bytes of each row stay as they are. */

import type { SqlTypeName } from "../../languages/postgresql/ast.ts";
import { constantInteger } from "../catalog/tree.ts";
import { builtInType } from "./written-columns.ts";

/** Pairs whose values are stored alike, whatever their length; between arrays of them each is written anew. */
const ALIKE: Readonly<Record<string, readonly string[]>> = {
  varchar: ["text", "citext"],
  text: ["varchar", "citext"],
  citext: ["text", "varchar"],
  xml: ["text", "varchar"],
  cidr: ["inet"],
};

export interface TypeChange {
  from: string;
  to: string;
}

/**
 * What a change of type means for the table, or null when it is free or nobody can tell.
 *
 * @param old the type before, as the catalog has it (`varchar`, `int4`, `text[]`)
 */
export function rewritingChange(old: string, typeName: SqlTypeName): TypeChange | null {
  const name = builtInType(typeName) ?? typeName.names.at(-1)?.sval ?? "";
  const to = (typeName.arrayBounds?.length ?? 0) > 0 ? `${name}[]` : name;
  // Of the same type only the length can change. The old one is not known here: a longer one is free.
  if (old === to) return null;
  if (ALIKE[old]?.includes(to) === true && !isLimited(typeName)) return null;
  return { from: old, to };
}

/** `varchar(40)`: each value is looked at. */
function isLimited({ typmods = [] }: SqlTypeName): boolean {
  return typmods.some((typmod) => constantInteger(typmod) !== null);
}
