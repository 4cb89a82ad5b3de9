/** Deletes inside the data of an update: `data: { notes: { deleteMany: {} } }`. No client extension sees them. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Model } from "../schema/types.ts";
import { namedProperties, objectAt, objectsOf, propertyOf } from "./arguments.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { unwrap } from "./expressions.ts";

export interface NestedDelete {
  /** The model that loses rows. */
  model: Model;
  method: "delete" | "deleteMany";
  /** The method's key. */
  node: TSESTree.Node;
}

/** The deletes that an update or upsert carries out through relations, in source order. */
export function nestedDeletes(call: ClientCall, scopes: Scopes): NestedDelete[] {
  const { model, method, args } = call;
  if (!model || args.kind !== "object") return [];
  if (method !== "update" && method !== "upsert") return [];
  const data = objectAt(args.node, method === "update" ? "data" : "update", scopes);
  return data ? deletesIn(data, model, scopes) : [];
}

function deletesIn(data: TSESTree.ObjectExpression, model: Model, scopes: Scopes): NestedDelete[] {
  return namedProperties(data).flatMap(({ name, property }) => {
    const relation = model.field(name)?.relation;
    if (!relation) return [];
    return objectsOf(property.value, scopes).flatMap((operations) =>
      deletesAmong(operations, relation.target, scopes),
    );
  });
}

/** `{ delete: …, deleteMany: …, update: … }` on the rows of a relation. */
function deletesAmong(
  operations: TSESTree.ObjectExpression,
  model: Model,
  scopes: Scopes,
): NestedDelete[] {
  return namedProperties(operations).flatMap(({ name, property }) => {
    switch (name) {
      case "delete":
      case "deleteMany":
        return isFalse(property.value) ? [] : [{ model, method: name, node: property.key }];
      case "update":
      case "upsert":
        return objectsOf(property.value, scopes).flatMap((update) =>
          deletesIn(dataOf(update, name, scopes) ?? update, model, scopes),
        );
      default:
        return [];
    }
  });
}

/** The data of a nested `{ where, data }` or `{ create, update }`; null when the object is the data itself. */
function dataOf(
  update: TSESTree.ObjectExpression,
  method: "update" | "upsert",
  scopes: Scopes,
): TSESTree.ObjectExpression | null {
  const key = method === "upsert" ? "update" : "data";
  return propertyOf(update, key) ? objectAt(update, key, scopes) : null;
}

/** `delete: false` deletes nothing. */
function isFalse(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === "Literal" && value.value === false;
}
