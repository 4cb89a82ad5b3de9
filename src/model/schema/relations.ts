/** Relations: the two sides found by name, their keys, and what the database does on delete. */

import type { PrismaExpression } from "../../languages/prisma/ast.ts";
import {
  arrayElements,
  constantName,
  defaultArgument,
  namedArgument,
  stringValue,
} from "./arguments.ts";
import { foreignKeyName, generatedRelationName, joinTableNames } from "./database-names.ts";
import type { Field, Model, ReferentialAction, Relation } from "./types.ts";

const REFERENTIAL_ACTIONS: readonly ReferentialAction[] = [
  "Cascade",
  "Restrict",
  "NoAction",
  "SetNull",
  "SetDefault",
];

/**
 * Resolves the relation of every relation field, and lists on each scalar the foreign keys it is part of.
 *
 * @param models every model by name
 * @param limit the longest identifier of the database in bytes
 */
export function resolveRelations(models: ReadonlyMap<string, Model>, limit: number): void {
  const relations: Relation[] = [];
  for (const model of models.values()) {
    for (const field of model.fields) {
      const target = field.kind === "relation" ? models.get(field.type) : undefined;
      if (target !== undefined) relations.push(readRelation(field, target));
    }
  }
  linkOpposites(relations);
  for (const relation of relations) completeRelation(relation, limit);
}

/** The name of the relation as Prisma speaks of it: the written one, else `PostToUser`. */
export function relationName(relation: Relation): string {
  return relation.name ?? generatedRelationName(relation.field.model.name, relation.target.name);
}

/** What one field tells; the other side, cardinality, names and effective actions are still to come. */
function readRelation(field: Field, target: Model): Relation {
  const node = field.attribute("relation");
  const fields = resolveFields(field.model, namedArgument(node, "fields"));
  const relation: Relation = {
    field,
    target,
    name: stringValue(defaultArgument(node, "name")),
    opposite: null,
    cardinality: "one-to-many",
    fields,
    references: fields.length === 0 ? [] : resolveFields(target, namedArgument(node, "references")),
    onDelete: referentialAction(namedArgument(node, "onDelete")),
    onUpdate: referentialAction(namedArgument(node, "onUpdate")),
    effectiveOnDelete: "NoAction",
    joinTable: null,
    databaseName: "",
    node: node ?? null,
  };
  field.relation = relation;
  for (const scalar of new Set(fields)) scalar.foreignKeys = [...scalar.foreignKeys, relation];
  return relation;
}

/** All named fields, or none: half of a composite key would only mislead. */
function resolveFields(model: Model, expression: PrismaExpression | null): readonly Field[] {
  const fields: Field[] = [];
  for (const element of arrayElements(expression)) {
    const field = model.field(constantName(element) ?? "");
    if (field === undefined || field.kind === "relation") return [];
    fields.push(field);
  }
  return fields;
}

function referentialAction(expression: PrismaExpression | null): ReferentialAction | null {
  const name = constantName(expression);
  return REFERENTIAL_ACTIONS.find((action) => action === name) ?? null;
}

/**
 * Joins the sides that share two models and a name. More than one field on a side is ambiguous (Prisma asks
 * for a name then), so none is joined.
 */
function linkOpposites(relations: readonly Relation[]): void {
  for (const group of groupByKey(relations).values()) {
    const [one, other, ...others] = group;
    if (one === undefined || other === undefined || others.length > 0) continue;
    if (!areOpposite(one, other)) continue;
    one.opposite = other.field;
    other.opposite = one.field;
  }
}

function groupByKey(relations: readonly Relation[]): Map<string, Relation[]> {
  const groups = new Map<string, Relation[]>();
  for (const relation of relations) {
    const key = sharedKey(relation);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [relation]);
    else group.push(relation);
  }
  return groups;
}

/** Model names hold no spaces, so no two relations are taken for one. */
function sharedKey({ field, target, name }: Relation): string {
  const own = field.model.name;
  const models = own < target.name ? `${own} ${target.name}` : `${target.name} ${own}`;
  return name === null ? models : `${models} ${name}`;
}

function areOpposite(one: Relation, other: Relation): boolean {
  return one.target === other.field.model && other.target === one.field.model;
}

function completeRelation(relation: Relation, limit: number): void {
  relation.cardinality = cardinality(relation);
  if (relation.cardinality === "many-to-many") {
    const names = joinTableNames(relationName(relation), limit);
    relation.joinTable = names.table;
    relation.effectiveOnDelete = "Cascade";
    relation.databaseName = names.foreignKeys[joinColumn(relation)];
    return;
  }
  const owner = foreignKeySide(relation);
  if (owner === null) return;
  relation.effectiveOnDelete = owner.onDelete ?? defaultOnDelete(owner);
  relation.databaseName = writtenOrDefaultName(owner, limit);
}

function cardinality(relation: Relation): Relation["cardinality"] {
  const { field, opposite } = relation;
  const isList = field.arity === "list";
  if (opposite === null) return isList || !hasUniqueKey(relation) ? "one-to-many" : "one-to-one";
  if (isList && opposite.arity === "list") return "many-to-many";
  return isList || opposite.arity === "list" ? "one-to-many" : "one-to-one";
}

function hasUniqueKey({ field, fields }: Relation): boolean {
  const { primaryKey, uniques } = field.model;
  const keys = primaryKey === null ? uniques : [primaryKey, ...uniques];
  return keys.some(
    (key) =>
      !key.partial &&
      key.fields.length === fields.length &&
      key.fields.every(({ name }) => fields.some((scalar) => scalar.name === name)),
  );
}

/** The side that holds the foreign key; null when neither says so. */
function foreignKeySide(relation: Relation): Relation | null {
  if (relation.fields.length > 0) return relation;
  const opposite = relation.opposite?.relation ?? null;
  return opposite !== null && opposite.fields.length > 0 ? opposite : null;
}

/** `Restrict` as soon as one column of the key is required, else `SetNull`. */
function defaultOnDelete({ field, fields }: Relation): ReferentialAction {
  const required = field.arity === "required" || fields.some(({ arity }) => arity === "required");
  return required ? "Restrict" : "SetNull";
}

function writtenOrDefaultName(owner: Relation, limit: number): string {
  const written = stringValue(namedArgument(owner.node ?? undefined, "map"));
  if (written !== null) return written;
  const columns = owner.fields.map(({ databaseName }) => databaseName);
  return foreignKeyName(owner.field.model.databaseName, columns, limit);
}

/**
 * The column of the join table that points to the relation's target: `A` for the model that comes first by
 * name, and, where a model relates to itself, for the field that comes first.
 */
function joinColumn({ field, target, opposite }: Relation): "A" | "B" {
  const own = field.model.name;
  if (own !== target.name) return target.name < own ? "A" : "B";
  return opposite !== null && field.name < opposite.name ? "B" : "A";
}
