/** What becomes of a value that is computed from itself once more: `lower(name)` rests, `n + 1` does not. */

import type { SqlNode } from "../../../languages/postgresql/ast.ts";
import {
  calledFunction,
  constantInteger,
  constantText,
  forEachNode,
  isA,
  namesField,
  nodeField,
  nodesField,
  textField,
  withoutCasts,
} from "../tree.ts";

/** The value that is replaced: a column, or what stands in its JSON under a path. */
export interface Replaced {
  is: (node: SqlNode | null) => boolean;
  /** Null when it is not known. */
  type: string | null;
}

/** `free`: does not read what it replaces. `rests`: reads it, and leaves its own result as it is. */
type Repeated = "free" | "rests" | "changes";

/** Whether an expression gives another value each time, or is not known to leave its own result as it is. */
export function changesAgain(value: SqlNode | null, replaced: Replaced): boolean {
  return repeated(value, replaced) === "changes";
}

/** A subquery is taken to be about other rows, and an operator that nobody knows to leave things as they are. */
function repeated(value: SqlNode | null, replaced: Replaced): Repeated {
  if (value === null) return "free";
  if (replaced.is(value)) return "rests";
  const all = (list: string) =>
    worst(nodesField(value, list).map((one) => repeated(one, replaced)));
  if (isA(value, "SqlFuncCall")) return repeatedCall(value, replaced);
  if (isA(value, "SqlA_Expr")) return repeatedOperation(value, replaced);
  if (isA(value, "SqlCaseExpr")) return repeatedCase(value, replaced);
  if (isA(value, "SqlA_ArrayExpr")) return all("elements") === "free" ? "free" : "changes";
  if (isA(value, "SqlCoalesceExpr") || isA(value, "SqlMinMaxExpr")) return all("args");
  if (isA(value, "SqlBoolExpr"))
    return textField(value, "boolop") === "NOT_EXPR" && all("args") !== "free"
      ? "changes"
      : all("args");
  return INSIDE.has(value.type) ? repeated(nodeField(value, "arg"), replaced) : "free";
}

/** Nodes around one value. */
const INSIDE: ReadonlySet<string> = new Set([
  "SqlTypeCast",
  "SqlCollateClause",
  "SqlA_Indirection",
]);

function worst(each: readonly Repeated[]): Repeated {
  if (each.includes("changes")) return "changes";
  return each.includes("rests") ? "rests" : "free";
}

/** Tests that look at the value choose what is left alone, as a WHERE does. */
function repeatedCase(value: SqlNode, replaced: Replaced): Repeated {
  const branches = nodesField(value, "args");
  const tests = [nodeField(value, "arg"), ...branches.map((branch) => nodeField(branch, "expr"))];
  const asks = (test: SqlNode | null): boolean =>
    test !== null && !isA(test, "SqlNullTest") && reads(test, replaced);
  if (tests.some(asks)) return "rests";
  const results = [
    ...branches.map((one) => nodeField(one, "result")),
    nodeField(value, "defresult"),
  ];
  return worst(results.map((result) => repeated(result, replaced)));
}

function reads(expression: SqlNode, { is }: Replaced): boolean {
  let found = false;
  forEachNode(expression, (node) => {
    found ||= is(node);
  });
  return found;
}

// ---- operators -------------------------------------------------------------------------------------------

const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "^", "<<", ">>"]);
const ACCESS: ReadonlySet<string> = new Set(["->", "->>", "#>", "#>>"]);

function repeatedOperation(value: SqlNode, replaced: Replaced): Repeated {
  const operator = namesField(value, "name").at(-1) ?? "";
  const left = nodeField(value, "lexpr");
  const right = nodeField(value, "rexpr");
  const before = repeated(left, replaced);
  const whole = worst([before, repeated(right, replaced)]);
  if (textField(value, "kind") !== "AEXPR_OP") return whole;
  if (operator === "||") return repeatedJoin(left, right, replaced);
  if (whole !== "rests") return whole;
  if (ACCESS.has(operator)) return "changes";
  return ARITHMETIC.has(operator) && !takesAway(operator, right, replaced.type)
    ? "changes"
    : "rests";
}

/** `jsonb - 'key'` takes away what is gone the second time. */
function takesAway(operator: string, right: SqlNode | null, type: string | null): boolean {
  if (operator !== "-") return false;
  return type === null ? right !== null && isA(right, "SqlA_Const") && isText(right) : isJson(type);
}

function isText(node: SqlNode): boolean {
  return constantText(node) !== null;
}

/** `||` joins texts and arrays, and merges JSON. */
function repeatedJoin(left: SqlNode | null, right: SqlNode | null, replaced: Replaced): Repeated {
  const before = repeated(left, replaced);
  const isMerge = isJson(replaced.type) || calledFunction(right) === "jsonb_build_object";
  if (before === "rests" && isMerge) return worst([before, repeatedFields(right, replaced, true)]);
  const whole = worst([before, repeated(right, replaced)]);
  if (whole !== "rests" || isJson(replaced.type)) return whole;
  const other = before === "rests" ? right : left;
  return replaced.type !== null || isPlainText(other) ? "changes" : "rests";
}

function isJson(type: string | null): boolean {
  return type === "jsonb" || type === "json" || type === "hstore";
}

/** Text that is no object or array of JSON: `'x'`. */
function isPlainText(node: SqlNode | null): boolean {
  const text = node && isA(node, "SqlA_Const") ? constantText(node) : null;
  return text !== null && !/^\s*[[{]/.test(text);
}

// ---- functions -------------------------------------------------------------------------------------------

/** Functions that change nothing in what they have made. */
const SETTLED: ReadonlySet<string> = new Set(
  (
    "lower upper initcap trim btrim ltrim rtrim unaccent normalize casefold left right lpad rpad " +
    "round trunc floor ceil ceiling abs sign mod date date_trunc date_bin to_jsonb to_json " +
    "jsonb_strip_nulls json_strip_nulls jsonb_delete jsonb_delete_path array_remove strip " +
    "st_setsrid st_transform st_makevalid st_force2d st_multi"
  ).split(" "),
);

/** Whether the node calls a function that leaves its own results as they are: `lower(lower(x))`. */
export function isSettledCall(node: SqlNode): boolean {
  const called = calledFunction(node);
  return called !== null && SETTLED.has(called);
}

function repeatedCall(value: SqlNode, replaced: Replaced): Repeated {
  const args = nodesField(value, "args");
  const called = calledFunction(value) ?? "";
  if (called === "jsonb_build_object" || called === "json_build_object")
    return repeatedFields(value, replaced, false);
  const [target = null, path = null, ...others] = args;
  if (called === "jsonb_set" || called === "jsonb_set_lax")
    return worst([
      repeated(target, replaced),
      repeated(others[0] ?? null, under(replaced, keysIn(path))),
    ]);
  const whole = worst(args.map((one) => repeated(one, replaced)));
  if (whole !== "rests") return whole;
  return SETTLED.has(called) || SETTLED_WITH[called]?.(args) === true ? "rests" : "changes";
}

/** Functions that change nothing in what they have made, with some arguments. */
const SETTLED_WITH: Readonly<Record<string, (args: readonly SqlNode[]) => boolean>> = {
  replace: (args) => isExhausted(args, (text, looked) => text.includes(looked)),
  array_replace: (args) => isExhausted(args, (text, looked) => text === looked),
  regexp_replace: ([, pattern = null, replacement = null]) =>
    isExhaustedPattern(constantText(pattern), constantText(replacement)),
  translate: ([, from = null, to = null]) => isDisjoint(constantText(from) ?? "", constantText(to)),
  substring: ([, start = null, length]) =>
    constantInteger(start) === 1 || (length === undefined && constantText(start) !== null),
  substr: ([, start = null]) => constantInteger(start) === 1,
  split_part: ([, , field = null]) => constantInteger(field) === 1,
};

/**
 * Whether nothing that one `replace`, or another around it, puts in is what it looks for.
 *
 * @param inserted What those around it put in.
 */
function isExhausted(
  args: readonly SqlNode[],
  isIn: (text: string, looked: string) => boolean,
  inserted: readonly string[] = [],
): boolean {
  const [source, from, to] = args.map(withoutCasts);
  const looked = constantText(from ?? null);
  const replacement = constantText(to ?? null);
  if (looked === null || replacement === null) return false;
  const all = [...inserted, replacement];
  if (all.some((text) => isIn(text, looked))) return false;
  const isNested = source !== undefined && REPLACING.has(calledFunction(source) ?? "");
  return !isNested || isExhausted(nodesField(source, "args"), isIn, all);
}

const REPLACING: ReadonlySet<string> = new Set(["replace", "array_replace"]);

/** Whether the pattern, as far as JavaScript reads it alike, does not find what it has put in. */
function isExhaustedPattern(pattern: string | null, replacement: string | null): boolean {
  if (pattern === null || replacement === null || replacement.includes("\\")) return false;
  try {
    return !new RegExp(pattern).test(replacement);
  } catch {
    return false;
  }
}

function isDisjoint(from: string, to: string | null): boolean {
  return to !== null && !Array.from(to).some((character) => from.includes(character));
}

// ---- JSON ------------------------------------------------------------------------------------------------

/**
 * `jsonb_build_object('a', …)`: each field may be computed from the field of its own name. Of other fields nothing is
 * left the second time, unless it is merged with what it reads.
 */
function repeatedFields(value: SqlNode | null, replaced: Replaced, isMerged: boolean): Repeated {
  const inner = value === null ? null : withoutCasts(value);
  const called = calledFunction(inner);
  if (inner === null || (called !== "jsonb_build_object" && called !== "json_build_object"))
    return isMerged ? "free" : repeated(inner, replaced);
  const args = nodesField(inner, "args");
  return worst(
    args.map((one, index) => {
      const key = index % 2 === 0 ? null : constantText(args[index - 1] ?? null);
      const own = key === null ? "free" : repeated(one, under(replaced, [key]));
      return own === "free" && !isMerged ? repeated(one, replaced) : own;
    }),
  );
}

/** What stands under these keys of a JSON value. */
function under(replaced: Replaced, keys: readonly string[] | null): Replaced {
  const isAt = (node: SqlNode | null, path: readonly string[]): boolean => {
    if (node === null) return false;
    if (path.length === 0 && replaced.is(node)) return true;
    if (isA(node, "SqlTypeCast")) return isAt(nodeField(node, "arg"), path);
    const read = keysRead(node);
    if (read === null || read.length > path.length) return false;
    const rest = path.length - read.length;
    const isSame = read.every((key, index) => key === path[rest + index]);
    return isSame && isAt(nodeField(node, "lexpr"), path.slice(0, rest));
  };
  return { is: (node) => keys !== null && keys.length > 0 && isAt(node, keys), type: null };
}

/** The keys by which `->` or `#>` reads; null for what is no such operation. */
function keysRead(node: SqlNode): string[] | null {
  const operator = isA(node, "SqlA_Expr") ? (namesField(node, "name").at(-1) ?? "") : "";
  if (!ACCESS.has(operator)) return null;
  const right = nodeField(node, "rexpr");
  if (operator.startsWith("#")) return keysIn(right);
  const key = constantText(right);
  return key === null ? null : [key];
}

/** The keys of a path, `'{a,b}'` or `ARRAY['a', 'b']`; null when they are not plain. */
function keysIn(path: SqlNode | null): string[] | null {
  const inner = path === null ? null : withoutCasts(path);
  if (inner !== null && isA(inner, "SqlA_ArrayExpr")) {
    const keys = nodesField(inner, "elements").map(constantText);
    return keys.every((key) => key !== null) ? keys : null;
  }
  const text = constantText(inner);
  return text === null || text.includes('"') ? null : text.replace(/[{}\s]/g, "").split(",");
}
