/**
 * Whether the text of a query can hold anything but what the source says. A text may be chosen at run time from
 * constants, and may hold numbers; it must not hold what came in from outside.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { closedTypeOf } from "./closed-types.ts";
import { lastName, memberName, methodCall, unwrap } from "./expressions.ts";
import { isArrayFromCallback } from "./functions.ts";
import { isGuarded } from "./guards.ts";
import type { Constants } from "./guards.ts";
import {
  elementsOf,
  isImported,
  isPropertyKey,
  originsOf,
  pushedOnto,
  startTracing,
} from "./origins.ts";
import type { Origins, Tracing } from "./origins.ts";

/**
 * - `constant`: one of the texts written in the source, perhaps with numbers in it;
 * - `assembled`: put together at run time, in a number of pieces, each of which is constant;
 * - `unknown`: anything else.
 */
export type Provenance = "constant" | "assembled" | "unknown";

const ORDER: readonly Provenance[] = ["constant", "assembled", "unknown"];

function worst(items: Iterable<Provenance>): Provenance {
  let result: Provenance = "constant";
  for (const item of items) if (ORDER.indexOf(item) > ORDER.indexOf(result)) result = item;
  return result;
}

/** One judgement, with the expressions it is in the middle of. */
interface Judging {
  tracing: Tracing;
  /** Being judged as text, and as numbers. */
  texts: Set<TSESTree.Node>;
  numbers: Set<TSESTree.Node>;
  constants: Constants;
}

/** Where the text that an expression gives comes from. */
export function provenanceOf(node: TSESTree.Node, scopes: Scopes): Provenance {
  return judge(node, startJudging(scopes));
}

/** The worst of what the elements of a list are. */
export function elementsProvenanceOf(list: TSESTree.Node, scopes: Scopes): Provenance {
  const judging = startJudging(scopes);
  return judgeAll(elementsOf(list, [], judging.tracing), judging);
}

/** The smallest piece of a text that may come from outside: `${name}` in a template, a side of a `+`. */
export function unknownPiece(node: TSESTree.Node, scopes: Scopes): TSESTree.Node {
  const judging = startJudging(scopes);
  const unknownIn = (nodes: readonly TSESTree.Node[]) =>
    nodes.find((piece) => judge(piece, judging) === "unknown");
  const value = unwrap(node);
  const piece = unknownIn(partsOf(value));
  return piece ? unknownPiece(piece, scopes) : value;
}

/** What a text is made of, or chosen from. */
function partsOf(value: TSESTree.Node): readonly TSESTree.Node[] {
  switch (value.type) {
    case "TemplateLiteral":
      return value.expressions;
    case "BinaryExpression":
    case "LogicalExpression":
      return [value.left, value.right];
    case "ConditionalExpression":
      return [value.consequent, value.alternate];
    default:
      return [];
  }
}

function startJudging(scopes: Scopes): Judging {
  const judging: Judging = {
    tracing: startTracing(scopes, (node) => isSettled(node, judging)),
    texts: new Set(),
    numbers: new Set(),
    constants: {
      isConstant: (value) => judge(value, judging) === "constant",
      isClosedList: (list) => isClosedList(list, judging),
    },
  };
  return judging;
}

function judge(node: TSESTree.Node, judging: Judging): Provenance {
  const value = unwrap(node);
  // A text made from itself grows: `sql = sql + "…"`.
  if (judging.texts.has(value)) return "assembled";
  judging.texts.add(value);
  const result = isNumeric(value, judging) ? "constant" : judgeText(value, judging);
  judging.texts.delete(value);
  return result;
}

function judgeAll(nodes: Origins, judging: Judging): Provenance {
  return nodes ? worst(nodes.map((node) => judge(node, judging))) : "unknown";
}

function judgeText(value: TSESTree.Node, judging: Judging): Provenance {
  switch (value.type) {
    case "Literal":
    case "TSEnumMember":
    case "UnaryExpression":
      return "constant";
    case "TemplateLiteral":
      return judgeAll(value.expressions, judging);
    case "BinaryExpression":
      // All others make numbers and booleans.
      return value.operator === "+" ? judgeAll([value.left, value.right], judging) : "constant";
    case "AssignmentExpression":
      return worst(["assembled", judge(value.right, judging)]);
    case "TaggedTemplateExpression":
      return isStringRaw(value.tag) ? judgeAll(value.quasi.expressions, judging) : "unknown";
    case "CallExpression":
      return judgeCall(value, judging);
    case "ConditionalExpression":
      return judgeAll([value.consequent, value.alternate], judging);
    case "Identifier":
    case "MemberExpression":
      return judgeReference(value, judging);
    default:
      return judgeOrigins(value, judging);
  }
}

function isStringRaw(tag: TSESTree.Node): boolean {
  return tag.type === "MemberExpression" && lastName(tag.object) === "String";
}

function judgeOrigins(value: TSESTree.Node, judging: Judging): Provenance {
  const origins = originsOf(value, judging.tracing);
  if (!origins?.length || (origins.length === 1 && origins[0] === value)) return "unknown";
  return judgeAll(origins, judging);
}

// ---- references ------------------------------------------------------------------------------------------

function judgeReference(
  value: TSESTree.Identifier | TSESTree.MemberExpression,
  judging: Judging,
): Provenance {
  if (value.type === "Identifier" && (value.name === "undefined" || isPropertyKey(value))) {
    return "constant";
  }
  if (isImported(value, judging.tracing)) {
    const isConstant = isImportedConstant(value, judging.tracing) || isSettled(value, judging);
    return isConstant ? "constant" : "unknown";
  }
  const provenance = judgeOrigins(value, judging);
  if (provenance !== "unknown") return provenance;
  return isSettled(value, judging) || isFromTable(value, judging) ? "constant" : "unknown";
}

/**
 * `column.internal` after `const column = columns.find((c) => c.id === asked)`: input chooses the row, and the
 * text is the table's. The table must be imported, or a parameter that is a list of a type with a name; a list
 * inside a request is none.
 */
function isFromTable(
  value: TSESTree.Identifier | TSESTree.MemberExpression,
  { tracing: { scopes } }: Judging,
): boolean {
  const row = value.type === "MemberExpression" ? unwrap(value.object) : null;
  if (row?.type !== "Identifier") return false;
  const binding = bindingOf(row, scopes);
  if (binding?.kind !== "variable" || binding.writes.length > 0 || !binding.init) return false;
  const call = methodCall(unwrap(binding.init));
  const table = call?.method === "find" && binding.path?.length === 0 ? unwrap(call.object) : null;
  return table?.type === "Identifier" && isTable(table, scopes);
}

function isTable(list: TSESTree.Identifier, scopes: Scopes): boolean {
  const binding = bindingOf(list, scopes);
  if (binding?.kind === "import") return true;
  if (binding?.kind !== "parameter" || binding.writes.length > 0) return false;
  const { parameter } = binding;
  if (parameter.type !== "Identifier") return false;
  const type = parameter.typeAnnotation?.typeAnnotation;
  const written = type?.type === "TSTypeOperator" ? type.typeAnnotation : type;
  return written?.type === "TSArrayType" && written.elementType.type === "TSTypeReference";
}

/** Whether its type or a test in the code leaves no room for input. */
function isSettled(value: TSESTree.Node, judging: Judging): boolean {
  const { scopes } = judging.tracing;
  if (closedTypeOf(value, scopes) !== null) return true;
  if (value.type === "Identifier" && isRewritten(value, scopes)) return false;
  return isGuarded(value, judging.constants);
}

/** A guard says nothing of a value that comes later. */
function isRewritten(node: TSESTree.Identifier, scopes: Scopes): boolean {
  const binding = bindingOf(node, scopes);
  return binding !== null && "writes" in binding && binding.writes.length > 0;
}

const CONSTANT_NAME = /^[A-Z][A-Z0-9_]*$/u;

/**
 * Other modules are not read. An imported name in capitals is taken for the constant that it says it is, and
 * so is any of its members; of the generated `Prisma` namespace, which lists models, columns and sort orders,
 * every member is.
 */
function isImportedConstant(
  value: TSESTree.Identifier | TSESTree.MemberExpression,
  { scopes }: Tracing,
): boolean {
  for (let node: TSESTree.Node = value; ; node = unwrap(node.object)) {
    if (node.type === "Identifier") {
      const binding = bindingOf(node, scopes);
      if (binding?.kind !== "import") return false;
      if (node !== value && binding.imported === "Prisma") return true;
      return CONSTANT_NAME.test(node.name);
    }
    if (node.type !== "MemberExpression") return false;
    if (!node.computed && CONSTANT_NAME.test(memberName(node) ?? "")) return true;
  }
}

/** A list that an allow-list may be: all of it is written in the source, here or in an imported module. */
function isClosedList(list: TSESTree.Node, judging: Judging): boolean {
  const { tracing } = judging;
  const value = unwrap(list);
  const owners = originsOf(value, tracing);
  if (owners?.some((owner) => isImported(owner, tracing))) {
    return owners.every((owner) => isImported(owner, tracing));
  }
  if (owners?.length && owners.every((owner) => isKeyed(owner))) return true;
  const [first] = collectionArguments(value);
  if (first && isImported(first, tracing)) return true;
  return judgeAll(listElements(value, owners, tracing), judging) === "constant";
}

function isKeyed(owner: TSESTree.Node): boolean {
  return owner.type === "ObjectExpression" || owner.type === "TSEnumDeclaration";
}

/** What `new Set(x)`, `Object.keys(x)`, `Object.values(x)` are made from. */
function collectionArguments(value: TSESTree.Node): readonly TSESTree.Node[] {
  if (value.type === "NewExpression") return value.arguments;
  return lastName(methodCall(value)?.object ?? value) === "Object"
    ? (methodCall(value)?.arguments ?? [])
    : [];
}

function listElements(value: TSESTree.Node, owners: Origins, tracing: Tracing): Origins {
  const [only] = owners ?? [];
  if (owners?.length !== 1 || !only) return elementsOf(value, [], tracing);
  // The keys of a map are what it has.
  const isMap = only.type === "NewExpression" && lastName(only.callee) === "Map";
  return elementsOf(only, isMap ? ["0"] : [], tracing);
}

// ---- calls -----------------------------------------------------------------------------------------------

const NUMERIC_FUNCTIONS: ReadonlySet<string> = new Set([
  "Number",
  "parseInt",
  "parseFloat",
  "BigInt",
]);
const NUMERIC_METHODS: ReadonlySet<string> = new Set([
  "parseInt",
  "parseFloat",
  "getTime",
  "indexOf",
  "toFixed",
  "byteLength",
  // Digits and separators.
  "toISOString",
]);
/** What they make of a constant text is as constant. */
const TEXT_METHODS: ReadonlySet<string> = new Set([
  "toUpperCase",
  "toLowerCase",
  "trim",
  "trimStart",
  "trimEnd",
  "slice",
  "substring",
  "repeat",
  "padStart",
  "padEnd",
  "replace",
  "replaceAll",
  "concat",
  "toString",
]);

function judgeCall(value: TSESTree.CallExpression, judging: Judging): Provenance {
  const call = methodCall(value);
  if (!call) {
    const [first] = value.arguments;
    if (lastName(value.callee) === "String" && first) return judge(first, judging);
    return judgeOrigins(value, judging);
  }
  if (call.method === "join") {
    const separator = judgeAll(call.arguments, judging);
    return worst([separator, judgeElements(call.object, judging)]);
  }
  if (TEXT_METHODS.has(call.method)) return judgeAll([call.object, ...call.arguments], judging);
  return judgeOrigins(value, judging);
}

/** The elements that `join` makes one text of. */
function judgeElements(list: TSESTree.Node, judging: Judging): Provenance {
  const { tracing } = judging;
  const call = methodCall(unwrap(list));
  if (call?.method === "fill" && call.arguments[0]) {
    if (isPlaceholder(unwrap(call.arguments[0]), judging)) return "constant";
    return worst(["assembled", judge(call.arguments[0], judging)]);
  }
  const isCounted = call?.method === "map" && judgeElements(call.object, judging) === "constant";
  const nodes = elementsOf(list, [], tracing);
  // As many as there are parameters.
  if (nodes?.length && nodes.every((node) => isPlaceholder(unwrap(node), judging)))
    return "constant";
  const elements = judgeAll(nodes, judging);
  const owners = originsOf(list, tracing) ?? [];
  const isFixed = isCounted || (!call && owners.every((owner) => isFixedArray(owner, tracing)));
  return isFixed ? elements : worst(["assembled", elements]);
}

const PLACEHOLDER = /(?:\?|\$\d+|[@:][a-z]\w*)(?:::\w+(?:\[\])?)?/u.source;
const PLACEHOLDERS = new RegExp(
  `^\\s*\\(?\\s*${PLACEHOLDER}(?:\\s*,\\s*${PLACEHOLDER})*\\s*\\)?\\s*$`,
  "u",
);

/** `?`, `$${i + 1}`, `($1, $2::uuid)`: what stands for parameters, in which there is room for numbers alone. */
function isPlaceholder(value: TSESTree.Node, judging: Judging): boolean {
  if (value.type === "Literal") return PLACEHOLDERS.test(String(value.value));
  if (value.type !== "TemplateLiteral") return false;
  if (!value.expressions.every((part) => isNumeric(part, judging))) return false;
  return PLACEHOLDERS.test(value.quasis.map((quasi) => quasi.value.raw).join("1"));
}

function isFixedArray(owner: TSESTree.Node, tracing: Tracing): boolean {
  return owner.type === "ArrayExpression" && pushedOnto(owner, tracing)?.length === 0;
}

// ---- numbers ---------------------------------------------------------------------------------------------

/** Whether an expression gives a number, which ends no string and starts no statement. */
function isNumeric(node: TSESTree.Node, judging: Judging): boolean {
  const value = unwrap(node);
  if (judging.numbers.has(value)) return true;
  judging.numbers.add(value);
  const result = givesNumber(value, judging);
  judging.numbers.delete(value);
  return result;
}

function givesNumber(value: TSESTree.Node, judging: Judging): boolean {
  const areNumeric = (nodes: Origins) =>
    nodes !== null && nodes.length > 0 && nodes.every((node) => isNumeric(node, judging));
  switch (value.type) {
    case "Literal":
      return typeof value.value === "number" || typeof value.value === "bigint";
    case "UpdateExpression":
      return true;
    case "UnaryExpression":
      return ["+", "-", "~"].includes(value.operator);
    case "BinaryExpression":
      return value.operator === "+"
        ? areNumeric([value.left, value.right])
        : ["-", "*", "/", "%", "**", "|", "&", "^", "<<", ">>", ">>>"].includes(value.operator);
    case "AssignmentExpression":
      return value.operator === "+=" ? isNumeric(value.right, judging) : value.operator !== "=";
    case "ConditionalExpression":
      return areNumeric([value.consequent, value.alternate]);
    case "CallExpression":
      return isNumericCall(value);
    case "MemberExpression":
      return isCount(value) || isNumericReference(value, judging);
    case "Identifier":
      return isIndex(value, judging.tracing.scopes) || isNumericReference(value, judging);
    default:
      return false;
  }
}

function isNumericCall(value: TSESTree.CallExpression): boolean {
  const call = methodCall(value);
  if (!call) return NUMERIC_FUNCTIONS.has(lastName(value.callee) ?? "");
  if (lastName(call.object) === "Math") return true;
  return NUMERIC_METHODS.has(call.method) || (call.method === "now" && call.arguments.length === 0);
}

function isCount(value: TSESTree.MemberExpression): boolean {
  const name = memberName(value);
  return name === "length";
}

function isNumericReference(value: TSESTree.Node, judging: Judging): boolean {
  if (closedTypeOf(value, judging.tracing.scopes) === "number") return true;
  const origins = originsOf(value, judging.tracing);
  return (
    !!origins?.length && origins.every((origin) => origin !== value && isNumeric(origin, judging))
  );
}

/** The second parameter of a callback of `map`, `forEach`, `Array.from`, … */
function isIndex(node: TSESTree.Identifier, scopes: Scopes): boolean {
  const binding = bindingOf(node, scopes);
  if (binding?.kind !== "parameter" || binding.index !== 1) return false;
  const { parent } = binding.function;
  if (isArrayFromCallback(binding.function)) return true;
  const call = methodCall(parent);
  return call !== null && call.arguments[0] === binding.function && INDEXED.has(call.method);
}

const INDEXED: ReadonlySet<string> = new Set(["map", "flatMap", "forEach", "filter"]);
