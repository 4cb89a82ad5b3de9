/** Taking a value out of what is written: a literal, an id or a count in its place. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { TextEdit } from "./edit.ts";

/** What stands in for a value that must not be seen. */
const REDACTED = "[redacted]";

/** Puts `"[redacted]"` where a value stands, with what is made of it; in a template, its text. */
export function redact(node: TSESTree.Node): TextEdit {
  return inPlaceOf(withMethods(node), JSON.stringify(REDACTED), REDACTED);
}

/** The expression with what only makes something of it: `patient.email?.trim() ?? "none"`. */
function withMethods(node: TSESTree.Node): TSESTree.Node {
  for (let outer = withCasts(node); ;) {
    const { parent } = outer;
    if (parent?.type === "AwaitExpression") outer = withCasts(parent);
    else if (
      parent?.type === "LogicalExpression" &&
      parent.left === outer &&
      parent.operator !== "&&"
    ) {
      outer = withCasts(parent);
    } else if (parent?.type === "MemberExpression" && parent.object === outer) {
      const call = parent.parent;
      if (call.type !== "CallExpression" || call.callee !== parent) return outer;
      outer = withCasts(call);
    } else return outer;
  }
}

/** Passes a value through a function of the project. */
export function passThrough(node: TSESTree.Node, name: string, text: string): TextEdit {
  const call = `${name}(${text.slice(...node.range)})`;
  return inPlaceOf(node, call, `\${${call}}`);
}

/** Puts `{ id: patient.id }` where a row stands. */
export function idAlone(node: TSESTree.Node, text: string): TextEdit {
  const id = `${text.slice(...node.range)}.id`;
  if (node.parent?.type === "SpreadElement") return { range: node.parent.range, text: `id: ${id}` };
  return inPlaceOf(node, `{ id: ${id} }`, `\${${id}}`);
}

/** Puts the length of a list where the list stands. */
export function countAlone(node: TSESTree.Node, text: string): TextEdit {
  const count = `${text.slice(...node.range)}.length`;
  return inPlaceOf(node, count, `\${${count}}`);
}

/** Replaces an expression; of shorthand `{ ssn }` the key stays, and of a template's `${…}` nothing does. */
function inPlaceOf(node: TSESTree.Node, expression: string, templateText: string): TextEdit {
  const outer = withCasts(node);
  const { parent } = outer;
  if (parent?.type === "TemplateLiteral" && parent.parent.type !== "TaggedTemplateExpression") {
    const at = parent.expressions.findIndex((hole) => hole === outer);
    const before = parent.quasis[at];
    const after = parent.quasis[at + 1];
    // The ranges of a template's texts take in `${` and `}`.
    if (before && after)
      return { range: [before.range[1] - 2, after.range[0] + 1], text: templateText };
  }
  if (parent?.type === "Property" && parent.shorthand) {
    const key = parent.key.type === "Identifier" ? parent.key.name : "";
    return { range: parent.range, text: `${key}: ${expression}` };
  }
  return { range: outer.range, text: expression };
}

/** The expression with `as string` and `!` around it, and with the optional chain that it ends. */
function withCasts(node: TSESTree.Node): TSESTree.Node {
  let outer = node;
  for (;;) {
    switch (outer.parent?.type) {
      case "TSAsExpression":
      case "TSNonNullExpression":
      case "TSSatisfiesExpression":
      case "TSTypeAssertion":
      case "ChainExpression":
        outer = outer.parent;
        break;
      default:
        return outer;
    }
  }
}

/** Reads the id of the row that a value is read from: `patient.id` for `patient.ssn`; null for a bare name. */
export function idOfOwner(node: TSESTree.Node): TextEdit | null {
  if (node.type !== "MemberExpression" || node.computed) return null;
  return { range: node.property.range, text: "id" };
}

/** Takes an element out of an array literal, with the comma that belongs to it; null for anything else. */
export function withoutElement(element: TSESTree.Node, text: string): TextEdit | null {
  const list = element.parent;
  if (list?.type !== "ArrayExpression") return null;
  const at = list.elements.findIndex((one) => one === element);
  const next = list.elements[at + 1];
  const previous = at > 0 ? list.elements[at - 1] : null;
  if (next) return { range: [element.range[0], next.range[0]], text: "" };
  if (previous) return { range: [previous.range[1], element.range[1]], text: "" };
  const isAlone = list.elements.length === 1 && !/\/[/*]/u.test(text.slice(...list.range));
  return isAlone ? { range: list.range, text: "[]" } : null;
}
