/**
 * INSERT, UPDATE, DELETE and TRUNCATE: what they read must still be there on a second run, and what they write must
 * not be written twice.
 */

import type {
  SqlNode,
  SqlOtherStatement,
  SqlRangeVar,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import type { QualifiedName } from "../names.ts";
import { holdsForRow } from "../statements/query-rows.ts";
import type { Row } from "../statements/query-rows.ts";
import {
  columnParts,
  field,
  forEachNode,
  hasSubquery,
  isA,
  nodeField,
  nodesField,
  structureField,
  textField,
} from "../tree.ts";
import { command, mustBeAbsent, mustBeReadable, mustExist, phrase } from "./command.ts";
import type { Command, Repetition, Requirement } from "./command.ts";
import { neededValues } from "./enum-literals.ts";
import { insertRepetition, spelledRows } from "./insert.ts";
import type { ObjectStore } from "./objects.ts";
import { named, partOf, relationName } from "./references.ts";
import type { DatabaseObject, Part } from "./stored-objects.ts";
import { convertedColumns } from "./own-output.ts";
import type { Updating } from "./own-output.ts";
import { aliasOf, changesOwnValue } from "./own-values.ts";

export function insert(statement: SqlOtherStatement): Command[] {
  const relation = nodeField(statement, "relation");
  if (relation?.type !== "SqlRangeVar") return [];
  const table = relationName(relation);
  const written = nodesField(statement, "cols").map((column) => textField(column, "name") ?? "");
  return [
    dataCommand(statement, table, {
      reads: [
        ...written.map((column) => mustExist(partOf(table, "column", column), "42703")),
        ...readColumns(queryOf(statement)),
      ],
      repetition: (store) => insertRepetition(store, statement, table),
    }),
  ];
}

export function update(statement: SqlOtherStatement): Command[] {
  const relation = nodeField(statement, "relation");
  if (relation?.type !== "SqlRangeVar") return [];
  const table = relationName(relation);
  const set = nodesField(statement, "targetList");
  const updating: Updating = {
    relation,
    condition: nodeField(statement, "whereClause"),
    hasOtherTables: nodesField(statement, "fromClause").length > 0,
  };
  return [
    dataCommand(statement, table, {
      reads: [
        ...set.map((target) =>
          mustExist(partOf(table, "column", textField(target, "name") ?? ""), "42703"),
        ),
        ...readColumns(queryOf(statement)),
        ...ownColumns(statement, relation, [set, field(statement, "whereClause")]),
      ],
      repetition: (store) =>
        changesOwnValue({
          targets: set,
          condition: updating.condition,
          sources: [field(statement, "fromClause"), field(statement, "withClause")],
          relation,
          typeOf: typesIn(store, table),
          isConflict: false,
        })
          ? { sqlstate: null, because: "ownValue" }
          : null,
      ownOutputs: (store) => ownOutputs(store.find("table", table), set, updating),
      fill: (owner) => fill(owner, set),
    }),
  ];
}

/** Columns that hold by now what an assignment has made of them, and that it would convert once more. */
function ownOutputs(
  owner: DatabaseObject | null,
  assignments: readonly SqlNode[],
  updating: Updating,
): string[] {
  const filledBy = (assignment: SqlNode) => (column: string) =>
    owner?.parts.get(`column:${column}`)?.filledBy.has(assignment) === true;
  return assignments.flatMap((assignment) =>
    convertedColumns(assignment, updating).filter(filledBy(assignment)),
  );
}

/** Of columns that the script has made, notes where their values come from. */
function fill(owner: DatabaseObject, assignments: readonly SqlNode[]): void {
  for (const assignment of assignments)
    owner.parts.get(`column:${textField(assignment, "name") ?? ""}`)?.filledBy.add(assignment);
}

/** The types of a table's columns, as far as they are known. */
function typesIn(store: ObjectStore, table: QualifiedName): (column: string) => string | null {
  return (column) => store.known(table)?.columns.get(column)?.type ?? null;
}

/** DELETE and TRUNCATE can be repeated; what is inserted afterwards is there once. */
export function remove(statement: SqlStatement): Command[] {
  const relations =
    statement.type === "SqlTruncateStmt"
      ? statement.relations
      : statement.type === "SqlDeleteStmt"
        ? [statement.relation]
        : [];
  return relations.map((relation) => {
    const table = relationName(relation);
    const [first] = statement.tokens;
    return command({
      ...phrase(first ? [first] : []),
      subject: named("table", table),
      requiresBesides: (store) => neededValues(store, statement),
      requires: [
        mustExist(named("table", table), "42P01"),
        ...readColumns(queryOf(statement)),
        ...ownColumns(statement, relation, field(statement, "whereClause")),
      ],
      apply(store) {
        const owner = store.need("table", table);
        for (const part of [...owner.parts.values()])
          if (part?.object === "rows") takeRows(store, part, statement);
      },
    });
  });
}

/** Takes the rows away, but for those that the condition of a DELETE is known to spare. */
function takeRows(store: ObjectStore, part: Part, statement: SqlStatement): void {
  const { owner, name } = part;
  const spared = part.rows === null ? [] : sparedRows(part.rows(), statement);
  if (spared.length === 0) store.removePart(owner, "rows", name);
  else store.setPart(owner, "rows", name, { rows: () => spared });
}

function sparedRows(rows: readonly Row[], statement: SqlStatement): readonly Row[] {
  if (statement.type !== "SqlDeleteStmt" || nodesField(statement, "usingClause").length > 0)
    return [];
  const condition = nodeField(statement, "whereClause");
  const called = aliasOf(statement.relation);
  return condition === null
    ? []
    : rows.filter((row) => holdsForRow(condition, called, row) === false);
}

interface DataTraits {
  reads: readonly Requirement[];
  /** What a second run would do to the rows that are there by then; null when nothing. */
  repetition: (store: ObjectStore) => Repetition | null;
  /** Columns that it would convert a second time. */
  ownOutputs?: (store: ObjectStore) => readonly string[];
  fill?: (owner: DatabaseObject) => void;
}

function dataCommand(
  statement: SqlOtherStatement,
  table: QualifiedName,
  { reads, repetition, ownOutputs, fill }: DataTraits,
): Command {
  const [verb] = statement.tokens;
  const subject = named("table", table);
  const [start] = statement.range;
  const rows = partOf(table, "rows", String(start));
  const outputsOf = (store: ObjectStore) =>
    (ownOutputs?.(store) ?? []).map((column): Requirement => {
      return { ...mustBeAbsent(partOf(table, "column", column), null), because: "ownOutput" };
    });
  return command({
    ...phrase(verb ? [verb] : []),
    subject,
    requires: [mustExist(subject, "42P01"), ...reads],
    requiresBesides(store) {
      const values = [...neededValues(store, statement), ...outputsOf(store)];
      // The table may be a new one, or emptied before.
      const repeated = store.presence(rows) === "present" ? repetition(store) : null;
      if (repeated === null) return values;
      return [...values, { ...mustBeAbsent(rows, repeated.sqlstate), because: repeated.because }];
    },
    apply(store) {
      const owner = store.need("table", table);
      fill?.(owner);
      store.setPart(owner, "rows", rows.name, {
        rows: isA(statement, "SqlInsertStmt") ? spelledRows(store, statement, table) : null,
      });
    },
  });
}

/** LOCK TABLE writes nothing, and needs its tables. */
export function lock(statement: SqlOtherStatement): Command[] {
  const [verb] = statement.tokens;
  return nodesField(statement, "relations")
    .filter((relation) => relation.type === "SqlRangeVar")
    .map((relation) => {
      const subject = named("table", relationName(relation));
      const spelled = phrase(verb ? [verb] : []);
      return command({
        ...spelled,
        subject,
        requires: [mustBeReadable(subject, "42P01")],
        apply: () => undefined,
      });
    });
}

// ---- what is read -------------------------------------------------------------------------------------------

/** The tables of a query, and its columns as far as it is plain which table they are of. */
function readColumns(query: unknown): Requirement[] {
  const relations: Requirement[] = [];
  const columns: Requirement[] = [];
  const common = commonNames(query);
  const aliases = aliasesIn(query, common);
  forEachNode(query, (node) => {
    if (isTableOf(node, common))
      relations.push(mustBeReadable(named("relation", relationName(node)), "42P01"));
    if (isA(node, "SqlSelectStmt")) columns.push(...columnsOfSelect(node, common));
    const [alias, column, ...others] = columnParts(node) ?? [];
    const table = alias === undefined ? undefined : aliases.get(alias);
    if (table && column !== undefined && others.length === 0)
      columns.push(mustBeReadable(partOf(table, "column", column), "42703"));
  });
  return [...relations, ...columns];
}

function isTableOf(node: SqlNode, common: ReadonlySet<string>): node is SqlRangeVar {
  if (node.type !== "SqlRangeVar") return false;
  return node.schemaname !== undefined || !common.has(node.relname);
}

/** What tables are called in a query; null for what is called so twice, and for what is a query itself. */
function aliasesIn(query: unknown, common: ReadonlySet<string>): Map<string, QualifiedName | null> {
  const aliases = new Map<string, QualifiedName | null>();
  forEachNode(query, (node) => {
    const alias = structureField(node, "alias");
    const written = alias && textField(alias, "aliasname");
    const name = written ?? (node.type === "SqlRangeVar" ? node.relname : null);
    if (name === null) return;
    const table = isTableOf(node, common) ? relationName(node) : null;
    aliases.set(name, aliases.has(name) ? null : table);
  });
  return aliases;
}

/** All of a statement that reads: not the table that is written, nor what it does on a conflict. */
function queryOf(statement: SqlNode): unknown {
  return ["withClause", "selectStmt", "fromClause", "usingClause", "targetList", "whereClause"].map(
    (part) => field(statement, part),
  );
}

/** Names that WITH gives. */
function commonNames(query: unknown): Set<string> {
  const names = new Set<string>();
  forEachNode(query, (node) => {
    if (isA(node, "SqlCommonTableExpr")) names.add(textField(node, "ctename") ?? "");
  });
  return names;
}

/** Of a SELECT from one table with nothing nested in it, all columns are that table's. */
function columnsOfSelect(select: SqlNode, common: ReadonlySet<string>): Requirement[] {
  const [from, ...others] = nodesField(select, "fromClause");
  if (from?.type !== "SqlRangeVar" || others.length > 0 || common.has(from.relname)) return [];
  const parts = [field(select, "targetList"), field(select, "whereClause")];
  return ownColumns(select, from, parts);
}

/** The columns that expressions name, when only one table can be meant. */
function ownColumns(
  statement: SqlNode,
  relation: SqlRangeVar,
  expressions: unknown,
): Requirement[] {
  const isPlain =
    nodesField(statement, "usingClause").length === 0 &&
    structureField(statement, "withClause") === null &&
    !(isA(statement, "SqlUpdateStmt") && nodesField(statement, "fromClause").length > 0);
  if (!isPlain || hasSubquery(expressions)) return [];
  const name = aliasOf(relation);
  const columns = new Set<string>();
  forEachNode(expressions, (node) => {
    const path = columnParts(node);
    const [first, second] = path ?? [];
    if (path?.length === 1 && first !== undefined) columns.add(first);
    else if (path?.length === 2 && first === name && second !== undefined) columns.add(second);
  });
  const table = relationName(relation);
  return [...columns].map((column) => mustBeReadable(partOf(table, "column", column), "42703"));
}
