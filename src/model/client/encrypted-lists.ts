/**
 * Flat lists of fields that a query extension or a middleware of Prisma Client encrypts, whatever the model. Read from the
 * tree of a module alone, without its scopes: names are taken to mean the same all over it.
 */

import type { TSESTree } from "@typescript-eslint/types";

import { descendantsOf, someDescendant } from "./descendants.ts";
import { saysEncrypted } from "./encrypted-writes.ts";
import { isMiddleware } from "./encryption-hooks.ts";
import { isFunction, keyName, lastName, methodCall, unwrap } from "./expressions.ts";
import type { FunctionNode } from "./expressions.ts";
import { isWritingMethod } from "./methods.ts";

/** A cheap test of a module: nearly every one is without a hook for all models. */
export function mayHookAllModels(text: string): boolean {
  return /\$allModels|\$allOperations|\.\s*action\b/u.test(text);
}

/**
 * Whether what a module does on writes of all models encrypts the fields that a list names: a function on the way from
 * there both asks the list and encrypts. Where the way depends on the model, the list does not hold for all of them.
 */
export function encryptsListed(program: TSESTree.Program, list: string): boolean {
  const functions = functionsOf(program);
  const reached = reachedFrom(hooksOf(program, functions), functions);
  if ([...reached].some((one) => someDescendant(one.body, testsModel))) return false;
  return [...reached].some((one) => encrypts(one) && asks(one, list, functions));
}

type Functions = ReadonlyMap<string, FunctionNode>;

/** The functions and methods of a module, by their names. */
function functionsOf(program: TSESTree.Program): Functions {
  const functions = new Map<string, FunctionNode>();
  const note = (name: string | null, value: TSESTree.Node | null) => {
    if (name !== null && value && isFunction(value)) functions.set(name, value);
  };
  for (const node of descendantsOf(program)) {
    if (node.type === "FunctionDeclaration") note(node.id?.name ?? null, node);
    if (node.type === "VariableDeclarator") note(lastName(node.id), node.init);
    if (node.type === "MethodDefinition" || node.type === "PropertyDefinition")
      note(keyName(node), node.value);
  }
  return functions;
}

/** What runs on the writes of all models: handlers in `$allModels`, `$allOperations` beside that, and middleware. */
function hooksOf(program: TSESTree.Program, functions: Functions): FunctionNode[] {
  return [...descendantsOf(program)].flatMap((node) => {
    if (isFunction(node)) return isMiddleware(node) ? [node] : [];
    if (node.type !== "Property" || node.value.type !== "ObjectExpression") return [];
    const name = keyName(node);
    if (name === "$allModels") return handlersIn(node.value, functions, isHooked);
    return name === "query" ? handlersIn(node.value, functions, (key) => key === ALL) : [];
  });
}

const ALL = "$allOperations";

function isHooked(name: string): boolean {
  return name === ALL || isWritingMethod(name);
}

function handlersIn(
  { properties }: TSESTree.ObjectExpression,
  functions: Functions,
  isHandler: (name: string) => boolean,
): FunctionNode[] {
  return properties.flatMap((property) => {
    if (property.type !== "Property" || !isHandler(keyName(property) ?? "")) return [];
    const value = unwrap(property.value);
    const handler = isFunction(value) ? value : functions.get(lastName(value) ?? "");
    return handler ? [handler] : [];
  });
}

/** The hooks, and the functions that they and those name. */
function reachedFrom(hooks: readonly FunctionNode[], functions: Functions): Set<FunctionNode> {
  const reached = new Set(hooks);
  for (const one of reached) for (const next of namedIn(one, functions)) reached.add(next);
  return reached;
}

function namedIn(node: FunctionNode, functions: Functions): FunctionNode[] {
  return [...descendantsOf(node.body)].flatMap((inner) => {
    const named = inner.type === "Identifier" ? functions.get(inner.name) : undefined;
    return named ? [named] : [];
  });
}

function encrypts({ body }: FunctionNode): boolean {
  return someDescendant(
    body,
    (node) => node.type === "CallExpression" && saysEncrypted(lastName(node.callee)),
  );
}

/** A function names the list, or another that does: `isEncryptedField(key)`. */
function asks(node: FunctionNode, list: string, functions: Functions): boolean {
  return [node, ...namedIn(node, functions)].some(({ body }) =>
    someDescendant(body, (inner) => inner.type === "Identifier" && inner.name === list),
  );
}

const MEMBERSHIP: ReadonlySet<string> = new Set(["has", "includes", "get", "indexOf"]);

/** `model === "Patient"`, `MODELS.has(params.model)`, `FIELDS[model]`, `switch (model)`; not `if (!model)`. */
function testsModel(node: TSESTree.Node): boolean {
  switch (node.type) {
    case "BinaryExpression":
      return [node.left, node.right].some(isModel) && ![node.left, node.right].some(isMissingValue);
    case "CallExpression":
      return MEMBERSHIP.has(methodCall(node)?.method ?? "") && node.arguments.some(isModel);
    case "MemberExpression":
      return node.computed && isModel(node.property);
    case "SwitchStatement":
      return isModel(node.discriminant);
    default:
      return false;
  }
}

function isModel(node: TSESTree.Node): boolean {
  return lastName(node) === "model";
}

function isMissingValue(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === "Literal" ? value.value === null : lastName(value) === "undefined";
}
