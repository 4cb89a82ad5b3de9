/** Classifying the fields of a schema: what the classifier asks for, taken from the schema model. */

import { readAnnotations } from "../encryption/annotations.ts";
import { traitsOf } from "../schema/traits.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";
import type { Settings } from "../../settings.ts";
import { classifyField } from "./classify.ts";
import type { Classification, FieldFacts, ModelContext } from "./types.ts";

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

function contextOf(model: Model, schema: SchemaModel, settings: Settings): ModelContext {
  return {
    name: model.name,
    traits: traitsOf(schema, settings.traits).get(model.name) ?? NO_TRAITS,
    fieldNames: model.fields.map((field) => field.name),
  };
}

/** What a column holds, by its name, its type and its place in the schema. Relation fields hold nothing. */
export function classificationOf(
  field: Field,
  schema: SchemaModel,
  settings: Settings,
): Classification {
  const { include, exclude, includeStaff } = settings.phi ?? {};
  return classifyField(factsOf(field), contextOf(field.model, schema, settings), {
    ...(include ? { include } : {}),
    ...(exclude ? { exclude } : {}),
    ...(includeStaff === undefined ? {} : { includeStaff }),
  });
}

/** Somebody has looked at the field and said, with a reason, that it is no PHI. */
export function isDeclaredHarmless(field: Field): boolean {
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
