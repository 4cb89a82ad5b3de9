/** Encrypted fields in the data of nested writes, which no query extension sees as a write of their model. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Field } from "../schema/types.ts";
import { resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { entriesOf } from "./object-entries.ts";
import { isNothing, isPlainValue } from "./treated-values.ts";
import { writesOf } from "./writes.ts";

export interface NestedWrite {
  field: Field;
  /** The field's key. */
  node: TSESTree.Node;
}

export interface NestedReading {
  scopes: Scopes;
  isEncrypted: (field: Field) => boolean;
}

/** The encrypted fields that a call writes through relations, where their values may be plain text. */
export function nestedWrites(
  call: ClientCall,
  { scopes, isEncrypted }: NestedReading,
): NestedWrite[] {
  const entries = (node: TSESTree.Node) => entriesOf(node, scopes);
  const nested = writesOf(call, scopes).filter(({ isNested }) => isNested);
  return nested.flatMap(({ model, data }) =>
    data.flatMap(entries).flatMap(({ name, key, value }): NestedWrite[] => {
      const field = model.field(name);
      if (!field || field.relation || !isEncrypted(field)) return [];
      return mayBePlain(value, scopes) ? [{ field, node: key }] : [];
    }),
  );
}

function mayBePlain(node: TSESTree.Node, scopes: Scopes): boolean {
  const value = resolveConstant(node, scopes);
  if (isNothing(value, scopes)) return false;
  if (value.type === "Literal") return value.value !== "";
  const set = entriesOf(value, scopes).find(({ name }) => name === "set");
  return isPlainValue(set ? set.value : node, scopes);
}
