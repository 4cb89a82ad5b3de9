/** Deletes of rows that are marked as deleted already: what a purge removes. */

import type { SoftDeleteFields } from "../schema/soft-delete.ts";
import type { Field } from "../schema/types.ts";
import { objectsOf, propertyOf } from "./arguments.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { unwrap } from "./expressions.ts";

/** What asks of a timestamp that it be set. */
const COMPARISONS = ["lt", "lte", "gt", "gte"];

/** Whether the `where` of a call takes none but rows that are marked: `deletedAt: { lt: cutoff }`, `{ not: null }`. */
export function takesMarkedRows(
  { args }: ClientCall,
  { timestamp, flag }: SoftDeleteFields<Field | null>,
  scopes: Scopes,
): boolean {
  const where = args.kind === "object" ? propertyOf(args.node, "where") : null;
  const [condition] = where ? objectsOf(where.value, scopes) : [];
  if (!condition) return false;
  const marked = flag && propertyOf(condition, flag.name);
  if (marked && isLiteral(marked.value, true)) return true;
  const time = timestamp && propertyOf(condition, timestamp.name);
  return time
    ? objectsOf(time.value, scopes).some((filter) => {
        const not = propertyOf(filter, "not");
        if (not && isLiteral(not.value, null)) return true;
        return COMPARISONS.some((name) => propertyOf(filter, name));
      })
    : false;
}

function isLiteral(node: Parameters<typeof unwrap>[0], value: true | null): boolean {
  const literal = unwrap(node);
  return literal.type === "Literal" && literal.value === value;
}
