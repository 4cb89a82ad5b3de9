/** The traits of a schema's models: what each one is, by how it looks and what it points to. */

import { inferTraits } from "./traits.ts";
import type { ModelGraphNode, ModelTrait } from "./types.ts";
import type { Settings } from "../../settings.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";

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

/**
 * Hands over one by one the words that traits follow from, as `graphNode` has them, and the names of all other fields,
 * while `take` wants more; whether it took all. With the lengths of the lists, as no two graphs may say the same.
 */
function everyWord(models: Iterable<Model>, take: (word: string | number) => boolean): boolean {
  for (const { kind, name, fields } of models) {
    if (!take(kind) || !take(name) || !take(fields.length)) return false;
    if (!fields.every((field) => everyWordOfField(field, take))) return false;
  }
  return true;
}

function everyWordOfField(field: Field, take: (word: string | number) => boolean): boolean {
  const { kind, name, type, arity, isId, isUnique, relation } = field;
  const marks = (kind === "relation" ? 4 : 0) + (isId ? 2 : 0) + (isUnique ? 1 : 0);
  if (!take(name) || !take(type) || !take(arity) || !take(marks)) return false;
  if (relation === null) return true;
  return take(relation.fields.length) && relation.fields.every((key) => take(key.name));
}

interface Inferred {
  overrides: Settings["traits"];
  /** All that the traits follow from. */
  words: readonly (string | number)[];
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
  const entry = takeRecent(schema, overrides) ?? {
    overrides,
    words: wordsOf(schema),
    traits: inferTraits(graphOf(schema), overrides),
  };
  recent.push(entry);
  if (recent.length > MOST_RECENT) recent.shift();
  inferred.set(schema, entry);
  return entry.traits;
}

function takeRecent(schema: SchemaModel, overrides: Settings["traits"]): Inferred | undefined {
  const at = recent.findLastIndex(
    (entry) => entry.overrides === overrides && isSaidBy(schema, entry.words),
  );
  return at === -1 ? undefined : recent.splice(at, 1)[0];
}

function wordsOf({ models }: SchemaModel): (string | number)[] {
  const words: (string | number)[] = [];
  everyWord(models.values(), (word) => words.push(word) > 0);
  return words;
}

function isSaidBy({ models }: SchemaModel, words: Inferred["words"]): boolean {
  let said = 0;
  return everyWord(models.values(), (word) => word === words[said++]) && said === words.length;
}
