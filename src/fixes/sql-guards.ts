/** Guards around DDL that has no IF [NOT] EXISTS of its own: conditions over pg_catalog, and handlers. */

import type { QualifiedName } from "../model/catalog/names.ts";
import type { ObjectRef, Requirement } from "../model/catalog/idempotency.ts";
import { dollarQuote, INDENT, nameLiteral, stringLiteral } from "./sql-text.ts";

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
  const lookup = LOOKUPS[ref.object];
  if (lookup !== undefined) {
    const name = ref.object === "schema" ? { schema: null, name: ref.name } : ref;
    if (ref.object === "type" && isBuiltIn(ref)) return null;
    return [`${lookup}(${nameLiteral(name)}) IS ${exists ? "NOT " : ""}NULL`];
  }
  const query = rowOf(ref, missable);
  if (query === null) return null;
  const [from, ...where] = query;
  return [
    `${exists ? "" : "NOT "}EXISTS (`,
    `${INDENT}SELECT 1 FROM ${from ?? ""}`,
    `${INDENT}WHERE ${where.join(" AND ")}`,
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

/** The catalog that holds the object, and the conditions that find it there. */
function rowOf(ref: ObjectRef, missable: readonly ObjectRef[]): string[] | null {
  const { object, name, of } = ref;
  const literal = stringLiteral(name);
  if (object === "role") return ["pg_roles", `rolname = ${literal}`];
  if (of === null) return null;
  const table = relationOid(of, missable);
  switch (object) {
    case "column":
      return ["pg_attribute", `attrelid = ${table}`, `attname = ${literal}`, "NOT attisdropped"];
    case "constraint":
      return ["pg_constraint", `conrelid = ${table}`, `conname = ${literal}`];
    case "primaryKey":
      return ["pg_constraint", `conrelid = ${table}`, "contype = 'p'"];
    case "policy":
      return ["pg_policy", `polrelid = ${table}`, `polname = ${literal}`];
    case "trigger":
      return ["pg_trigger", `tgrelid = ${table}`, `tgname = ${literal}`];
    case "identity":
      return ["pg_attribute", `attrelid = ${table}`, `attname = ${literal}`, "attidentity <> ''"];
    case "partition":
      return ["pg_inherits", `inhrelid = ${table}`];
    case "enumValue":
      return ["pg_enum", `enumtypid = ${nameLiteral(of)}::regtype`, `enumlabel = ${literal}`];
    default:
      return null;
  }
}

/** The cast fails when the table is gone; where that may be, the function gives NULL instead. */
function relationOid(of: QualifiedName, missable: readonly ObjectRef[]): string {
  const mayBeGone = missable.some((ref) => ref.schema === of.schema && ref.name === of.name);
  return mayBeGone ? `to_regclass(${nameLiteral(of)})` : `${nameLiteral(of)}::regclass`;
}

/**
 * Types of pg_catalog with names that one would give to one's own. `to_regtype('path')` finds those first, so that it
 * tells nothing about the own one.
 */
const BUILT_IN = new Set(
  (
    "any bit bool box bytea char cid cidr circle cstring date float4 float8 inet int2 int4 int8 internal interval " +
    "json jsonb jsonpath line lseg macaddr money name numeric oid path point polygon record refcursor text tid " +
    "time timestamp timestamptz timetz trigger tsquery tsvector unknown uuid varbit varchar void xid xml"
  ).split(" "),
);

function isBuiltIn({ schema, name }: ObjectRef): boolean {
  return schema === null && BUILT_IN.has(name);
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
