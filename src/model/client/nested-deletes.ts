/** Deletes inside the data of an update: `data: { notes: { deleteMany: {} } }`. No client extension sees them. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Model } from "../schema/types.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { unwrap } from "./expressions.ts";
import { METHODS, isClientMethod } from "./methods.ts";
import { literalEntries } from "./object-entries.ts";
import { writesOf } from "./writes.ts";

export interface NestedDelete {
  /** The model that loses rows. */
  model: Model;
  /** `delete` or `deleteMany`. */
  method: string;
  /** The method's key. */
  node: TSESTree.Node;
}

/** The deletes that a call carries out through relations, in source order. */
export function nestedDeletes(call: ClientCall, scopes: Scopes): NestedDelete[] {
  return writesOf(call, (node) => literalEntries(node, scopes))
    .filter(({ isNested, operation, value }) => isNested && isDelete(operation) && !isFalse(value))
    .map(({ model, operation, node }) => ({ model, method: operation, node }));
}

function isDelete(operation: string): boolean {
  return isClientMethod(operation) && METHODS[operation].does === "delete";
}

/** `delete: false` deletes nothing. */
function isFalse(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === "Literal" && value.value === false;
}
