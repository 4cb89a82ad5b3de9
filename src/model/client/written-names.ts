/** Whether code writes a field, by its name alone. */

import type { TSESTree } from "@typescript-eslint/types";

import { someDescendant } from "./descendants.ts";

/**
 * Whether a module gives a value to something of that name: `memberCount: { increment: 1 }`, `team.memberCount = n`. A selection
 * (`memberCount: true`), an order and a condition write nothing, but a condition cannot be told from a value, and counts.
 */
export function writesName(program: TSESTree.Program, name: string): boolean {
  return someDescendant(program, (node) => writtenName(node) === name);
}

function writtenName(node: TSESTree.Node): string | null {
  if (node.type === "Property") return isSelection(node.value) ? null : nameOf(node.key);
  if (node.type !== "AssignmentExpression" || node.left.type !== "MemberExpression") return null;
  return nameOf(node.left.property);
}

function nameOf(key: TSESTree.Node): string | null {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" && typeof key.value === "string" ? key.value : null;
}

/** `true`, `false`, `"asc"`, and whatever stands in a type. */
function isSelection(value: TSESTree.Node): boolean {
  if (value.type === "Literal") {
    return typeof value.value === "boolean" || value.value === "asc" || value.value === "desc";
  }
  return false;
}
