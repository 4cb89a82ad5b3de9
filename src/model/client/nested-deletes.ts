/** Deletes inside the data of an update: `data: { notes: { deleteMany: {} } }`. No client extension sees them. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Model } from "../schema/types.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { isFalse } from "./expressions.ts";
import { METHODS, isClientMethod } from "./methods.ts";
import { isNothing } from "./treated-values.ts";
import { writesOf } from "./writes.ts";
import type { Write } from "./writes.ts";

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
  return writesOf(call, scopes)
    .filter((write) => isNestedDelete(write, scopes))
    .map(({ model, operation, node }) => ({ model, method: operation, node }));
}

function isNestedDelete({ isNested, operation, value }: Write, scopes: Scopes): boolean {
  if (!isNested || !isClientMethod(operation)) return false;
  if (METHODS[operation].does !== "delete") return false;
  // `delete: false` deletes nothing.
  return !isFalse(value) && !isNothing(value, scopes);
}
