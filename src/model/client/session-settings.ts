/**
 * Settings that raw queries make: `set_config(…)`, `SET`, `SET LOCAL`. Row-level security reads such settings to
 * know for whom a query runs.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import type { SqlNode, SqlStatement, SqlToken } from "../../languages/postgresql/ast.ts";
import { parseScript } from "../../languages/postgresql/parser.ts";
import {
  calledFunction,
  constantBoolean,
  constantText as sqlText,
  field,
  forEachNode,
  isA,
  isConstantNull,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";
import { constantText } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import type { RawCall } from "./calls.ts";
import { isComputed, parameterOf, rawTextOf, sourceRange } from "./raw-text.ts";
import type { Range, RawText } from "./raw-text.ts";

/** A setting that a raw query makes. Ranges are of the source; null when the source has it nowhere in one piece. */
export interface SettingChange {
  /** As written; PostgreSQL ignores the case of such names. */
  name: string;
  nameRange: Range | null;
  /** False when only run time knows all of it. */
  isNameKnown: boolean;
  /** The name can be edited in its place: it is written there, and nothing else is. */
  isNameWritten: boolean;
  /** It ends with the transaction: `SET LOCAL`, `set_config(…, true)`. */
  isLocal: boolean;
  /** What says so, or says otherwise: `false`, `true`, `SET`, `SET SESSION`, `SET LOCAL`. */
  scopeRange: Range | null;
  /** What would stand there if it were local. */
  localText: "true" | "SET LOCAL";
  /** It takes a value away: '', NULL, `SET ROLE NONE`. */
  isCleared: boolean;
  /** Nothing else is in the query that could make use of it. */
  isAlone: boolean;
}

/** Settings whose value every later query is bound to, apart from those with a name of their own. */
const IDENTITIES: ReadonlySet<string> = new Set(["role", "session_authorization"]);

/** Extensions whose settings tune them and say nothing about whose rows are meant. */
const TUNED: ReadonlySet<string> = new Set([
  "auto_explain",
  "citus",
  "hnsw",
  "ivfflat",
  "pg_hint_plan",
  "pg_stat_statements",
  "pg_trgm",
  "pgaudit",
  "plpgsql",
  "postgis",
  "timescaledb",
  "vchordrq",
]);

/** Whether a setting tells for whom queries run: a role, or a name of the application's own (`app.tenant_id`). */
export function isContext({ name }: Pick<SettingChange, "name">): boolean {
  return IDENTITIES.has(name.toLowerCase()) || isOwn({ name });
}

/** Whether the name is one that the application makes up. */
export function isOwn({ name }: Pick<SettingChange, "name">): boolean {
  const [prefix = "", ...rest] = name.toLowerCase().split(".");
  return rest.length > 0 && !TUNED.has(prefix);
}

const TELLTALE = /\bset[_\s]/iu;

/** Whether a file may hold a raw query that makes a setting: asked before anything is looked at. */
export function mentionsSettings(source: string): boolean {
  return source.includes("Raw") && TELLTALE.test(source);
}

/** What reading the settings of a query takes. */
interface Reading {
  call: RawCall;
  raw: RawText;
  scopes: Scopes;
  /** The file's text. */
  source: string;
}

/** The settings that a raw query makes, as far as its text is written in the source. */
export function settingChanges(call: RawCall, scopes: Scopes, source: string): SettingChange[] {
  const raw = rawTextOf(call, scopes);
  if (!raw || !TELLTALE.test(raw.sql)) return [];
  const { body } = parseScript(raw.sql);
  const reading = { call, raw, scopes, source };
  return body
    .filter((statement) => !DEFINITIONS.has(statement.type))
    .flatMap((statement) => changesIn(statement, body.length === 1, reading));
}

/** What is said in these takes hold at another time. */
const DEFINITIONS: ReadonlySet<string> = new Set([
  "SqlCreateFunctionStmt",
  "SqlAlterFunctionStmt",
  "SqlAlterRoleSetStmt",
  "SqlAlterDatabaseSetStmt",
]);

function changesIn(statement: SqlStatement, isOnly: boolean, reading: Reading): SettingChange[] {
  const isAlone = isOnly && doesNothingElse(statement);
  const nodes: SqlNode[] = [];
  forEachNode(statement, (node) => {
    if (isA(node, "SqlVariableSetStmt") || isA(node, "SqlFuncCall")) nodes.push(node);
  });
  return nodes
    .toSorted((one, other) => one.range[0] - other.range[0])
    .flatMap((node) => ofStatement(node, reading) ?? ofCall(node, reading) ?? [])
    .map((change) => ({ ...change, isAlone }));
}

/** `SET …`, and a SELECT of nothing but calls of set_config. */
function doesNothingElse(statement: SqlStatement): boolean {
  if (isA(statement, "SqlVariableSetStmt")) return true;
  if (!isA(statement, "SqlSelectStmt")) return false;
  const isPlain = ["fromClause", "withClause", "whereClause"].every(
    (clause) => field(statement, clause) === undefined,
  );
  const values = nodesField(statement, "targetList").map((target) => nodeField(target, "val"));
  return isPlain && values.length > 0 && values.every(isSetConfig);
}

function isSetConfig(node: SqlNode | null): boolean {
  if (node && isA(node, "SqlTypeCast")) return isSetConfig(nodeField(node, "arg"));
  return calledFunction(node) === "set_config";
}

type Found = Omit<SettingChange, "isAlone">;

// ---- set_config(…) ---------------------------------------------------------------------------------------

const ARGUMENTS = ["setting_name", "new_value", "is_local"];

function ofCall(node: SqlNode, reading: Reading): Found | null {
  if (calledFunction(node) !== "set_config") return null;
  const [name, value, scope] = ARGUMENTS.map((_, index) => argumentOf(node, index));
  if (!name || !value || !scope) return null;
  const isLocal = constantBoolean(withoutCast(scope));
  const named = nameIn(name, reading);
  if (isLocal === null || !named) return null;
  return {
    ...named,
    isLocal,
    scopeRange: rangeOf(scope.range, reading),
    localText: "true",
    isCleared: isNothing(value, reading),
  };
}

/** An argument by its position, or by its name in `is_local => true`. */
function argumentOf(call: SqlNode, index: number): SqlNode | null {
  const written = nodesField(call, "args");
  const named = written.find(
    (node) => isA(node, "SqlNamedArgExpr") && textField(node, "name") === ARGUMENTS[index],
  );
  if (named) return nodeField(named, "arg");
  const positional = written[index];
  return positional && !isA(positional, "SqlNamedArgExpr") ? positional : null;
}

function withoutCast(node: SqlNode): SqlNode | null {
  return isA(node, "SqlTypeCast") ? nodeField(node, "arg") : node;
}

type Named = Pick<SettingChange, "name" | "nameRange" | "isNameKnown" | "isNameWritten">;

/** A name written in the query, or a constant that is passed as a parameter. */
function nameIn(node: SqlNode, reading: Reading): Named | null {
  const passed = passedFor(node, reading);
  if (passed) {
    const name = constantText(passed, reading.scopes);
    if (name === null) return null;
    return { name, nameRange: passed.range, isNameKnown: true, isNameWritten: false };
  }
  const written = withoutCast(node);
  const name = sqlText(written);
  return name === null || !written ? null : writtenName(name, written.range, reading, 1);
}

/** `quote` characters of the range, on either side, are none of the name's. */
function writtenName(name: string, range: Range, reading: Reading, quote: 0 | 1): Named {
  const { raw, source } = reading;
  const nameRange = rangeOf([range[0] + quote, range[1] - quote], reading);
  const isComplete = !isComputed(raw, range);
  const text = nameRange && source.slice(...nameRange);
  return {
    // What is computed is told by its source: `app.${key}`.
    name: isComplete || text === null ? name : text,
    nameRange,
    isNameKnown: isComplete,
    isNameWritten: isComplete && text === name,
  };
}

/** The expression that is sent for `$1`, casts aside. */
function passedFor(node: SqlNode, { raw, call }: Reading): TSESTree.Node | null {
  const parameter = withoutCast(node);
  const number = parameter && isA(parameter, "SqlParamRef") ? field(parameter, "number") : null;
  return typeof number === "number" ? parameterOf(raw, call, number) : null;
}

function isNothing(value: SqlNode, reading: Reading): boolean {
  const passed = passedFor(value, reading);
  if (passed) return constantText(passed, reading.scopes) === "";
  return isConstantNull(value) || sqlText(value) === "";
}

function rangeOf(range: Range, { raw, source }: Reading): Range | null {
  return sourceRange(raw, range, source);
}

// ---- SET -------------------------------------------------------------------------------------------------

function ofStatement(node: SqlNode, reading: Reading): Found | null {
  const name = textField(node, "name");
  const tokens = tokensOf(node);
  if (name === null || textField(node, "kind") !== "VAR_SET_VALUE") return null;
  const words = scopeWords(tokens);
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return null;
  return {
    ...nameInStatement(name, tokens.slice(words.length), reading),
    isLocal: field(node, "is_local") === true,
    scopeRange: rangeOf([first.range[0], last.range[1]], reading),
    localText: "SET LOCAL",
    isCleared: isClearing(name, node),
  };
}

function tokensOf(node: SqlNode): SqlToken[] {
  const tokens = field(node, "tokens");
  return Array.isArray(tokens) ? tokens.filter(isToken) : [];
}

function isToken(value: unknown): value is SqlToken {
  return typeof value === "object" && value !== null && "kind" in value && "text" in value;
}

/** `SET`, `SET LOCAL`, `SET SESSION`; in `SET SESSION AUTHORIZATION` the second word is part of the name. */
function scopeWords([set, scope, next]: readonly SqlToken[]): SqlToken[] {
  if (set?.value !== "set") return [];
  const isScope =
    scope?.value === "local" || (scope?.value === "session" && next?.value !== "authorization");
  return isScope ? [set, scope] : [set];
}

function nameInStatement(name: string, tokens: readonly SqlToken[], reading: Reading): Named {
  const end = tokens.findIndex(({ value }) => value === "=" || value === "to");
  const [first] = tokens;
  const last = tokens[end - 1];
  if (!first || !last) return { name, nameRange: null, isNameKnown: true, isNameWritten: false };
  return writtenName(name, [first.range[0], last.range[1]], reading, 0);
}

function isClearing(name: string, node: SqlNode): boolean {
  const [value] = nodesField(node, "args");
  const text = sqlText(value ?? null);
  return text === "" || (IDENTITIES.has(name) && text === "none");
}
