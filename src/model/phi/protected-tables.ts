/** Which tables are protected: by the schema's models, and by what migrations have made where a model is gone. */

import { computedOnce } from "../computed-once.ts";
import { modelOfTable } from "../client/deleted-tables.ts";
import type { Catalog, Column, Table } from "../catalog/types.ts";
import type { Settings } from "../../settings.ts";
import type { SchemaModel } from "../schema/types.ts";
import { classifyField } from "./classify.ts";
import { isProtected } from "./protection.ts";
import { traitsOf } from "./schema-traits.ts";
import { inferTraits } from "./traits.ts";
import type { FieldFacts, ModelContext, ModelGraphNode, ModelTrait } from "./types.ts";

/** From here on the classifier is right about 19 times of 20. */
const SURE = 0.8;
const EXEMPT: readonly ModelTrait[] = ["append-only", "join", "session", "catalog"];
const PATIENTS: readonly ModelTrait[] = ["patient", "patient-linked"];

export interface ProtectedTables {
  /** Whether a table holds records about patients or PHI; of a column, whether it belongs to such records. */
  has: (name: string, schema: string | null, column: string | null) => boolean;
}

/**
 * Judges tables and columns that a migration drops, which the schema seldom still has.
 *
 * @param catalog as the migration finds it
 */
export function protectedTables(
  catalog: Catalog,
  schema: SchemaModel | null,
  settings: Settings,
): ProtectedTables {
  return {
    has(name, databaseSchema, column) {
      const table = catalog.table(name, databaseSchema ?? undefined);
      const model = schema && modelOfTable({ name, schema: databaseSchema }, schema);
      if (!schema || !model)
        return table !== undefined && isProtectedTable(table, catalog, settings);
      if (isProtected(model, schema, settings)) return true;
      const dropped = column === null ? undefined : table?.columns.get(column);
      const traits = traitsOf(schema, settings.traits).get(model.name) ?? new Set();
      const fieldNames = model.fields.map((field) => field.name);
      return dropped !== undefined && holdsPhi(dropped, { name: model.name, traits, fieldNames });
    },
  };
}

function isProtectedTable(table: Table, catalog: Catalog, settings: Settings): boolean {
  const traits = traitsOfTables(catalog, settings).get(table.name) ?? new Set();
  if (EXEMPT.some((trait) => traits.has(trait))) return false;
  if (PATIENTS.some((trait) => traits.has(trait))) return true;
  const context = { name: table.name, traits, fieldNames: [...table.columns.keys()] };
  return [...table.columns.values()].some((column) => holdsPhi(column, context));
}

const inferred = new WeakMap<Catalog, ReadonlyMap<string, ReadonlySet<ModelTrait>>>();

function traitsOfTables(catalog: Catalog, settings: Settings) {
  let traits = inferred.get(catalog);
  if (traits === undefined) {
    traits = inferTraits([...catalog.tables.values()].map(graphNode), settings.traits);
    inferred.set(catalog, traits);
  }
  return traits;
}

const nodes = new WeakMap<Table, ModelGraphNode>();

/** Kept by table, for most migrations leave most tables alone. */
function graphNode(table: Table): ModelGraphNode {
  return computedOnce(nodes, table, nodeOf);
}

function nodeOf({ name, columns, primaryKey, uniques, foreignKeys }: Table): ModelGraphNode {
  return {
    name,
    fields: [...columns.values()].map((column) => ({
      name: column.name,
      type: prismaType(column),
      isList: column.type.endsWith("[]"),
      isId: primaryKey?.columns.includes(column.name) === true,
      isUnique: uniques.some((key) => key.columns.length === 1 && key.columns[0] === column.name),
    })),
    references: foreignKeys.map((key) => ({
      model: key.references.table,
      required: key.columns.every((column) => columns.get(column)?.notNull === true),
      fieldName: key.columns[0] ?? "",
    })),
  };
}

const PRISMA_TYPES: ReadonlyMap<string, string> = new Map([
  ["text", "String"],
  ["varchar", "String"],
  ["bpchar", "String"],
  ["citext", "String"],
  ["uuid", "String"],
  ["timestamp", "DateTime"],
  ["timestamptz", "DateTime"],
  ["date", "DateTime"],
  ["json", "Json"],
  ["jsonb", "Json"],
  ["bytea", "Bytes"],
  ["bool", "Boolean"],
  ["int2", "Int"],
  ["int4", "Int"],
  ["int8", "BigInt"],
  ["numeric", "Decimal"],
]);

/** The type of the field that Prisma makes of a column; an enum's name for one of an enum. */
function prismaType({ type }: Column): string {
  const single = type.replace(/\[\]$/u, "");
  return PRISMA_TYPES.get(single) ?? single;
}

function holdsPhi(column: Column, context: ModelContext): boolean {
  const facts: FieldFacts = {
    name: column.name,
    type: prismaType(column),
    isList: column.type.endsWith("[]"),
    isEnum: false,
    isId: false,
    isForeignKey: false,
    isUnique: false,
    documentation: null,
    nativeType: column.type === "uuid" ? "Uuid" : null,
  };
  const { label, confidence } = classifyField(facts, context);
  return label === "phi" && confidence >= SURE;
}
