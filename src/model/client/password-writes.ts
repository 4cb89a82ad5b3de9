/** Passwords that a call of Prisma Client writes as they came in. */

import type { TSESTree } from "@typescript-eslint/utils";

import { passwordKind, saysHashed } from "../phi/passwords.ts";
import type { Field, Model } from "../schema/types.ts";
import { namedProperties, objectsOf, propertyOf } from "./arguments.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { unwrap } from "./expressions.ts";
import { literalEntries } from "./object-entries.ts";
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
  return writesOf(call, (node) => literalEntries(node, scopes)).flatMap(
    ({ model, data, isNested }) =>
      data.flatMap((rows) => [
        ...objectsOf(rows, scopes).flatMap((object) => inObject(object, model, scopes)),
        ...(isNested ? [] : wholeBody(rows, model, scopes)),
      ]),
  );
}

function inObject(
  object: TSESTree.ObjectExpression,
  model: Model,
  scopes: Scopes,
): PasswordWrite[] {
  const written = namedProperties(object).flatMap(({ name, property }) => {
    const field = model.field(name);
    if (!field || (passwordKind(field) === null && !isHashColumn(field))) return [];
    const value = setValue(property.value);
    return isPlainPassword(value, scopes) ? [{ field, node: value, isWholeBody: false }] : [];
  });
  const spread = object.properties.flatMap((property) =>
    property.type === "SpreadElement" ? wholeBody(property.argument, model, scopes) : [],
  );
  return [...written, ...spread.filter(({ field }) => !propertyOf(object, field.name))];
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
