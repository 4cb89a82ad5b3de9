/**
 * Hooks that encrypt what Prisma Client writes: query extensions (`create({ args, query }) { … }`,
 * `$allOperations({ operation, args, query }) { … }`) and the middleware of older versions; and the writes that
 * they leave out.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { namedProperties, propertyOf } from "./arguments.ts";
import { bindingOf } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { someDescendant } from "./descendants.ts";
import { isFunction, memberName, methodCall, unwrap } from "./expressions.ts";
import type { FunctionNode } from "./expressions.ts";
import { WRITING_METHODS, isWritingMethod } from "./methods.ts";
import type { ClientMethod } from "./methods.ts";
import { encryptingOperations, encryptsAnything } from "./operation-flow.ts";

export interface EncryptionHook {
  /** The model's key, or the operation's; of a middleware, its parameter. */
  node: TSESTree.Node;
  /** The operations that it encrypts, in the order of `WRITING_METHODS`. */
  encrypted: readonly ClientMethod[];
  /** Those that it leaves out, whatever the version. */
  missing: readonly ClientMethod[];
}

/** The hook that an object of handlers is: `{ create({ args, query }) { … }, … }`; null for any other object. */
export function hookOfObject(
  object: TSESTree.ObjectExpression,
  scopes: Scopes,
): EncryptionHook | null {
  const handlers = handlersOf(object, scopes);
  if (handlers.length === 0) return null;
  const encrypted = new Set(handlers.flatMap((handler) => encryptedBy(handler, scopes)));
  if (encrypted.size === 0) return null;
  // A handler that does something else may have its reasons: it forbids the operation, or calls what is elsewhere.
  const handled = new Set([...handlers, ...handlersOfAll(object, scopes)].flatMap(operationsOf));
  const all = [...handlers, ...handlersOfAll(object, scopes)].find(({ name }) => name === ALL);
  const covered = new Set([...encrypted, ...handled, ...(all ? encryptedBy(all, scopes) : [])]);
  return hookOf(placeOf(object, handlers), encrypted, covered);
}

const ALL = "$allOperations";

interface Handler {
  name: string;
  key: TSESTree.Node;
  function: FunctionNode;
}

/** The properties that are handlers of operations: functions that are handed the `query` to go on with. */
function handlersOf(object: TSESTree.ObjectExpression, scopes: Scopes): Handler[] {
  return namedProperties(object).flatMap(({ name, property }) => {
    if (name !== ALL && !isWritingMethod(name)) return [];
    const handler = functionOf(property.value, scopes);
    return handler && takesQuery(handler) ? [{ name, key: property.key, function: handler }] : [];
  });
}

function functionOf(node: TSESTree.Node, scopes: Scopes): FunctionNode | null {
  const value = unwrap(node);
  if (isFunction(value)) return value;
  const binding = value.type === "Identifier" ? bindingOf(value, scopes) : null;
  if (binding?.kind === "function") return binding.node;
  const init = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : null;
  return init && isFunction(init) ? init : null;
}

/** `({ args, query }) => …`, `(params) => params.query(…)` */
function takesQuery({ params: [first], body }: FunctionNode): boolean {
  if (first?.type === "ObjectPattern") {
    return first.properties.some(
      (property) =>
        property.type === "Property" &&
        property.key.type === "Identifier" &&
        property.key.name === "query",
    );
  }
  if (first?.type !== "Identifier") return false;
  return someDescendant(body, (node) => isMemberOf(node, first.name, "query"));
}

function isMemberOf(node: TSESTree.Node, object: string, member: string): boolean {
  if (node.type !== "MemberExpression" || memberName(node) !== member) return false;
  const owner = unwrap(node.object);
  return owner.type === "Identifier" && owner.name === object;
}

/** What the extension does for all models besides: `$allModels` beside the model, `$allOperations` beside that. */
function handlersOfAll(object: TSESTree.ObjectExpression, scopes: Scopes): Handler[] {
  const models = object.parent.type === "Property" ? object.parent.parent : null;
  if (models?.type !== "ObjectExpression") return [];
  const all = propertyOf(models, "$allModels")?.value;
  const ofModels =
    all?.type === "ObjectExpression" && all !== object ? handlersOf(all, scopes) : [];
  return [...ofModels, ...handlersOf(models, scopes).filter(({ name }) => name === ALL)];
}

function operationsOf({ name }: Handler): readonly string[] {
  return name === ALL ? [] : [name];
}

function encryptedBy({ name, function: handler }: Handler, scopes: Scopes): readonly string[] {
  if (name !== ALL) return encryptsAnything(handler, scopes) ? [name] : [];
  return encryptingOperations(handler, WRITING_METHODS, scopes);
}

/** The model's key where the object stands behind one, else the key of the first handler. */
function placeOf(object: TSESTree.ObjectExpression, handlers: readonly Handler[]): TSESTree.Node {
  const [first] = handlers;
  const isAll = handlers.length === 1 && first?.name === ALL;
  if (object.parent.type === "Property" && !isAll) return object.parent.key;
  return first?.key ?? object;
}

/** A cheap test of a module: looking into all functions of one for what they do is not. */
export function mayHoldMiddleware(text: string): boolean {
  return /\.\s*action\b|["'`]action/.test(text);
}

/** The hook that a middleware is: `async (params, next) => { if (params.action === "create") … }`. */
export function hookOfMiddleware(middleware: FunctionNode, scopes: Scopes): EncryptionHook | null {
  const [params] = middleware.params;
  if (!params || !isMiddleware(middleware)) return null;
  const encrypted = encryptingOperations(middleware, WRITING_METHODS, scopes);
  return encrypted.length === 0 ? null : hookOf(params, new Set(encrypted), new Set(encrypted));
}

/** Whether a function looks at the action of its first parameter, and calls the second to go on. */
export function isMiddleware({ params: [params, next], body }: FunctionNode): boolean {
  if (params?.type !== "Identifier" || next?.type !== "Identifier") return false;
  return (
    someDescendant(body, (node) => isMemberOf(node, params.name, "action")) &&
    someDescendant(body, (node) => isCallOf(node, next.name))
  );
}

function isCallOf(node: TSESTree.Node, name: string): boolean {
  if (node.type !== "CallExpression" || methodCall(node)) return false;
  return node.callee.type === "Identifier" && node.callee.name === name;
}

function hookOf(
  node: TSESTree.Node,
  encrypted: ReadonlySet<string>,
  covered: ReadonlySet<string>,
): EncryptionHook {
  return {
    // A parameter's type is no part of its name.
    node,
    encrypted: WRITING_METHODS.filter((name) => encrypted.has(name)),
    missing: WRITING_METHODS.filter((name) => !covered.has(name)),
  };
}
