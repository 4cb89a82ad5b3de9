/** Which fields code writes, by name alone. */

import type { TSESTree } from "@typescript-eslint/types";

/**
 * The names among `names` that a module gives a value to: `memberCount: { increment: 1 }`, `team.memberCount = n`. A selection
 * (`memberCount: true`), an order and a condition write nothing, but a condition cannot be told from a value, and counts.
 */
export function writtenNames(
  program: TSESTree.Program,
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isNode(value)) {
      const name = writtenName(value);
      if (name !== null && names.has(name)) found.add(name);
      for (const [key, child] of Object.entries(value)) if (key !== "parent") visit(child);
    }
  };
  visit(program.body);
  return found;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === "object" && value !== null && "type" in value;
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
