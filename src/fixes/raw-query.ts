/** Turning text that is spliced into a query into parameters of a tagged template. */

import type { TSESTree } from "@typescript-eslint/utils";

import { memberName, methodCall, unwrap } from "../model/client/expressions.ts";
import type { Placeholder } from "../model/client/parameters.ts";
import { mergeEdits } from "./edit.ts";
import type { TextEdit } from "./edit.ts";

/** A raw call with a template for its only argument. */
export interface SplicedCall {
  node: TSESTree.CallExpression;
  methodNode: TSESTree.Node;
  template: TSESTree.TemplateLiteral;
}

/** The list in `${ids.join(", ")}` and in `${ids.map((id) => `'${id}'`).join(",")}`; null for anything else. */
export function joinedList(node: TSESTree.Node): TSESTree.Node | null {
  const call = methodCall(unwrap(node));
  if (call?.method !== "join") return null;
  const mapped = methodCall(unwrap(call.object));
  const quotes = mapped?.method === "map" && quotesItsArgument(mapped.arguments[0]);
  return mapped && quotes ? mapped.object : call.object;
}

/** `` (id) => `'${id}'` `` */
function quotesItsArgument(node: TSESTree.Node | undefined): boolean {
  if (node?.type !== "ArrowFunctionExpression" || node.body.type !== "TemplateLiteral")
    return false;
  const [parameter] = node.params;
  const [item, ...others] = node.body.expressions;
  const isItself =
    parameter?.type === "Identifier" &&
    item?.type === "Identifier" &&
    others.length === 0 &&
    item.name === parameter.name;
  return isItself && node.body.quasis.every((quasi) => quasi.value.raw === "'");
}

/** The `$queryRaw` of a `$queryRawUnsafe` token, quoted as it is. */
function safeMethod(node: TSESTree.Node, text: string): TextEdit {
  const [start, end] = node.range;
  return { range: [start, end], text: text.slice(start, end).replace("Unsafe", "") };
}

/** `$queryRawUnsafe<User>(` and `)`: what stands around the template. */
function withoutParentheses({ node, template }: SplicedCall): TextEdit[] {
  const open = (node.typeArguments ?? node.callee).range[1];
  return [
    { range: [open, template.range[0]], text: "" },
    { range: [template.range[1], node.range[1]], text: "" },
  ];
}

/** A tag cannot stand behind `?.`, comments would be lost, and only a member can lose its `Unsafe`. */
function canBeTagged({ node, methodNode, template }: SplicedCall, text: string): boolean {
  const callee = unwrap(node.callee);
  if (callee !== node.callee || callee.type !== "MemberExpression") return false;
  if (memberName(callee) === null || callee.property !== methodNode) return false;
  if (node.arguments.length !== 1 || node.arguments[0] !== template) return false;
  if (node.optional || hasOptionalLink(callee)) return false;
  const [before, after] = withoutParentheses({ node, methodNode, template });
  return [before, after].every(
    (gap) => gap && !/[^\s(),]/u.test(text.slice(gap.range[0], gap.range[1])),
  );
}

function hasOptionalLink(callee: TSESTree.MemberExpression): boolean {
  for (let node: TSESTree.Node = callee; node.type === "MemberExpression"; node = node.object) {
    if (node.optional) return true;
  }
  return false;
}

/**
 * The edit that makes a tagged template of a call, every `${}` a parameter: quotes around it go, lists are
 * joined with `Prisma.join`, and `casts` follow those that need one (by index). Null when the source does not
 * allow it.
 */
export function toTagged(
  call: SplicedCall,
  placeholders: readonly Placeholder[],
  casts: ReadonlyMap<number, string>,
  text: string,
): TextEdit | null {
  if (!canBeTagged(call, text)) return null;
  const edits = [safeMethod(call.methodNode, text), ...withoutParentheses(call)];
  for (const placeholder of placeholders) {
    const own = placeholderEdits(call.template, placeholder, casts.get(placeholder.index), text);
    if (!own) return null;
    edits.push(...own);
  }
  return mergeEdits(text, edits);
}

/** Where `'` opens before a `${}` and where it closes after the last one, when the source has them there. */
function quotePlaces(
  template: TSESTree.TemplateLiteral,
  { index, last }: Placeholder,
  text: string,
): [open: number, close: number] | null {
  const before = template.quasis[index];
  const after = template.quasis[last + 1];
  if (!before || !after) return null;
  const open = text.lastIndexOf("'", before.range[1] - 1);
  const close = text.indexOf("'", after.range[0]);
  return open >= before.range[0] && close !== -1 && close < after.range[1] ? [open, close] : null;
}

function placeholderEdits(
  template: TSESTree.TemplateLiteral,
  placeholder: Placeholder,
  cast: string | undefined,
  text: string,
): TextEdit[] | null {
  const expression = template.expressions[placeholder.index];
  if (!expression) return null;
  const list = joinedList(expression);
  const edits: TextEdit[] = list
    ? [{ range: expression.range, text: `Prisma.join(${text.slice(...list.range)})` }]
    : [];
  if (placeholder.quoting === "none") return edits;
  const places = quotePlaces(template, placeholder, text);
  if (!places) return null;
  const [open, close] = places;
  const isWhole = placeholder.quoting === "whole";
  const typed = cast === undefined ? "" : `::${cast}`;
  return [
    { range: [open, open + 1], text: isWhole ? "" : "${`" },
    ...edits,
    { range: [close, close + 1], text: (isWhole ? "" : "`}") + typed },
  ];
}

/** The edit that replaces `SET name = '${value}'` by a call of `set_config`, which takes parameters. */
export function toSetConfig(
  call: SplicedCall,
  { name, isLocal }: { name: string; isLocal: boolean },
  text: string,
): TextEdit | null {
  const [value] = call.template.expressions;
  if (!value || !canBeTagged(call, text)) return null;
  const source = text.slice(...value.range);
  const query = `\`SELECT set_config('${name}', \${${source}}, ${String(isLocal)})\``;
  return mergeEdits(text, [
    safeMethod(call.methodNode, text),
    ...withoutParentheses(call),
    { range: call.template.range, text: query },
  ]);
}
