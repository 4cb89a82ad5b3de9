/** The traits of a schema's models: what each one is, by how it looks and what it points to. */

import { inferTraits } from "./traits.ts";
import type { ModelGraphNode, ModelTrait } from "./types.ts";
import type { Settings } from "../../settings.ts";
import type { Model, SchemaModel } from "../schema/types.ts";

export type Traits = ReadonlyMap<string, ReadonlySet<ModelTrait>>;

function graphNode(model: Model): ModelGraphNode {
  const columns = model.fields.filter((field) => field.kind !== "relation");
  const relations = model.fields
    .map((field) => field.relation)
    .filter((relation) => relation !== null);
  return {
    name: model.name,
    fields: columns.map(({ name, type, arity, isId, isUnique }) => ({
      name,
      type,
      isList: arity === "list",
      isId,
      isUnique,
      isRequired: arity === "required",
    })),
    references: relations
      .filter((relation) => relation.fields.length > 0)
      .map((relation) => ({
        model: relation.target.name,
        required: relation.fields.every((field) => field.arity === "required"),
        fieldName: relation.fields[0]?.name ?? relation.field.name,
      })),
  };
}

const inferred = new WeakMap<SchemaModel, { overrides: Settings["traits"]; traits: Traits }>();

/** The traits of each model by its name; `overrides` (settings.traits) add to what is inferred. */
export function traitsOf(schema: SchemaModel, overrides: Settings["traits"]): Traits {
  const known = inferred.get(schema);
  if (known && known.overrides === overrides) return known.traits;
  const models = [...schema.models.values()].filter(({ kind }) => kind === "model");
  const traits = inferTraits(models.map(graphNode), overrides);
  inferred.set(schema, { overrides, traits });
  return traits;
}
