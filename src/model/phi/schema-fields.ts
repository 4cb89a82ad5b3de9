/** Classifying the fields of a schema: what the classifier asks for, taken from the schema model. */

import type { PrismaModelLike } from "../../languages/prisma/ast.ts";
import { readAnnotations } from "../encryption/annotations.ts";
import { traitsOf } from "./schema-traits.ts";
import type { Traits } from "./schema-traits.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";
import type { Settings } from "../../settings.ts";
import { classifyField } from "./classify.ts";
import { textNamed } from "./loose-names.ts";
import type { Classification, ClassifyOptions, FieldFacts, ModelContext } from "./types.ts";

const NO_TRAITS = new Set<never>();

function factsOf(field: Field): FieldFacts {
  return {
    name: field.name,
    type: field.type,
    isList: field.arity === "list",
    isEnum: field.kind === "enum",
    isId: field.isId,
    isForeignKey: field.foreignKeys.length > 0,
    isUnique: field.isUnique,
    documentation: field.documentation,
    nativeType: field.nativeType?.name ?? null,
  };
}

const contextsByTraits = new WeakMap<Traits, Map<string, ModelContext>>();
const contextsByBlock = new WeakMap<PrismaModelLike, ModelContext>();

/**
 * One context per model and traits: what was worked out of a model is kept by its identity. Traits stay the same while
 * the graph of models does, the names of fields included; where that changes, blocks that were not read again keep theirs.
 */
function contextOf(model: Model, schema: SchemaModel, settings: Settings): ModelContext {
  const all = traitsOf(schema, settings.traits);
  const contexts = contextsByTraits.get(all) ?? new Map<string, ModelContext>();
  contextsByTraits.set(all, contexts);
  const known = contexts.get(model.name);
  if (known) return known;
  const traits = all.get(model.name) ?? NO_TRAITS;
  const earlier = contextsByBlock.get(model.node);
  const context =
    earlier && isSameSet(earlier.traits, traits)
      ? earlier
      : { name: model.name, traits, fieldNames: model.fields.map(({ name }) => name) };
  contexts.set(model.name, context);
  contextsByBlock.set(model.node, context);
  return context;
}

function isSameSet<Item>(a: ReadonlySet<Item>, b: ReadonlySet<Item>): boolean {
  return a === b || (a.size === b.size && [...a].every((item) => b.has(item)));
}

interface Classified {
  facts: FieldFacts;
  options: Settings["phi"];
  classification: Classification;
}

/** A cache: several rules ask the same, and an editor at each keystroke. */
const classified = new WeakMap<ModelContext, Map<string, Classified>>();

/** What a column holds, by its name, its type and its place in the schema. Relation fields hold nothing. */
export function classificationOf(
  field: Field,
  schema: SchemaModel,
  settings: Settings,
): Classification {
  const context = contextOf(field.model, schema, settings);
  const options = settings.phi;
  const facts = factsOf(field);
  const fields = classified.get(context) ?? new Map<string, Classified>();
  classified.set(context, fields);
  const known = fields.get(field.name);
  if (known && known.options === options && isSameFacts(known.facts, facts)) {
    return known.classification;
  }
  const classification = classifyField(facts, context, definedOf(options));
  fields.set(field.name, { facts, options, classification });
  return classification;
}

function isSameFacts(one: FieldFacts, other: FieldFacts): boolean {
  return (
    one.type === other.type &&
    one.isList === other.isList &&
    one.isEnum === other.isEnum &&
    one.isId === other.isId &&
    one.isForeignKey === other.isForeignKey &&
    one.isUnique === other.isUnique &&
    one.documentation === other.documentation &&
    one.nativeType === other.nativeType
  );
}

/** What a column would hold that the model does not have: a property that code gives to its rows. */
export function classificationOfName(
  name: string,
  model: Model,
  schema: SchemaModel,
  settings: Settings,
): Classification {
  const context = contextOf(model, schema, settings);
  return classifyField(textNamed(name), context, definedOf(settings.phi));
}

function definedOf({
  include,
  exclude,
  languages,
  includeStaff,
}: NonNullable<Settings["phi"]> = {}): ClassifyOptions {
  return {
    ...(include ? { include } : {}),
    ...(exclude ? { exclude } : {}),
    ...(languages ? { languages } : {}),
    ...(includeStaff === undefined ? {} : { includeStaff }),
  };
}

/** Somebody has looked at the field and said, with a reason, that it is no PHI. */
function isDeclaredHarmless(field: Field): boolean {
  return readAnnotations(field.documentation).notPhi !== null;
}

/** The columns of a model that hold PHI with at least this confidence (0 to 1). */
export function phiFields(
  model: Model,
  schema: SchemaModel,
  settings: Settings,
  minConfidence: number,
): { field: Field; classification: Classification }[] {
  return model.fields
    .filter((field) => field.kind !== "relation" && !isDeclaredHarmless(field))
    .map((field) => ({ field, classification: classificationOf(field, schema, settings) }))
    .filter(
      ({ classification }) =>
        classification.label === "phi" && classification.confidence >= minConfidence,
    );
}
