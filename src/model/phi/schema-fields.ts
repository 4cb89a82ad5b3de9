/** Classifying the fields of a schema: what the classifier asks for, taken from the schema model. */

import type { PrismaField, PrismaModelLike } from "../../languages/prisma/ast.ts";
import { readAnnotations } from "../encryption/annotations.ts";
import { traitsOf } from "./schema-traits.ts";
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

const contexts = new WeakMap<PrismaModelLike, ModelContext>();

/**
 * One context per block and traits: the classifier keeps what it worked out of a model by its identity. Kept by the
 * node, which lives on while someone types in another block.
 */
function contextOf(model: Model, schema: SchemaModel, settings: Settings): ModelContext {
  const traits = traitsOf(schema, settings.traits).get(model.name) ?? NO_TRAITS;
  const known = contexts.get(model.node);
  if (known && isSameSet(known.traits, traits)) return known;
  const context = { name: model.name, traits, fieldNames: model.fields.map(({ name }) => name) };
  contexts.set(model.node, context);
  return context;
}

function isSameSet<Item>(a: ReadonlySet<Item>, b: ReadonlySet<Item>): boolean {
  return a === b || (a.size === b.size && [...a].every((item) => b.has(item)));
}

interface Classified {
  context: ModelContext;
  options: Settings["phi"];
  /** What of the facts depends on other blocks. */
  isEnum: boolean;
  isForeignKey: boolean;
  classification: Classification;
}

const classified = new WeakMap<PrismaField, Classified>();

/**
 * What a column holds, by its name, its type and its place in the schema. Relation fields hold nothing. Kept
 * per field: several rules ask the same.
 */
export function classificationOf(
  field: Field,
  schema: SchemaModel,
  settings: Settings,
): Classification {
  const context = contextOf(field.model, schema, settings);
  const options = settings.phi;
  const facts = factsOf(field);
  const { isEnum, isForeignKey } = facts;
  const known = classified.get(field.node);
  if (
    known?.context === context &&
    known.options === options &&
    known.isEnum === isEnum &&
    known.isForeignKey === isForeignKey
  ) {
    return known.classification;
  }
  const classification = classifyField(facts, context, definedOf(options));
  classified.set(field.node, { context, options, isEnum, isForeignKey, classification });
  return classification;
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
