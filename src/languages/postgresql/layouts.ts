import type { RawFields, RawValue } from "./wasm.ts";
import { dottedName } from "./extents.ts";
import type { TokenList, Window } from "./token-list.ts";

/** Where the parts of a node stand, by field: one window, or one for each element of a list. */
export type Layout = Record<string, Window | Window[] | undefined>;

/** What a layout is read off: the node as PostgreSQL gave it, and its tokens. */
export interface LayoutInput {
  fields: RawFields;
  /** The node's own tokens. */
  window: Window;
  tokens: TokenList;
  /** The token at a child's `location`, or -1. */
  locate(child: RawValue | undefined): number;
}

/**
 * Gives what finds the windows of those parts of a node that PostgreSQL gives no location for, or a start alone. The
 * grammar says that comma-separated segments and list elements correspond one to one; when a count differs
 * nevertheless, the field is left out.
 */
export function layoutOf(name: string): ((input: LayoutInput) => Layout) | undefined {
  return LAYOUTS[name];
}

const LAYOUTS: Record<string, (input: LayoutInput) => Layout> = {
  CreateStmt: (input) => ({ tableElts: tableElements(input, "tableElts") }),
  CompositeTypeStmt: (input) => ({ coldeflist: tableElements(input, "coldeflist") }),
  ColumnDef: (input) => ({ constraints: sequence(input, "constraints") }),
  CreateDomainStmt: (input) => ({ constraints: sequence(input, "constraints") }),
  AlterDomainStmt: (input) => ({ def: fromLocation(input, "def") }),
  AlterTableStmt: (input) => ({ cmds: commands(input) }),
  AlterTableCmd: (input) => ({ def: commandDefinition(input) }),
  IndexStmt: indexParts,
  Constraint: constraintParts,
  CreateEnumStmt: enumParts,
  AlterEnumStmt: (input) => ({ typeName: nameParts(input, input.window.from + 2) }),
  CreateFunctionStmt: (input) => ({
    funcname: nameAfter(input, "function", "procedure"),
    options: sequence(input, "options"),
  }),
  DoStmt: (input) => ({ args: sequence(input, "args") }),
  CreateTrigStmt: (input) => ({ funcname: triggerFunction(input) }),
  A_Expr: (input) => ({ name: operatorName(input) }),
};

function listOf(input: LayoutInput, field: string): RawValue[] {
  const list = input.fields[field];
  return Array.isArray(list) ? list : [];
}

function ifAsMany(windows: Window[], list: RawValue[]): Window[] | undefined {
  return windows.length === list.length ? windows : undefined;
}

/** The first parenthesis of CREATE TABLE and CREATE TYPE … AS. */
function tableElements(input: LayoutInput, field: string): Window[] | undefined {
  const { tokens, window } = input;
  const elements = listOf(input, field);
  const open = tokens.find(window, (index) => tokens.isSign(index, "("));
  if (open < 0 || elements.length === 0) return undefined;
  return ifAsMany(tokens.inside(open), elements);
}

/** Elements that follow one another without commas: each reaches to the next one. */
function sequence(input: LayoutInput, field: string): Window[] | undefined {
  const starts = listOf(input, field).map((element) => input.locate(element));
  if (starts.length === 0 || starts.includes(-1)) return undefined;
  const ascending = [...starts].sort((a, b) => a - b);
  const next = new Map(ascending.map((start, index) => [start, ascending[index + 1]]));
  return starts.map((from) => ({ from, to: next.get(from) ?? input.window.to }));
}

function fromLocation(input: LayoutInput, field: string): Window | undefined {
  const from = input.locate(input.fields[field]);
  return from < 0 ? undefined : { from, to: input.window.to };
}

/** What follows the table's name in ALTER TABLE, by commas. */
function commands(input: LayoutInput): Window[] | undefined {
  const { tokens, window, fields } = input;
  const relation = input.locate(fields.relation);
  if (relation < 0) return undefined;
  let { to: from } = dottedName(tokens, relation);
  if (tokens.isSign(from, "*") || tokens.isSign(from, ")")) from++;
  return ifAsMany(tokens.segments({ from, to: window.to }), listOf(input, "cmds"));
}

/** A column or constraint reaches to the end of its command; other definitions are expressions. */
function commandDefinition(input: LayoutInput): Window | undefined {
  const { def } = input.fields;
  const isPart = isNode(def, "ColumnDef") || isNode(def, "Constraint");
  return isPart ? fromLocation(input, "def") : undefined;
}

function isNode(value: RawValue | undefined, name: string): boolean {
  return typeof value === "object" && value !== null && name in value;
}

function indexParts(input: LayoutInput): Layout {
  const { tokens, window, fields } = input;
  const relation = input.locate(fields.relation);
  if (relation < 0) return {};
  const isOpen = (index: number): boolean => tokens.isSign(index, "(");
  const open = tokens.find({ from: relation, to: window.to }, isOpen);
  if (open < 0) return {};
  const after = tokens.closer(open) + 1;
  return {
    indexParams: ifAsMany(tokens.inside(open), listOf(input, "indexParams")),
    indexIncludingParams: tokens.isWord(after, "include")
      ? ifAsMany(tokens.inside(after + 1), listOf(input, "indexIncludingParams"))
      : undefined,
  };
}

/** The column lists of PRIMARY KEY, UNIQUE, INCLUDE and FOREIGN KEY … REFERENCES …. */
function constraintParts(input: LayoutInput): Layout {
  const { tokens, window, fields } = input;
  const body = tokens.isWord(window.from, "constraint") ? window.from + 2 : window.from;
  const after = (from: number): number =>
    tokens.find({ from, to: window.to }, (index) => tokens.isSign(index, "("));
  const list = (open: number, field: string): Window[] | undefined =>
    open < 0 ? undefined : ifAsMany(tokens.inside(open), listOf(input, field));
  const first = after(body);
  const include = tokens.find({ from: body, to: window.to }, (index) =>
    tokens.isWord(index, "include"),
  );
  const target = input.locate(fields.pktable);
  return {
    keys: list(first, "keys"),
    including: list(include < 0 ? -1 : include + 1, "including"),
    fk_attrs: list(first, "fk_attrs"),
    pk_attrs: target < 0 ? undefined : list(after(target), "pk_attrs"),
  };
}

/** CREATE TYPE name AS ENUM (labels). */
function enumParts(input: LayoutInput): Layout {
  const { tokens, window } = input;
  const open = tokens.find(window, (index) => tokens.isSign(index, "("));
  return {
    typeName: nameParts(input, window.from + 2),
    vals: open < 0 ? undefined : ifAsMany(tokens.inside(open), listOf(input, "vals")),
  };
}

/** The parts of the dotted name that starts at `index`. */
function nameParts(input: LayoutInput, index: number): Window[] {
  const { from, to } = dottedName(input.tokens, index);
  const parts: Window[] = [];
  for (let at = from; at < to; at += 2) parts.push({ from: at, to: at + 1 });
  return parts;
}

function nameAfter(input: LayoutInput, ...words: string[]): Window[] | undefined {
  const { tokens, window } = input;
  const keyword = tokens.find(window, (index) => words.some((word) => tokens.isWord(index, word)));
  return keyword < 0 ? undefined : nameParts(input, keyword + 1);
}

/** The function of CREATE TRIGGER … EXECUTE FUNCTION name(…), whose name may be the trigger's own. */
function triggerFunction(input: LayoutInput): Window[] | undefined {
  const { tokens, window } = input;
  const isCall = (index: number): boolean =>
    tokens.isWord(index, "execute") &&
    (tokens.isWord(index + 1, "function") || tokens.isWord(index + 1, "procedure"));
  const execute = tokens.find(window, isCall);
  return execute < 0 ? undefined : nameParts(input, execute + 2);
}

/** An operator stands at its expression's location; it may be spelled otherwise than named (`IN` is `=`). */
function operatorName(input: LayoutInput): Window[] | undefined {
  const at = input.locate(input.fields);
  const names = listOf(input, "name");
  return at < 0 || names.length !== 1 ? undefined : [{ from: at, to: at + 1 }];
}
