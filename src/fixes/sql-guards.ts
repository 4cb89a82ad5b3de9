/** Guards around DDL that has no IF [NOT] EXISTS of its own: conditions over pg_catalog, and handlers. */

import type { QualifiedName } from "../model/catalog/names.ts";
import type { ObjectRef, Requirement } from "../model/catalog/idempotency.ts";
import { catalogRow, isBuiltIn } from "./sql-catalogs.ts";
import {
  dollarQuote,
  INDENT,
  nameLiteral,
  qualifiedName,
  quoteName,
  stringLiteral,
} from "./sql-text.ts";

export type GuardTestOf = Pick<Requirement, "ref" | "exists">;

/**
 * The condition under which all tests hold, line by line; null when one of them cannot be written.
 *
 * pg_catalog is asked, not information_schema: that one knows no enums, indexes and policies, and hides what the
 * role may not use.
 */
export function guardCondition(tests: readonly GuardTestOf[]): string[] | null {
  const missable = tests
    .filter(({ ref, exists }) => exists && ref.of === null)
    .map(({ ref }) => ref);
  const conditions: string[][] = [];
  for (const { ref, exists } of tests) {
    const condition = conditionOn(ref, exists, missable);
    if (condition === null) return null;
    conditions.push(condition);
  }
  return conditions.reduce<string[]>((lines, [first = "", ...others]) => {
    const last = lines.at(-1);
    if (last === undefined) return [first, ...others];
    return last === ")"
      ? [...lines.slice(0, -1), `) AND ${first}`, ...others]
      : [...lines, `AND ${first}`, ...others];
  }, []);
}

function conditionOn(
  ref: ObjectRef,
  exists: boolean,
  missable: readonly ObjectRef[],
): string[] | null {
  const called = lookupOf(ref);
  if (called !== null) return [`${called} IS ${exists ? "NOT " : ""}NULL`];
  const query = catalogRow(ref, exists, (of) => relationOid(of, missable));
  if (query === null) return null;
  return [
    `${exists ? "" : "NOT "}EXISTS (`,
    `${INDENT}SELECT 1 FROM ${query.from}`,
    `${INDENT}WHERE ${query.where.join(" AND ")}`,
    ")",
  ];
}

const LOOKUPS: Partial<Record<ObjectRef["object"], string>> = {
  table: "to_regclass",
  index: "to_regclass",
  view: "to_regclass",
  sequence: "to_regclass",
  relation: "to_regclass",
  type: "to_regtype",
  schema: "to_regnamespace",
};

/** The call of a function that gives null when the object is not there; null when there is none for its kind. */
function lookupOf(ref: ObjectRef): string | null {
  const { object, schema, name, signature } = ref;
  if (object === "function") return routineLookup(ref);
  if (object === "operator" && signature) {
    const operand = signature.types.length === 1 ? ["NONE", ...signature.types] : signature.types;
    const dotted = schema === null ? signature.name : `${quoteName(schema)}.${signature.name}`;
    return `to_regoperator(${stringLiteral(`${dotted}(${operand.join(", ")})`)})`;
  }
  const lookup = LOOKUPS[object];
  if (lookup === undefined || isBuiltIn(ref)) return null;
  return `${lookup}(${nameLiteral({ schema: object === "schema" ? null : schema, name })})`;
}

function routineLookup({ schema, name, signature }: ObjectRef): string {
  if (signature === undefined) return `to_regproc(${nameLiteral({ schema, name })})`;
  const dotted = qualifiedName({ schema, name: signature.name });
  return `to_regprocedure(${stringLiteral(`${dotted}(${signature.types.join(", ")})`)})`;
}

/** The cast fails when the table is gone; where that may be, the function gives NULL instead. */
function relationOid(of: QualifiedName, missable: readonly ObjectRef[]): string {
  const mayBeGone = missable.some((ref) => ref.schema === of.schema && ref.name === of.name);
  return mayBeGone ? `to_regclass(${nameLiteral(of)})` : `${nameLiteral(of)}::regclass`;
}

// ---- blocks ----------------------------------------------------------------------------------------------

/** `IF … THEN … END IF`, without the last `;`. `statement` is indented for its place by the caller. */
export function ifBlock(condition: readonly string[], statement: string): string[] {
  const [first = "", ...others] = condition;
  const lines = [`IF ${first}`, ...others];
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ""} THEN`, `${INDENT}${statement};`, "END IF"];
}

/** `BEGIN … EXCEPTION … END`, without the last `;`. `conditions` are joined by OR. */
export function exceptionBlock(conditions: string, statement: string): string[] {
  return [
    "BEGIN",
    `${INDENT}${statement};`,
    "EXCEPTION",
    `${INDENT}WHEN ${conditions} THEN NULL;`,
    "END",
  ];
}

/** `DO $$ … $$`, without the last `;`. `block` begins with BEGIN. */
export function doBlock(block: readonly string[]): string[] {
  const quote = dollarQuote(block.join("\n"));
  return [`DO ${quote}`, ...block, quote];
}
