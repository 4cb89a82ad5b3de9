/** What the expressions of policies call: settings and functions that say for whom a query runs. */

import type { SqlNode } from "../../languages/postgresql/ast.ts";
import {
  calledFunction,
  columnParts,
  constantBoolean,
  constantText,
  field,
  forEachNode,
  isA,
  isNode,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";
import type { Catalog, CatalogFunction } from "../catalog/types.ts";

/** A call that could be better, in the expression of a policy. */
export interface PolicyCall {
  /**
   * The worst of its faults. `unset`: it fails where nothing has made the setting. `empty`: what it gives is cast, and
   * fails where a transaction has made the setting and ended. `perRow`: PostgreSQL calls it once for each row.
   */
  fault: "unset" | "empty" | "perRow";
  call: SqlNode;
  /** For messages: `current_setting('app.clinic_id')`, `auth.uid()`. */
  text: string;
  /** It fails where nothing has made the setting. */
  isUnsafe: boolean;
  /** Its text is cast to a type that an empty text is no value of. */
  isCast: boolean;
  /** What could be a sub-select: the call with the casts around it. Null when it is part of one, and need not be. */
  whole: SqlNode | null;
  /** A NULL in the place of the call lets no row through that an error would have kept back. */
  isNullSafe: boolean;
}

/** The calls in an expression that could be better. */
export function faultyCalls(expression: SqlNode, catalog: Catalog): PolicyCall[] {
  const found: PolicyCall[] = [];
  visit(expression, [], (node, ancestors) => {
    if (!isA(node, "SqlFuncCall") || !isAboutQuery(node, catalog)) return;
    const isInner = ancestors.some(
      (outer) => isA(outer, "SqlFuncCall") && isAboutQuery(outer, catalog),
    );
    const judged = judge(node, ancestors, isInner);
    if (judged !== null) found.push(judged);
  });
  return found;
}

type Ancestors = readonly SqlNode[];

/** Parents first; `ancestors` begin with the nearest. */
function visit(
  node: SqlNode,
  ancestors: Ancestors,
  look: (node: SqlNode, ancestors: Ancestors) => void,
): void {
  look(node, ancestors);
  const within = [node, ...ancestors];
  const descend = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(descend);
    else if (isNode(value)) visit(value, within, look);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(descend);
  };
  for (const [key, value] of Object.entries(node))
    if (key !== "parent" && key !== "tokens" && key !== "range") descend(value);
}

function judge(call: SqlNode, ancestors: Ancestors, isInner: boolean): PolicyCall | null {
  const setting = calledFunction(call) === "current_setting" ? settingName(call) : null;
  const isUnsafe = setting?.includes(".") === true && !isMissingOk(call);
  const isCast = setting !== null && isCastFromText(ancestors[0]);
  const whole = isInner ? null : wholeOf(call, ancestors);
  const fault = isUnsafe ? "unset" : isCast ? "empty" : whole ? "perRow" : null;
  if (fault === null) return null;
  return {
    fault,
    call,
    text: `${namesField(call, "funcname").join(".")}(${setting === null ? "" : `'${setting}'`})`,
    isUnsafe,
    isCast,
    whole,
    isNullSafe: ancestors.every(letsNullThrough),
  };
}

// ---- which calls -----------------------------------------------------------------------------------------

/** Supabase's functions on who asks. */
const AUTH = new Set(["uid", "jwt", "role", "email"]);

/** Whether a call gives the same for each row of a query, and may depend on who asks. */
function isAboutQuery(call: SqlNode, { functions }: Catalog): boolean {
  const names = namesField(call, "funcname");
  const name = names.at(-1) ?? "";
  if (nodesField(call, "args").some(mentionsColumn)) return false;
  if (name === "current_setting") return settingName(call) !== null;
  if (names.at(-2) === "auth" && AUTH.has(name)) return true;
  const own = [...functions.values()].filter(
    (made) => made.name === name && (names.length === 1 || made.schema === names.at(-2)),
  );
  return own.length > 0 && own.every(isStable);
}

function settingName(call: SqlNode): string | null {
  return constantText(nodesField(call, "args")[0] ?? null);
}

function mentionsColumn(node: SqlNode): boolean {
  let mentions = false;
  forEachNode(node, (inner) => {
    mentions ||= columnParts(inner) !== null;
  });
  return mentions;
}

/** PostgreSQL may call such a function once for all rows; without a word it may not. */
function isStable({ node }: CatalogFunction): boolean {
  return (node.options ?? []).some(
    (option) =>
      textField(option, "defname") === "volatility" &&
      constantOf(nodeField(option, "arg")) !== "volatile",
  );
}

function constantOf(node: SqlNode | null): string | null {
  return node === null ? null : textField(node, "sval");
}

// ---- its faults ------------------------------------------------------------------------------------------

function isMissingOk(call: SqlNode): boolean {
  const [, missingOk] = nodesField(call, "args");
  return missingOk !== undefined && constantBoolean(uncast(missingOk)) !== false;
}

/** `true` may be written as `'t'::boolean`: what is no plain constant is taken for what it should be. */
function uncast(node: SqlNode): SqlNode {
  return isA(node, "SqlTypeCast") ? (nodeField(node, "arg") ?? node) : node;
}

/** Types of which an empty text is a value. */
const TEXTS = new Set(["text", "varchar", "bpchar", "citext", "name"]);

function isCastFromText(parent: SqlNode | undefined): boolean {
  if (parent === undefined || !isA(parent, "SqlTypeCast")) return false;
  const type = nodeField(parent, "typeName");
  if (type === null) return false;
  return (
    nodesField(type, "arrayBounds").length > 0 || !TEXTS.has(namesField(type, "names").at(-1) ?? "")
  );
}

/** The call with what stands around it and is as independent of the row: casts, NULLIF, COALESCE. */
function wholeOf(call: SqlNode, ancestors: Ancestors): SqlNode | null {
  if (ancestors.some((node) => isA(node, "SqlSelectStmt"))) return null;
  let whole = call;
  let height = 0;
  for (const ancestor of ancestors) {
    if (!isWrapper(ancestor) || mentionsColumn(ancestor)) break;
    whole = ancestor;
    height += 1;
  }
  // `= ANY ((SELECT …))` asks for rows, not for the elements of an array.
  return isListed(whole, ancestors[height]) ? null : whole;
}

function isWrapper(node: SqlNode): boolean {
  const isNullif = isA(node, "SqlA_Expr") && textField(node, "kind") === "AEXPR_NULLIF";
  return isNullif || isA(node, "SqlTypeCast") || isA(node, "SqlCoalesceExpr");
}

const LISTS = new Set(["AEXPR_IN", "AEXPR_OP_ANY", "AEXPR_OP_ALL"]);

function isListed(node: SqlNode, parent: SqlNode | undefined): boolean {
  if (parent === undefined) return false;
  const isInList =
    LISTS.has(textField(parent, "kind") ?? "") && nodeField(parent, "lexpr") !== node;
  return isInList || isA(parent, "SqlA_ArrayExpr");
}

// ---- what a NULL would do --------------------------------------------------------------------------------

/** Nodes that a NULL makes NULL, or that let no row through because of it. */
const STRICT: ReadonlySet<string> = new Set([
  "SqlTypeCast",
  "SqlSelectStmt",
  "SqlResTarget",
  "SqlJoinExpr",
  "SqlList",
]);

function letsNullThrough(node: SqlNode): boolean {
  const kind = textField(node, "kind") ?? "";
  if (isA(node, "SqlA_Expr")) return kind !== "AEXPR_DISTINCT" && kind !== "AEXPR_NOT_DISTINCT";
  if (isA(node, "SqlBoolExpr")) return textField(node, "boolop") !== "NOT_EXPR";
  if (isA(node, "SqlSubLink")) return field(node, "subLinkType") !== "ALL_SUBLINK";
  return STRICT.has(node.type);
}
