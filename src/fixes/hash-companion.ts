/** Asking for the hash of a field in place of its value. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Scopes } from "../model/client/bindings.ts";
import { isFunction } from "../model/client/expressions.ts";
import type { TextEdit } from "./edit.ts";

/** Functions that make a hash: `hashForLookup`, `blindIndex`. */
const HASHES = /^(?:\w*hash\w*|blindIndex\w*|\w*[a-z]Digest|digest\w*)$/iu;

/** The edit that makes `email` or `email: value` in a `where` `emailHash: hash(value)`. */
export function toHashCompanion(
  property: TSESTree.Property,
  companion: string,
  { scopes, text }: { scopes: Scopes; text: string },
): TextEdit | null {
  if (property.computed) return null;
  const value = text.slice(...property.value.range);
  return {
    range: property.range,
    text: `${companion}: ${hashFunction(scopes) ?? "hash"}(${value})`,
  };
}

/** The module's function that makes hashes: one that it declares or imports; null when there is none, or several. */
function hashFunction(scopes: Scopes): string | null {
  const module = scopes.globalScope?.childScopes[0] ?? scopes.globalScope;
  const names = (module?.variables ?? []).filter(({ name, defs }) => {
    const [definition] = defs;
    if (!definition || !HASHES.test(name)) return false;
    const { node } = definition;
    const isOwn = node.type === "VariableDeclarator" && node.init && isFunction(node.init);
    return node.type === "ImportSpecifier" || node.type === "FunctionDeclaration" || isOwn;
  });
  return names.length === 1 ? (names[0]?.name ?? null) : null;
}
