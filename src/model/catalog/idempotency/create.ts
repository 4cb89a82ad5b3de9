/** CREATE statements. */

import type {
  SqlCreateEnumStmt,
  SqlCreateFunctionStmt,
  SqlCreatePolicyStmt,
  SqlCreateStmt,
  SqlCreateTableAsStmt,
  SqlCreateTrigStmt,
  SqlIndexStmt,
  SqlNode,
  SqlOtherStatement,
  SqlRangeVar,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import type { QualifiedName } from "../names.ts";
import {
  columnParts,
  field,
  forEachNode,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "../tree.ts";
import { mentionedColumns } from "./columns.ts";
import { command, isWord, mustBeAbsent, mustExist, phrase, phraseTo } from "./command.ts";
import type { Command, Requirement } from "./command.ts";
import { addColumn, addConstraint, keyRequirements } from "./constraints.ts";
import type { ObjectStore } from "./objects.ts";
import type { DatabaseObject, Variety } from "./stored-objects.ts";
import { inputTypes, named, nameOfParts, partOf, relationName, signed } from "./references.ts";
import type { ObjectKind, ObjectRef } from "./references.ts";

/** The next run does not meet it. */
function isTemporary(relation: SqlRangeVar): boolean {
  return relation.relpersistence === "t";
}

// ---- tables ----------------------------------------------------------------------------------------------

export function createTable(statement: SqlCreateStmt): Command[] {
  const { relation, tableElts = [] } = statement;
  const table = relationName(relation);
  const subject = named("table", table);
  const constraints = tableElts.filter((element) => element.type === "SqlConstraint");
  const isComplete =
    tableElts.every(({ type }) => type === "SqlColumnDef" || type === "SqlConstraint") &&
    statement.inhRelations === undefined &&
    statement.if_not_exists !== true &&
    field(statement, "ofTypename") === undefined;
  return [
    command({
      ...phraseTo(statement, ["table"]),
      subject,
      requires: [
        mustBeAbsent(subject, "42P07"),
        ...constraints.flatMap((constraint) => keyRequirements(table, constraint)),
      ],
      moot: ifNotExists(statement, subject),
      apply(store) {
        const created = store.create("table", table, {
          variety: "table",
          isComplete,
          isTemporary: isTemporary(relation),
        });
        for (const element of tableElts) {
          if (element.type === "SqlColumnDef") addColumn(store, created, element);
          else if (element.type === "SqlConstraint") addConstraint(store, created, element);
        }
        if (statement.partbound) store.setPart(created, "partition", "", {});
        else for (const parent of statement.inhRelations ?? []) inherit(store, created, parent);
        if (field(statement, "ofTypename") !== undefined) store.setPart(created, "rowType", "", {});
      },
    }),
  ];
}

function inherit(store: ObjectStore, table: DatabaseObject, parent: SqlRangeVar): void {
  store.setPart(table, "inheritance", relationName(parent).name, {});
}

export function createForeignTable(statement: SqlOtherStatement): Command[] {
  const base = nodeField(statement, "base");
  return base?.type === "SqlCreateStmt" ? createTable({ ...base, tokens: statement.tokens }) : [];
}

export function createTableAs(statement: SqlCreateTableAsStmt): Command[] {
  const { rel } = statement.into;
  const isTable = statement.objtype === "OBJECT_TABLE";
  const object = isTable ? "table" : "view";
  const variety = isTable ? "table" : "matview";
  return [createRelation(statement, object, rel, isTable ? ["table"] : ["view"], variety)];
}

/** `SELECT … INTO table`. */
export function selectInto(statement: SqlOtherStatement): Command[] {
  const into = nodeField(statement, "intoClause");
  const relation = into && nodeField(into, "rel");
  if (relation?.type !== "SqlRangeVar") return [];
  const at = statement.tokens.findIndex((token) => isWord(token, "into"));
  const described = createRelation(statement, "table", relation, ["into"]);
  return [{ ...described, ...phrase(statement.tokens.slice(at, at + 1)), action: "SELECT INTO" }];
}

export function createView(statement: SqlOtherStatement): Command[] {
  const view = nodeField(statement, "view");
  if (view?.type !== "SqlRangeVar") return [];
  const created = createRelation(statement, "view", view, ["view"]);
  const columns = viewColumns(statement);
  if (columns === null) return [created];
  const name = relationName(view);
  return [
    {
      ...created,
      requiresBesides: (store) => (replaces(statement) ? surplus(store, name, columns) : []),
      apply(store) {
        created.apply(store);
        const made = store.need("view", name);
        for (const column of columns) store.setPart(made, "column", column, {});
      },
    },
  ];
}

/** The names of a view's columns; null when they are not all written down. */
function viewColumns(statement: SqlOtherStatement): string[] | null {
  const query = nodeField(statement, "query");
  const aliases = namesField(statement, "aliases");
  const columns: string[] = [];
  for (const [index, target] of nodesField(query ?? {}, "targetList").entries()) {
    const written = textField(target, "name") ?? columnParts(nodeField(target, "val"))?.at(-1);
    const column = aliases[index] ?? written;
    if (column === undefined) return null;
    columns.push(column);
  }
  return columns.length === 0 ? null : columns;
}

/** OR REPLACE may add columns to a view, and must leave those that are there. */
function surplus(
  store: ObjectStore,
  name: QualifiedName,
  columns: readonly string[],
): Requirement[] {
  const parts = [...(store.find("view", name)?.parts.values() ?? [])];
  return parts
    .filter((part) => part?.object === "column")
    .map((part) => part?.name ?? "")
    .filter((column) => !columns.includes(column))
    .map((column) => mustBeAbsent(partOf(name, "column", column), "42P16"));
}

export function createSequence(statement: SqlOtherStatement): Command[] {
  const sequence = nodeField(statement, "sequence");
  if (sequence?.type !== "SqlRangeVar") return [];
  return [createRelation(statement, "sequence", sequence, ["sequence"])];
}

function createRelation(
  statement: SqlStatement,
  object: "table" | "view" | "sequence",
  relation: SqlRangeVar,
  words: readonly string[],
  variety: Variety = object,
): Command {
  const name = relationName(relation);
  const subject = named(object, name);
  return command({
    ...phraseTo(statement, words),
    subject,
    requires: replaces(statement) ? [] : [mustBeAbsent(subject, "42P07")],
    moot: ifNotExists(statement, subject),
    apply(store) {
      const uses = readRelations(store, nodeField(statement, "query"));
      store.create(object, name, { variety, uses, isTemporary: isTemporary(relation) });
    },
  });
}

/** The tables and views that a query reads. */
function readRelations(store: ObjectStore, query: SqlNode | null): (DatabaseObject | null)[] {
  const read: (DatabaseObject | null)[] = [];
  forEachNode(query, (node) => {
    if (node.type === "SqlRangeVar") read.push(store.find("relation", relationName(node)));
  });
  return read;
}

// ---- indexes ---------------------------------------------------------------------------------------------

export function createIndex(statement: SqlIndexStmt): Command[] {
  const table = relationName(statement.relation);
  const columns = statement.indexParams
    .map((element) => element.name)
    .filter((name) => name !== undefined);
  const expressions = statement.indexParams.map((element) => element.expr);
  const mentioned = mentionedColumns([...expressions, statement.whereClause]);
  const isKey = isPlainKey(statement);
  const traits = { columns: isKey ? columns : [...columns, ...mentioned], isKey };
  const { idxname } = statement;
  const name: QualifiedName = { schema: table.schema, name: idxname ?? definitionOf(statement) };
  const subject =
    idxname === undefined ? partOf(table, "unnamed", name.name) : named("index", name);
  const taken = mustBeAbsent(subject, idxname === undefined ? null : "42P07");
  return [
    command({
      ...phraseTo(statement, ["index"]),
      subject,
      requires: [
        mustExist(named("table", table), "42P01"),
        ...columns.map((column) => mustExist(partOf(table, "column", column), "42703")),
        // IF NOT EXISTS is asked last: the table and the columns must be there all the same.
        ...(hasIfNotExists(statement) ? [] : [taken]),
      ],
      apply(store) {
        if (hasIfNotExists(statement) && store.presence(subject) === "present") return;
        const owner = store.need("table", table);
        if (idxname === undefined) {
          store.setPart(owner, "unnamed", name.name, traits);
          return;
        }
        const schema = owner.schema;
        const index = store.create(
          "index",
          { schema, name: subject.name },
          { table: owner, variety: "index" },
        );
        store.setPart(owner, "index", subject.name, { ...traits, index });
      },
    }),
  ];
}

/** A unique index over columns alone, and over all rows. */
function isPlainKey({ unique, whereClause, indexParams }: SqlIndexStmt): boolean {
  return unique === true && !whereClause && indexParams.every(({ name }) => name !== undefined);
}

/** Stands for an index without a name: another statement of the same words would make the same again. */
function definitionOf({ tokens }: SqlIndexStmt): string {
  return tokens.map((token) => token.text).join(" ");
}

// ---- types -----------------------------------------------------------------------------------------------

export function createEnum(statement: SqlCreateEnumStmt): Command[] {
  const name = nameOfParts(statement.typeName.map((part) => part.sval));
  return [
    createType(statement, name, "enum", (store) => {
      const type = store.create("type", name, { isComplete: true, variety: "enum" });
      // The parser leaves an empty list out.
      for (const value of namesField(statement, "vals"))
        store.setPart(type, "enumValue", value, {});
    }),
  ];
}

export function createCompositeType(statement: SqlOtherStatement): Command[] {
  const type = nodeField(statement, "typevar");
  return type?.type === "SqlRangeVar"
    ? [createType(statement, relationName(type), "composite")]
    : [];
}

export function createRangeType(statement: SqlOtherStatement): Command[] {
  return [createType(statement, nameOfParts(namesField(statement, "typeName")), "range")];
}

export function createDomain(statement: SqlOtherStatement): Command[] {
  return [createType(statement, nameOfParts(namesField(statement, "domainname")), "domain")];
}

function createType(
  statement: SqlStatement,
  name: QualifiedName,
  variety: Variety,
  apply = (store: ObjectStore): void => void store.create("type", name, { variety }),
): Command {
  const subject = named("type", name);
  return command({
    ...phraseTo(statement, ["type", "domain"]),
    subject,
    requires: [mustBeAbsent(subject, "42710")],
    apply,
  });
}

// ---- functions, triggers, policies -----------------------------------------------------------------------

export function createFunction(statement: SqlCreateFunctionStmt): Command[] {
  const name = nameOfParts(statement.funcname.map((part) => part.sval));
  const subject = signed("function", name, inputTypes(nodesField(statement, "parameters")));
  return [
    command({
      ...phraseTo(statement, ["function", "procedure"]),
      subject,
      requires: replaces(statement) ? [] : [mustBeAbsent(subject, "42723")],
      apply: (store) => {
        if (store.presence(subject) !== "present") store.create("function", subject, {});
      },
    }),
  ];
}

export function createTrigger(statement: SqlCreateTrigStmt): Command[] {
  const table = relationName(statement.relation);
  const subject = partOf(table, "trigger", statement.trigname);
  const called = nameOfParts(statement.funcname.map((part) => part.sval));
  return [
    command({
      ...phraseTo(statement, ["trigger"]),
      subject,
      requires: [
        mustExist(named("table", table), "42P01"),
        ...(replaces(statement) ? [] : [mustBeAbsent(subject, "42710")]),
      ],
      apply(store) {
        const uses = [store.find("function", { ...called, name: `${called.name}()` })];
        store.setPart(store.need("table", table), "trigger", subject.name, { uses });
      },
    }),
  ];
}

export function createPolicy(statement: SqlCreatePolicyStmt): Command[] {
  const table = relationName(statement.table);
  const subject = partOf(table, "policy", statement.policy_name);
  const mentioned = mentionedColumns([statement.qual, statement.with_check]);
  return [
    command({
      ...phraseTo(statement, ["policy"]),
      subject,
      requires: [mustExist(named("table", table), "42P01"), mustBeAbsent(subject, "42710")],
      apply: (store) =>
        store.setPart(store.need("table", table), "policy", subject.name, { columns: mentioned }),
    }),
  ];
}

// ---- schemas, extensions, roles --------------------------------------------------------------------------

/** `CREATE SCHEMA AUTHORIZATION app` makes a schema of the role's name. */
export function createSchema(statement: SqlOtherStatement): Command[] {
  const role = nodeField(statement, "authrole");
  const name = textField(statement, "schemaname") ?? (role && textField(role, "rolename"));
  return createNamed(statement, "schema", name, "42P06");
}

export function createExtension(statement: SqlOtherStatement): Command[] {
  return createNamed(statement, "extension", textField(statement, "extname"), "42710");
}

export function createRole(statement: SqlOtherStatement): Command[] {
  return createNamed(statement, "role", textField(statement, "role"), "42710");
}

function createNamed(
  statement: SqlOtherStatement,
  object: ObjectKind,
  text: string | null,
  sqlstate: string,
): Command[] {
  if (text === null) return [];
  const name = { schema: null, name: text };
  const subject = named(object, name);
  return [
    command({
      ...phraseTo(statement, ["schema", "extension", "role", "user", "group"]),
      subject,
      requires: [mustBeAbsent(subject, sqlstate)],
      moot: ifNotExists(statement, subject),
      apply: (store) => void store.create(object, subject, { isComplete: false }),
    }),
  ];
}

// ---- IF NOT EXISTS, OR REPLACE ---------------------------------------------------------------------------

function ifNotExists(statement: SqlStatement, ref: ObjectRef): Command["moot"] {
  return hasIfNotExists(statement) ? [{ ref, exists: true }] : [];
}

function hasIfNotExists(statement: SqlStatement): boolean {
  return field(statement, "if_not_exists") === true;
}

function replaces(statement: SqlStatement): boolean {
  return field(statement, "replace") === true;
}
