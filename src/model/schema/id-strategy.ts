/** How the ids of models come into being. */

import { computedOnce } from "../computed-once.ts";
import type { Field, FieldDefault, Model, SchemaModel } from "./types.ts";

export const STRATEGIES = [
  "uuid4",
  "uuid7",
  "ulid",
  "cuid",
  "cuid2",
  "nanoid",
  "database",
  "autoincrement",
] as const;

export type Strategy = (typeof STRATEGIES)[number];

/** SQL that makes a UUID inside PostgreSQL. */
const DATABASE_UUID = /\b(?:gen_random_uuid|uuid_generate_v\d\w*|uuidv[47])\s*\(/iu;

/** The single `@id` field that names a row by itself, and how its values are made. */
export interface GeneratedId {
  field: Field;
  generator: FieldDefault;
  strategy: Strategy;
}

/** Null for a composite key, for one borrowed from a parent row, and for one without a default: another system may give it. */
export function generatedId(model: Model): GeneratedId | null {
  const [only, ...others] = model.primaryKey?.fields ?? [];
  if (!only || others.length > 0) return null;
  const field = model.field(only.name);
  if (!field?.default || field.foreignKeys.length > 0) return null;
  const strategy = strategyOf(field.default);
  return strategy && { field, generator: field.default, strategy };
}

/** The strategy that a default follows; null for one that is not known. */
function strategyOf(generator: FieldDefault): Strategy | null {
  if (generator.kind !== "function") return null;
  switch (generator.name) {
    case "uuid":
      return generator.argument === "7" ? "uuid7" : "uuid4";
    case "cuid":
      return generator.argument === "2" ? "cuid2" : "cuid";
    case "ulid":
    case "nanoid":
    case "autoincrement":
      return generator.name;
    case "dbgenerated":
      return DATABASE_UUID.test(generator.argument ?? "") ? "database" : null;
    default:
      return null;
  }
}

/** A strategy that ids of a schema follow. */
export interface UsedStrategy {
  strategy: Strategy;
  /** The ids, in the order of the schema; those of libraries are none of ours. */
  ids: readonly GeneratedId[];
}

/** A cache: every model asks. */
const used = new WeakMap<SchemaModel, readonly UsedStrategy[]>();

/** How the ids of a schema are generated, most of them first. */
export function usedStrategies(schema: SchemaModel): readonly UsedStrategy[] {
  return computedOnce(used, schema, findUsed);
}

function findUsed(schema: SchemaModel): UsedStrategy[] {
  const idsOf = new Map<Strategy, GeneratedId[]>();
  const hasLibraries = isMostlyPascalCase(schema);
  for (const model of schema.models.values()) {
    const id = generatedId(model);
    if (!id || (hasLibraries && isSnakeCase(model.name))) continue;
    const ids = idsOf.get(id.strategy) ?? [];
    idsOf.set(id.strategy, ids);
    ids.push(id);
  }
  return [...idsOf]
    .map(([strategy, ids]) => ({ strategy, ids }))
    .sort((one, other) => other.ids.length - one.ids.length);
}

/** Versions of one kind of id, which look alike and sort alike: going over to the next one is no inconsistency. */
const KINDS: Readonly<Partial<Record<Strategy, string>>> = {
  uuid4: "uuid",
  uuid7: "uuid",
  database: "uuid",
  cuid: "cuid",
  cuid2: "cuid",
};

export function isSameKind(one: Strategy, other: Strategy): boolean {
  return one === other || (KINDS[one] !== undefined && KINDS[one] === KINDS[other]);
}

/** From this many ids on that are alike, the one that is not may be an oversight. */
const ALIKE = 4;

/** What next to all generated ids of a schema use: at most a tenth of them differ, or a single one; else null. */
export function commonStrategy(schema: SchemaModel): Strategy | null {
  const all = usedStrategies(schema);
  const total = countIds(all);
  const common = all.find(({ strategy }) => {
    const alike = countIds(all.filter((other) => isSameKind(other.strategy, strategy)));
    return alike >= ALIKE && total - alike <= Math.max(1, total / 10);
  });
  return common?.strategy ?? null;
}

export function countIds(strategies: readonly UsedStrategy[]): number {
  return strategies.reduce((count, { ids }) => count + ids.length, 0);
}

/** Named in another manner than most models are, `jackson_store` among `TeamMember`s: the table of a library, which makes its own ids. */
export function isLibraryTable(model: Model, schema: SchemaModel): boolean {
  return isSnakeCase(model.name) && isMostlyPascalCase(schema);
}

function isMostlyPascalCase(schema: SchemaModel): boolean {
  const names = [...schema.models.keys()];
  return names.filter(isSnakeCase).length * 2 < names.length;
}

function isSnakeCase(name: string): boolean {
  return name.includes("_") && name === name.toLowerCase();
}
