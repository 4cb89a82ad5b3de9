/** Ways in which text that is not written in the source becomes part of a query. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Scopes } from "./bindings.ts";
import { rawCall, sqlHelper } from "./calls.ts";
import type { RawCall } from "./calls.ts";
import { lastName, methodCall, unwrap } from "./expressions.ts";
import { originsOf, startTracing } from "./origins.ts";
import { elementsProvenanceOf, provenanceOf, unknownPiece } from "./provenance.ts";

export interface UnsafeText {
  /** `assembled` text is made of constants alone; see `Provenance`. */
  kind: "unsafe" | "assembled" | "fragment" | "fabricated";
  /** The name and the token of what takes the text: `$queryRawUnsafe`, `raw`, `sql`. */
  method: string;
  methodNode: TSESTree.Node;
  /** What may come from outside. */
  piece: TSESTree.Node;
  /** The raw query; null for a piece of one. */
  call: RawCall | null;
}

/** Words without which a file runs no raw query: asked before anything is looked at. */
const TELLTALES = ["Raw", "Prisma", "sql-template-tag"];

/** Whether a file may hold a raw query at all. */
export function mentionsRawQueries(text: string): boolean {
  return TELLTALES.some((word) => text.includes(word));
}

/** What is unsafe about a call; null when it runs no raw query, or only text that the source holds. */
export function unsafeText(node: TSESTree.CallExpression, scopes: Scopes): UnsafeText | null {
  const call = rawCall(node, scopes);
  if (call) return unsafeCall(call, scopes);
  const helper = sqlHelper(node.callee, scopes);
  const [text] = node.arguments;
  if (!helper || !text) return null;
  const found = { method: helper.helper, methodNode: helper.node, call: null };
  switch (helper.helper) {
    case "raw":
      if (provenanceOf(text, scopes) !== "unknown") return null;
      return { kind: "fragment", piece: unknownPiece(text, scopes), ...found };
    case "sql": {
      const piece = fabricatedPiece(text, scopes) ?? uncheckedPiece(text, scopes);
      return piece && { kind: "fabricated", piece, ...found };
    }
    default:
      return null;
  }
}

function unsafeCall(call: RawCall, scopes: Scopes): UnsafeText | null {
  const { text, method, methodNode, tagged } = call;
  if (!text || tagged) return null;
  const found = { method, methodNode, call };
  if (call.kind === "queryRaw" || call.kind === "executeRaw") {
    const piece = fabricatedPiece(text, scopes);
    return piece && { kind: "fabricated", piece, ...found };
  }
  switch (provenanceOf(text, scopes)) {
    case "constant":
      return null;
    case "assembled":
      return { kind: "assembled", piece: unwrap(text), ...found };
    case "unknown":
      return { kind: "unsafe", piece: unknownPiece(text, scopes), ...found };
  }
}

/**
 * What is unknown in a text that passes for a template: an array of strings, a plain text, or whatever is cast
 * to `any` or to `TemplateStringsArray`. Null for what is a template, and for what is typed as one.
 */
function fabricatedPiece(node: TSESTree.Node, scopes: Scopes): TSESTree.Node | null {
  const origins = originsOf(node, startTracing(scopes));
  if (!origins || origins.length === 0) return isBlindCast(node) ? unwrap(node) : null;
  for (const origin of origins) {
    const piece = pieceOfOrigin(origin, scopes);
    if (piece) return piece;
  }
  return null;
}

function pieceOfOrigin(origin: TSESTree.Node, scopes: Scopes): TSESTree.Node | null {
  switch (origin.type) {
    case "ArrayExpression":
      return unknownElement(origin, scopes);
    case "TemplateLiteral":
    case "BinaryExpression":
      return provenanceOf(origin, scopes) === "unknown" ? unknownPiece(origin, scopes) : null;
    case "CallExpression": {
      // `Object.assign([text], { raw: [text] })`
      const call = methodCall(origin);
      const [strings] = call?.arguments ?? [];
      if (call?.method !== "assign" || lastName(call.object) !== "Object" || !strings) return null;
      return fabricatedPiece(strings, scopes);
    }
    default:
      return null;
  }
}

function unknownElement(list: TSESTree.ArrayExpression, scopes: Scopes): TSESTree.Node | null {
  if (elementsProvenanceOf(list, scopes) !== "unknown") return null;
  const element = list.elements.find(
    (item) => item !== null && provenanceOf(item, scopes) === "unknown",
  );
  return element ? unknownPiece(element, scopes) : list;
}

/** `x as any`, `x as unknown as TemplateStringsArray`, `x as never`. */
function isBlindCast(node: TSESTree.Node): boolean {
  if (node.type !== "TSAsExpression" && node.type !== "TSTypeAssertion") return false;
  const { typeAnnotation: type } = node;
  if (type.type === "TSAnyKeyword" || type.type === "TSNeverKeyword") return true;
  return (
    type.type === "TSTypeReference" &&
    type.typeName.type === "Identifier" &&
    type.typeName.name === "TemplateStringsArray"
  );
}

/** `Prisma.sql(x)`: called as a function, it takes any list of strings for a template. */
function uncheckedPiece(node: TSESTree.Node, scopes: Scopes): TSESTree.Node | null {
  const origins = originsOf(node, startTracing(scopes));
  return origins ? null : unwrap(node);
}

/** Whether a value may be a piece of SQL rather than a value: a text that the source writes is. */
export function mayBeSql(node: TSESTree.Node, scopes: Scopes): boolean {
  const value = unwrap(node);
  if (value.type === "ConditionalExpression") {
    return mayBeSql(value.consequent, scopes) || mayBeSql(value.alternate, scopes);
  }
  if (value.type === "LogicalExpression") {
    return mayBeSql(value.left, scopes) || mayBeSql(value.right, scopes);
  }
  const origins = originsOf(node, startTracing(scopes)) ?? [];
  return origins.some(
    (origin) =>
      origin.type === "TemplateLiteral" ||
      origin.type === "AssignmentExpression" ||
      (origin.type === "BinaryExpression" && origin.operator === "+") ||
      (origin.type === "Literal" && typeof origin.value === "string"),
  );
}
