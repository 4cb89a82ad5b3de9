/** Columns and constraints, as CREATE TABLE and ALTER TABLE make them. */

import type { SqlColumnDef, SqlConstraint } from "../../../languages/postgresql/ast.ts";
import { clipName, joinColumnNames, makeObjectName } from "../names.ts";
import type { QualifiedName } from "../names.ts";
import { namesField, nodesField } from "../tree.ts";
import { mustBeAbsent, mustExist } from "./command.ts";
import type { Requirement } from "./command.ts";
import { mentionedColumns } from "./columns.ts";
import type { ObjectStore } from "./objects.ts";
import type { DatabaseObject, Reference } from "./stored-objects.ts";
import { named, nameOfParts, partOf, relationName } from "./references.ts";

export function addColumn(store: ObjectStore, table: DatabaseObject, column: SqlColumnDef): void {
  const { colname, typeName, constraints = [] } = column;
  const type = typeName && nameOfParts(typeName.names.map((part) => part.sval));
  const name = clipName(colname);
  store.setPart(table, "column", name, { uses: type ? [store.find("type", type)] : [] });
  for (const constraint of constraints) {
    if (constraint.contype === "CONSTR_IDENTITY") store.setPart(table, "identity", name, {});
    else if (constraint.contype === "CONSTR_GENERATED")
      store.setPart(table, "expression", name, { columns: [name] });
    else addConstraint(store, table, constraint, name);
  }
}

const LABELS: Partial<Record<SqlConstraint["contype"], string>> = {
  CONSTR_PRIMARY: "pkey",
  CONSTR_UNIQUE: "key",
  CONSTR_EXCLUSION: "excl",
  CONSTR_FOREIGN: "fkey",
  CONSTR_CHECK: "check",
};

/** Whether the constraint is one of its own, with a name: not NOT NULL, DEFAULT and the like. */
export function isNamedKind({ contype }: SqlConstraint): boolean {
  return LABELS[contype] !== undefined;
}

const INDEXED = new Set(["CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_EXCLUSION"]);

/** Whether the constraint is an index as well, and shares the names of relations. */
function hasIndex({ contype }: SqlConstraint): boolean {
  return INDEXED.has(contype);
}

/** The columns that a constraint is on; `own` is the one beside which it is written. */
function constrainedColumns(constraint: SqlConstraint, own: string | null): string[] {
  if (own !== null) return [own];
  const listed = [...(constraint.keys ?? []), ...(constraint.fk_attrs ?? [])];
  const excluded = nodesField(constraint, "exclusions");
  return [
    ...listed.map((key) => clipName(key.sval)),
    ...mentionedColumns([constraint.raw_expr, excluded]),
  ];
}

/** The name that the constraint has or that PostgreSQL invents for it, unless that one is taken. */
export function constraintName(
  table: QualifiedName,
  constraint: SqlConstraint,
  own: string | null = null,
): string {
  const written = constraint.conname ?? constraint.indexname;
  if (written !== undefined) return clipName(written);
  const columns = constrainedColumns(constraint, own);
  const { contype } = constraint;
  const isWithout =
    contype === "CONSTR_PRIMARY" || (contype === "CONSTR_CHECK" && columns.length !== 1);
  const middle = isWithout ? null : joinColumnNames(columns);
  return makeObjectName(table.name, middle, LABELS[contype] ?? "");
}

export function addConstraint(
  store: ObjectStore,
  table: DatabaseObject,
  constraint: SqlConstraint,
  own: string | null = null,
): void {
  if (!isNamedKind(constraint)) return;
  const name = constraintName(table, constraint, own);
  const index = hasIndex(constraint) ? indexOf(store, table, constraint, name) : null;
  const isPrimaryKey = constraint.contype === "CONSTR_PRIMARY";
  const columns = constrainedColumns(constraint, own);
  const references = referenceOf(store, constraint);
  const uses = references === null ? [] : [references.table];
  const isKey = isPrimaryKey || constraint.contype === "CONSTR_UNIQUE";
  const traits = { columns, index, isPrimaryKey, isKey, uses, references };
  store.setPart(table, "constraint", name, traits);
  if (isPrimaryKey) store.setPart(table, "primaryKey", "", {});
  if (constraint.conname === undefined && constraint.indexname === undefined && own === null)
    store.setPart(table, "unnamed", definitionOf(constraint), { columns });
}

function referenceOf(
  store: ObjectStore,
  { pktable, pk_attrs = [] }: SqlConstraint,
): Reference | null {
  if (!pktable) return null;
  const columns = pk_attrs.length === 0 ? null : pk_attrs.map((key) => clipName(key.sval));
  return { table: store.need("table", relationName(pktable)), columns };
}

/** The constraint's index: a new one, or that of USING INDEX, which takes the constraint's name. */
function indexOf(
  store: ObjectStore,
  table: DatabaseObject,
  { indexname }: SqlConstraint,
  name: string,
): DatabaseObject {
  const { schema } = table;
  if (indexname === undefined)
    return store.create("index", { schema, name }, { table, variety: "index" });
  const index = store.need("index", { schema, name: clipName(indexname) });
  store.rename(index, { name });
  store.removePart(table, "index", name);
  return index;
}

/** CREATE TABLE fails when a constraint's index has a name that is taken. An invented name never is. */
export function keyRequirements(table: QualifiedName, constraint: SqlConstraint): Requirement[] {
  if (!hasIndex(constraint) || constraint.conname === undefined) return [];
  const { schema } = table;
  return [mustBeAbsent(named("index", { schema, name: constraint.conname }), "42P07")];
}

/** What ADD CONSTRAINT asks for, in the order in which PostgreSQL looks. */
export function constraintRequirements(
  table: QualifiedName,
  constraint: SqlConstraint,
): Requirement[] {
  const { contype, conname, indexname, pktable } = constraint;
  const { schema } = table;
  const self = partOf(table, "constraint", constraintName(table, constraint));
  const columns = [...(constraint.keys ?? []), ...(constraint.fk_attrs ?? [])].map((key) =>
    mustExist(partOf(table, "column", key.sval), "42703"),
  );
  if (contype === "CONSTR_PRIMARY") {
    const primary = mustBeAbsent(partOf(table, "primaryKey", ""), "42P16");
    const used = usedIndex(table, indexname);
    return [...used, primary, ...columns, mustBeAbsent(self, "42P07")];
  }
  if (indexname !== undefined) {
    // An index that keeps its name is found, and belongs to the constraint already.
    const taken = conname === undefined || conname === indexname ? "55000" : "42P07";
    return [...usedIndex(table, indexname), mustBeAbsent(self, taken)];
  }
  if (conname === undefined)
    return [...columns, mustBeAbsent(partOf(table, "unnamed", definitionOf(constraint)), null)];
  if (hasIndex(constraint))
    return [
      ...columns,
      mustBeAbsent(named("index", { schema, name: conname }), "42P07"),
      mustBeAbsent(self, "42P07"),
    ];
  const target = pktable ? [mustExist(named("table", relationName(pktable)), "42P01")] : [];
  return [...target, ...columns, mustBeAbsent(self, "42710")];
}

function usedIndex({ schema }: QualifiedName, indexname: string | undefined): Requirement[] {
  return indexname === undefined
    ? []
    : [mustExist(named("index", { schema, name: indexname }), "42704")];
}

/** Stands for a constraint without a name: another of the same kind on the same columns would be its copy. */
export function definitionOf(constraint: SqlConstraint): string {
  const columns = constrainedColumns(constraint, null);
  const target = constraint.pktable?.relname ?? "";
  return [constraint.contype, ...columns, target, ...namesField(constraint, "pk_attrs")].join(" ");
}
