/** Passwords that a call of Prisma Client writes as they came in. */

import type { TSESTree } from "@typescript-eslint/utils";

import { passwordKind, saysHashed } from "../phi/passwords.ts";
import type { Field, Model } from "../schema/types.ts";
import { objectsOf, propertyOf } from "./arguments.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { unwrap } from "./expressions.ts";
import { entriesOf } from "./object-entries.ts";
import { isPlainPassword, isRequestBody } from "./plain-passwords.ts";
import { writesOf } from "./writes.ts";

/** A value that goes into a column for passwords without being hashed. */
export interface PasswordWrite {
  field: Field;
  node: TSESTree.Node;
  /** The whole body of a request is written, with whatever is in it. */
  isWholeBody: boolean;
}

/** The plain passwords that a call writes, also in nested writes. */
export function passwordWrites(call: ClientCall, scopes: Scopes): PasswordWrite[] {
  return writesOf(call, scopes).flatMap(({ model, data, isNested }) =>
    data.flatMap((rows) => inRows(rows, model, isNested, scopes)),
  );
}

function inRows(
  rows: TSESTree.Node,
  model: Model,
  isNested: boolean,
  scopes: Scopes,
): PasswordWrite[] {
  const entries = entriesOf(rows, scopes);
  const assigned = new Map(
    entries.flatMap((entry, index) => (entry.property ? [] : [[entry.name, index] as const])),
  );
  const written = entries.flatMap(({ name, value: given }, index) => {
    const field = model.field(name);
    if (!field || (passwordKind(field) === null && !isHashColumn(field))) return [];
    // `data.password = await hash(data.password)`
    if (index < (assigned.get(name) ?? index)) return [];
    const value = setValue(given);
    return isPlainPassword(value, scopes) ? [{ field, node: value, isWholeBody: false }] : [];
  });
  const bodies = [...(isNested ? [] : [rows]), ...spreadsIn(rows, scopes)];
  const whole = bodies.flatMap((node) => wholeBody(node, model, scopes));
  const names = new Set(entries.map(({ name }) => name));
  return [...written, ...whole.filter(({ field }) => !names.has(field.name))];
}

/** What is spread into the objects that a value is or lists. */
function spreadsIn(rows: TSESTree.Node, scopes: Scopes): TSESTree.Node[] {
  return objectsOf(rows, scopes).flatMap(({ properties }) =>
    properties.flatMap((property) =>
      property.type === "SpreadElement" ? [property.argument] : [],
    ),
  );
}

/** `passwordHash`: a column that is called after a hash can be given a plain password, too. */
function isHashColumn({ name, type }: Field): boolean {
  return type === "String" && /pass(?:word|phrase)/iu.test(name) && saysHashed(name);
}

/** The value in `{ set: value }`. */
function setValue(node: TSESTree.Node): TSESTree.Node {
  const value = unwrap(node);
  const set = value.type === "ObjectExpression" ? propertyOf(value, "set") : null;
  return set ? unwrap(set.value) : value;
}

/** `data: req.body` on a model that has a password. */
function wholeBody(node: TSESTree.Node, model: Model, scopes: Scopes): PasswordWrite[] {
  if (!isRequestBody(node, scopes)) return [];
  const field = model.fields.find((candidate) => passwordKind(candidate) === "own");
  return field ? [{ field, node, isWholeBody: true }] : [];
}
