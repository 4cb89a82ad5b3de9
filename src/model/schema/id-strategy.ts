/** How the ids of models come into being. */

import { computedOnce } from "../computed-once.ts";
import type { Field, Model, SchemaModel } from "./types.ts";

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

/** The single `@id` field that names a row by itself: no composite key, no key borrowed from a parent row. */
export function idField(model: Model): Field | null {
  const [only, ...others] = model.primaryKey?.fields ?? [];
  if (!only || others.length > 0) return null;
  const field = model.field(only.name);
  return field?.foreignKeys.length === 0 ? field : null;
}

/** The strategy that a field's default follows; null for none, and for one that is not known. */
export function strategyOf(field: Field): Strategy | null {
  const { default: generator } = field;
  if (generator?.kind !== "function") return null;
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

const majorities = new WeakMap<SchemaModel, Strategy | null>();

function findMajority(schema: SchemaModel): Strategy | null {
  const counts = new Map<Strategy, number>();
  let total = 0;
  for (const model of schema.models.values()) {
    const field = idField(model);
    const strategy = field ? strategyOf(field) : null;
    if (strategy === null) continue;
    counts.set(strategy, (counts.get(strategy) ?? 0) + 1);
    total++;
  }
  for (const [strategy, count] of counts) {
    if (count * 2 > total) return strategy;
  }
  return null;
}

/** What more than half of the schema's generated ids use; null where no strategy does. */
export function majorityStrategy(schema: SchemaModel): Strategy | null {
  return computedOnce(majorities, schema, findMajority);
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

/** Named in another manner than most models are, `jackson_store` among `TeamMember`s: the table of a library, which makes its own ids. */
export function isLibraryTable(model: Model, schema: SchemaModel): boolean {
  if (!isSnakeCase(model.name)) return false;
  const names = [...schema.models.keys()];
  return names.filter(isSnakeCase).length * 2 < names.length;
}

function isSnakeCase(name: string): boolean {
  return name.includes("_") && name === name.toLowerCase();
}
