/** Fields that name another model's id, `patientId`, and that no relation ties to it. */

import { computedOnce } from "../computed-once.ts";
import { compoundWords } from "../phi/words.ts";
import type { Field, Model, SchemaModel } from "./types.ts";

/**
 * What other services number too: the message of a mail service, the customer of a payment service. Their ids are
 * text, so that only a UUID is taken for one of ours.
 */
const NUMBERED_ELSEWHERE: ReadonlySet<string> = new Set(
  "account batch calendar call channel charge customer event feature file job label media meeting message observation payment price product recording request resource room run session subscription thread trace transaction webhook".split(
    " ",
  ),
);
/** What may stand before the model's name without making the id another's: `createdByUserId`, `parentClaimId`. */
const ROLES: ReadonlySet<string> = new Set(
  "by to from for of primary secondary parent child original previous next first last current active default assigned author actor owner target source scheduled created".split(
    " ",
  ),
);
/** Accounts of Auth.js and its kin hold the ids that other services gave. */
const FOREIGN_ACCOUNT = ["providerAccountId", "accountId"];

/** The models by the words of their names, `user role`; null for words that several have. */
type ModelsByWords = ReadonlyMap<string, Model | null>;

const indexes = new WeakMap<SchemaModel, ModelsByWords>();

function modelsByWords(schema: SchemaModel): ModelsByWords {
  return computedOnce(indexes, schema, indexByWords);
}

function indexByWords(schema: SchemaModel): ModelsByWords {
  const byWords = new Map<string, Model | null>();
  for (const model of schema.models.values()) {
    if (model.kind !== "model") continue;
    const words = compoundWords(model.name).join(" ");
    byWords.set(words, byWords.has(words) ? null : model);
  }
  return byWords;
}

/**
 * The model whose id a field holds by its name and type. Null for fields that a relation ties already, for one of a
 * pair with a type (`ownerId` beside `ownerType`), and for ids that another service may have given.
 */
export function undeclaredTarget(field: Field, schema: SchemaModel): Model | null {
  const { model } = field;
  if (field.kind !== "scalar" || field.arity === "list" || field.isId) return null;
  if (field.foreignKeys.length > 0 || field.ignored) return null;
  if (FOREIGN_ACCOUNT.some((name) => model.field(name))) return null;
  const words = compoundWords(field.name);
  if (words.length < 2 || words.at(-1) !== "id" || hasBeside(field, OTHERS)) return null;
  const stem = words.slice(0, -1);
  const target = modelNamed(stem, modelsByWords(schema));
  if (!target || target === model || !isIdOf(field, target)) return null;
  const isNative = field.nativeType?.name === "Uuid";
  return NUMBERED_ELSEWHERE.has(stem.at(-1) ?? "") && !isNative ? null : target;
}

/** The whole stem, or its end after a role. */
function modelNamed(stem: readonly string[], models: ModelsByWords): Model | null {
  for (let start = 0; start < stem.length; start++) {
    const target = models.get(stem.slice(start).join(" "));
    if (target) return start === 0 || ROLES.has(stem[start - 1] ?? "") ? target : null;
  }
  return null;
}

/**
 * `resourceType` beside `resourceId`: it may be any of several models'. `payerName` beside `payerId`: both came from
 * elsewhere, or the name would be found through the id.
 */
const OTHERS = ["Type", "Kind", "Name", "_type", "_kind", "_name"];

function hasBeside({ name, model }: Field, endings: readonly string[]): boolean {
  const stem = name.replace(/_?id$/iu, "");
  return endings.some((ending) => model.field(stem + ending));
}

/** Of the type, in Prisma and in the database, of the target's id. */
function isIdOf(field: Field, target: Model): boolean {
  const [only, ...others] = target.primaryKey?.fields ?? [];
  const id = only && others.length === 0 ? target.field(only.name) : undefined;
  return id?.type === field.type && id.nativeType?.name === field.nativeType?.name;
}
