/** Secrets and health information that a statement holds as constants. */

import type { Range, SqlNode, SqlOtherStatement } from "../../languages/postgresql/ast.ts";
import {
  calledFunction,
  constantText,
  isA,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";
import {
  isHash,
  isHexDigest,
  isIdentifying,
  isPlaceholder,
  passwordOfConnection,
  secretIn,
} from "./secret-text.ts";

/** A table's name as a statement writes it. */
export interface TableName {
  name: string;
  /** Null when the name stands alone. */
  schema: string | null;
}

/** What is known of the tables that a statement writes to. */
export interface Columns {
  /** The columns of a table in their order, for INSERT without a list; null when they are not known. */
  of: (table: TableName) => readonly string[] | null;
  /** What a column holds: a password, another credential, something about a patient, or neither. */
  kind: (table: TableName, column: string) => ColumnKind | null;
}

export type ColumnKind = "password" | "credential" | "hash" | "phi";

export type Secret = {
  range: Range;
} & (
  | { secret: "value" | "phi"; table: string; column: string }
  | { secret: "role"; role: string }
  | { secret: "option"; option: string }
  | { secret: "argument"; called: string }
  | { secret: "known"; what: string }
);

// ---- rows ------------------------------------------------------------------------------------------------

/** What an INSERT or UPDATE writes in clear. */
export function secretsInRows(statement: SqlNode, columns: Columns): Secret[] {
  const table = tableOf(statement);
  if (table === null) return [];
  const isInsert = isA(statement, "SqlInsertStmt");
  const values = isInsert
    ? [...insertedValues(statement, table, columns), ...conflictValues(statement)]
    : assignedValues(statement);
  return values
    .map((value) => secretOfValue(value, table, columns))
    .filter((secret) => secret !== null);
}

/** The columns that an INSERT gives hashes. */
export function hashedColumns(statement: SqlNode): { table: TableName; column: string }[] {
  const table = tableOf(statement);
  if (table === null) return [];
  return insertedValues(statement, table, { of: () => null })
    .filter(({ node }) => isHash(constantText(node) ?? ""))
    .map(({ column }) => ({ table, column }));
}

interface Value {
  column: string;
  node: SqlNode;
  /** Whether it is of one new row. What is assigned or selected goes into many. */
  isRow: boolean;
}

function tableOf(statement: SqlNode): TableName | null {
  const relation = nodeField(statement, "relation");
  if (relation?.type !== "SqlRangeVar") return null;
  return { name: relation.relname, schema: relation.schemaname ?? null };
}

function insertedValues(
  statement: SqlNode,
  table: TableName,
  columns: Pick<Columns, "of">,
): Value[] {
  const source = nodeField(statement, "selectStmt");
  if (source === null) return [];
  const listed = nodesField(statement, "cols").map((target) => textField(target, "name"));
  const names = listed.length > 0 ? listed : (columns.of(table) ?? []);
  const isRow = nodesField(source, "fromClause").length === 0;
  return rowsOf(source).flatMap((row) =>
    row.flatMap((node, index) => {
      const column = names[index];
      return typeof column === "string" ? [{ column, node, isRow }] : [];
    }),
  );
}

/** The rows of VALUES, or the one of `SELECT 'a', 'b'`. */
function rowsOf(source: SqlNode): SqlNode[][] {
  const lists = nodesField(source, "valuesLists");
  if (lists.length > 0) return lists.map((list) => nodesField(list, "items"));
  const targets = nodesField(source, "targetList").map((target) => nodeField(target, "val"));
  return [targets.filter((target) => target !== null)];
}

function conflictValues(statement: SqlNode): Value[] {
  const onConflict = nodeField(statement, "onConflictClause");
  return onConflict === null ? [] : assignedValues(onConflict);
}

function assignedValues(statement: SqlNode): Value[] {
  return nodesField(statement, "targetList").flatMap((target) => {
    const column = textField(target, "name");
    const node = nodeField(target, "val");
    return column === null || node === null ? [] : [{ column, node, isRow: false }];
  });
}

function secretOfValue(
  { column, node, isRow }: Value,
  table: TableName,
  columns: Columns,
): Secret | null {
  const text = constantText(node);
  if (text === null || isPlaceholder(text) || secretIn(text) !== null) return null;
  const kind = columns.kind(table, column);
  const found = { table: table.name, column, range: node.range };
  if (kind === "phi") return isAboutSomeone(text, isRow) ? { secret: "phi", ...found } : null;
  return kind !== null && isUsable(text, kind) ? { secret: "value", ...found } : null;
}

/** A value that many rows are given says nothing about one patient, unless it looks like a number or a date. */
function isAboutSomeone(text: string, isRow: boolean): boolean {
  return isIdentifying(text) || (isRow && text.length > 1);
}

const MIN_CREDENTIAL = 8;

/** Whether a text can be used as it stands to get in. */
function isUsable(text: string, kind: ColumnKind): boolean {
  if (isHash(text)) return false;
  if (kind === "password") return !isHexDigest(text);
  return kind === "credential" && text.length >= MIN_CREDENTIAL && !/\s/u.test(text);
}

// ---- commands --------------------------------------------------------------------------------------------

/** The password in CREATE and ALTER ROLE. A verifier that PostgreSQL has computed is none. */
export function secretsOfRole(statement: SqlNode): Secret[] {
  const specification = nodeField(statement, "role");
  const role =
    textField(statement, "role") ??
    (specification === null ? null : textField(specification, "rolename"));
  return optionsOf(statement)
    .filter(({ name, value }) => name === "password" && isClear(value))
    .map(({ range }) => ({ secret: "role", role: role ?? "current_user", range }));
}

const SECRET_OPTIONS = new Set(["password", "passwd", "secret", "api_key", "token", "private_key"]);

/** Secrets among the OPTIONS of servers and user mappings. */
export function secretsInOptions(statement: SqlNode): Secret[] {
  return optionsOf(statement)
    .filter(({ name, value }) => SECRET_OPTIONS.has(name.toLowerCase()) && isClear(value))
    .map(({ name, range }) => ({ secret: "option", option: name, range }));
}

/** The password in the CONNECTION of a subscription. */
export function secretsInConnection(statement: SqlOtherStatement): Secret[] {
  const password = passwordOfConnection(textField(statement, "conninfo") ?? "");
  if (password === null || !isClear(password)) return [];
  const text = statement.tokens.find(({ kind }) => kind === "string");
  return [{ secret: "option", option: "password", range: text?.range ?? statement.range }];
}

function isClear(text: string): boolean {
  return text !== "" && !isHash(text) && !isTemplate(text);
}

/** For a role even `unknown` is a password that works. */
function isTemplate(text: string): boolean {
  return isPlaceholder(text) && /[^\w\s]/u.test(text);
}

interface Option {
  name: string;
  value: string;
  range: Range;
}

function optionsOf(statement: SqlNode): Option[] {
  return nodesField(statement, "options").flatMap((option) => {
    const name = textField(option, "defname");
    const argument = nodeField(option, "arg");
    const value = argument === null ? null : textField(argument, "sval");
    return name === null || value === null ? [] : [{ name, value, range: option.range }];
  });
}

// ---- expressions -----------------------------------------------------------------------------------------

interface SecretArgument {
  /** Which argument is a password or a key. */
  index: number;
  /** How many there are at least; functions of the same name that take fewer are others. */
  arity: number;
}

const KEY: SecretArgument = { index: 1, arity: 2 };
const KEY_BEFORE_TYPE: SecretArgument = { index: 1, arity: 3 };

/** Functions of pgcrypto. */
const SECRET_ARGUMENTS: ReadonlyMap<string, SecretArgument> = new Map([
  ["crypt", { index: 0, arity: 2 }],
  ["hmac", KEY_BEFORE_TYPE],
  ["encrypt", KEY_BEFORE_TYPE],
  ["decrypt", KEY_BEFORE_TYPE],
  ["pgp_sym_encrypt", KEY],
  ["pgp_sym_encrypt_bytea", KEY],
  ["pgp_sym_decrypt", KEY],
  ["pgp_sym_decrypt_bytea", KEY],
]);

/** A password or key that a call is given as a constant. */
export function secretsOfCall(call: SqlNode): Secret[] {
  const called = calledFunction(call) ?? "";
  const secret = SECRET_ARGUMENTS.get(called);
  const given = nodesField(call, "args");
  if (secret === undefined || given.length < secret.arity) return [];
  const argument = given[secret.index];
  const text = argument === undefined ? null : constantText(argument);
  if (argument === undefined || text === null || isPlaceholder(text)) return [];
  return [{ secret: "argument", called, range: argument.range }];
}

/** A variable of the application's own that is set to a secret: `SET app.jwt_secret = '…'`. */
export function secretsOfVariable(
  statement: SqlNode,
  isCredential: (name: string) => boolean,
): Secret[] {
  const name = textField(statement, "name") ?? "";
  const own = name.split(".")[1];
  const [value] = nodesField(statement, "args");
  if (own === undefined || value === undefined || !isCredential(own)) return [];
  const text = constantText(value);
  if (text === null || !isUsable(text, "credential") || isPlaceholder(text)) return [];
  return [{ secret: "option", option: name, range: value.range }];
}

/** A constant that is a secret by its looks, wherever it stands. */
export function secretsInConstant(constant: SqlNode): Secret[] {
  const what = secretIn(constantText(constant) ?? "");
  return what === null ? [] : [{ secret: "known", what, range: constant.range }];
}
