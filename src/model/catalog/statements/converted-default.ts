/** Defaults of columns that get another type. */

import { parseScript } from "../../../languages/postgresql/parser.ts";
import { nodeField, nodesField } from "../tree.ts";
import type { Column, ColumnDefault } from "../types.ts";
import { elementType } from "./columns.ts";
import { quotedName } from "./sequence-defaults.ts";

/** PostgreSQL converts the default from the type that the column had, and needs that type as long as it stands. */
export function convertedDefault(column: Column): ColumnDefault | null {
  const { default: value, type, typeSchema } = column;
  if (value?.kind !== "literal" || typeSchema === null) return value;
  const [select] = parseScript(`SELECT NULL::${quotedName(typeSchema, elementType(type))}`).body;
  const [target] = select === undefined ? [] : nodesField(select, "targetList");
  const cast = target === undefined ? null : nodeField(target, "val");
  return cast === null ? value : { ...value, node: Object.assign({}, cast, { arg: value.node }) };
}
