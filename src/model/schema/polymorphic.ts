/** Ids that may be any of several models', told apart by a type beside them: `ownerId` and `ownerType`. */

import type { Settings } from "../../settings.ts";
import { isAuditTrail } from "../phi/audit-trails.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import { compoundWords } from "../phi/words.ts";
import type { Field, Model, SchemaModel } from "./types.ts";

export interface PolymorphicKey {
  id: Field;
  /** Null when nothing says of which model the id is. */
  type: Field | null;
}

/** What can be anything: an owner, a resource, whatever is `commentable`. */
const ANYTHING: ReadonlySet<string> = new Set(
  "owner entity resource object target item subject record".split(" "),
);
/** A verb and `able`: `commentable`, `likeable`. */
const ADJECTIVE = /^[a-z]{3,}able$/u;
/** Things that are called so. */
const NOUNS: ReadonlySet<string> = new Set(
  "variable timetable vegetable syllable deliverable receivable consumable wearable executable".split(
    " ",
  ),
);
const SUFFIXES = ["Type", "Kind", "Model", "Table", "_type", "_kind", "_model", "_table", ""];
const KEY_TYPES: ReadonlySet<string> = new Set(["String", "Int", "BigInt"]);

/** The polymorphic keys of a model. An id of which the type stands nowhere counts only if it is called `ownerId` or so. */
export function polymorphicKeys(model: Model, schema: SchemaModel): PolymorphicKey[] {
  return model.fields.flatMap((id) => {
    const stem = /^(.+?)_?[iI][dD]$/u.exec(id.name)?.[1];
    if (stem === undefined || !isKey(id) || !isAnything(stem)) return [];
    if (isModel(stem, schema)) return [];
    const type = typeBeside(stem, model);
    return type || isPlain(stem) ? [{ id, type }] : [];
  });
}

/** Whether rows of a model are evidence that is written once: triggers write the names of tables into it, of any that there will be. */
export function namesTables(model: Model, schema: SchemaModel, { traits }: Settings): boolean {
  return (
    isAuditTrail(model) || traitsOf(schema, traits).get(model.name)?.has("append-only") === true
  );
}

function isKey({ kind, type, arity, foreignKeys, isId }: Field): boolean {
  const isScalar = kind === "scalar" && arity !== "list" && KEY_TYPES.has(type);
  return isScalar && foreignKeys.length === 0 && !isId;
}

function isAnything(stem: string): boolean {
  const last = compoundWords(stem).at(-1) ?? "";
  return ANYTHING.has(last) || (ADJECTIVE.test(last) && !NOUNS.has(last));
}

/** One word: `externalResourceId` may be whatever another service calls so. */
function isPlain(stem: string): boolean {
  return compoundWords(stem).length === 1 && stem !== "item";
}

function isModel(stem: string, schema: SchemaModel): boolean {
  return [...schema.models.keys()].some((name) => name.toLowerCase() === stem.toLowerCase());
}

/** `ownerType`, `owner_kind`, or `resource` beside `resourceId`; a boolean or a date is no type. */
function typeBeside(stem: string, model: Model): Field | null {
  const found = SUFFIXES.map((suffix) => model.field(stem + suffix)).find(
    (field) => field !== undefined && (field.kind === "enum" || field.type === "String"),
  );
  return found ?? null;
}
