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

/** All that traits follow from, as `graphNode` has it, and the names of all other fields. */
function signatureOf(models: Iterable<Model>): string {
  let signature = "";
  for (const model of models) {
    signature += `\n${model.kind} ${model.name}`;
    for (const { kind, name, type, arity, isId, isUnique, relation } of model.fields) {
      const marks = `${kind === "relation" ? ">" : ""}${isId ? "!" : ""}${isUnique ? "=" : ""}`;
      signature += `\t${name} ${type} ${arity}${marks}`;
      for (const key of relation?.fields ?? []) signature += ` ${key.name}`;
    }
  }
  return signature;
}

interface Inferred {
  overrides: Settings["traits"];
  signature: string;
  traits: Traits;
}

function graphOf({ models }: SchemaModel): ModelGraphNode[] {
  return [...models.values()].filter(({ kind }) => kind === "model").map(graphNode);
}

const inferred = new WeakMap<SchemaModel, Inferred>();

/** A cache of a pure function, the newest last: while someone types, most edits leave the graph of models as it was. */
const recent: Inferred[] = [];
const MOST_RECENT = 8;

/**
 * The traits of each model by its name; `overrides` (settings.traits) add to what is inferred. The same object for
 * schemas whose models have the same fields and keys.
 */
export function traitsOf(schema: SchemaModel, overrides: Settings["traits"]): Traits {
  const known = inferred.get(schema);
  if (known && known.overrides === overrides) return known.traits;
  const signature = signatureOf(schema.models.values());
  const entry = takeRecent(signature, overrides) ?? {
    overrides,
    signature,
    traits: inferTraits(graphOf(schema), overrides),
  };
  recent.push(entry);
  if (recent.length > MOST_RECENT) recent.shift();
  inferred.set(schema, entry);
  return entry.traits;
}

function takeRecent(signature: string, overrides: Settings["traits"]): Inferred | undefined {
  const at = recent.findIndex(
    (entry) => entry.overrides === overrides && entry.signature === signature,
  );
  return at === -1 ? undefined : recent.splice(at, 1)[0];
}
