/** Whether a query runs inside of a transaction, where that is certain. */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf, resolveConstant } from "./bindings.ts";
import type { Binding, Scopes } from "./bindings.ts";
import type { RawCall } from "./calls.ts";
import {
  classField,
  enclosingClass,
  isFunction,
  lastName,
  memberName,
  methodCall,
  unwrap,
} from "./expressions.ts";
import type { FunctionNode } from "./expressions.ts";
import { extendsClient, isTransactionCallback } from "./receivers.ts";

/** The client that a raw query is run on; null for an alias of its method. */
export function clientOf({ node }: Pick<RawCall, "node">): TSESTree.Node | null {
  const callee = unwrap(node.type === "TaggedTemplateExpression" ? node.tag : node.callee);
  return callee.type === "MemberExpression" ? callee.object : null;
}

// ---- inside ----------------------------------------------------------------------------------------------

/** The callback of `$transaction(async (tx) => …)` whose parameter the client is; null for any other client. */
export function transactionOf(client: TSESTree.Node, scopes: Scopes): FunctionNode | null {
  const value = resolveConstant(client, scopes);
  const binding = value.type === "Identifier" ? bindingOf(value, scopes) : null;
  if (binding?.kind !== "parameter" || binding.path?.length !== 0) return null;
  return isTransactionCallback(binding) ? binding.function : null;
}

/** The list of `$transaction([…])` that a query is an element of. */
export function batchOf(query: TSESTree.Node): TSESTree.ArrayExpression | null {
  const list = query.parent;
  if (list?.type !== "ArrayExpression") return null;
  const call = methodCall(list.parent);
  return call?.method === "$transaction" && call.arguments[0] === list ? list : null;
}

/** Whether a raw query certainly runs in a transaction, together with others. */
export function runsInTransaction(call: RawCall, scopes: Scopes): boolean {
  const client = clientOf(call);
  if (client && transactionOf(client, scopes)) return true;
  return batchOf(call.node) !== null;
}

// ---- outside ---------------------------------------------------------------------------------------------

/** Longer chains of aliases are not followed. */
const MAX_HOPS = 8;

/** `tx`, `trx`, `transactionClient`; `ctx` is one too, for what hangs on it may be anything. */
const TRANSACTION_NAME = /tx|trx|transaction/iu;

/** Types of clients that no transaction is assignable to. */
const CLIENT_TYPE = /(?:PrismaClient|Service)$/u;

/**
 * Whether a client is certainly none of a transaction: an import, a constant of the module, `this.prisma` with the
 * type of a client, `this` in a class that extends PrismaClient. Parameters are not, whatever they are called.
 */
export function isBareClient(node: TSESTree.Node, scopes: Scopes, hops = MAX_HOPS): boolean {
  if (hops === 0) return false;
  const value = unwrap(node);
  const isAlso = (other: TSESTree.Node) => isBareClient(other, scopes, hops - 1);
  switch (value.type) {
    case "Identifier": {
      const binding = TRANSACTION_NAME.test(value.name) ? null : bindingOf(value, scopes);
      return binding !== null && isBareBinding(binding, isAlso);
    }
    case "MemberExpression":
      return isBareMember(value, isAlso);
    case "ThisExpression":
      return extendsClient(value);
    case "NewExpression":
      return lastName(value.callee)?.endsWith("PrismaClient") === true;
    case "CallExpression": {
      const call = methodCall(value);
      return call?.method === "$extends" && isAlso(call.object);
    }
    case "LogicalExpression":
      return isAlso(value.left) && isAlso(value.right);
    default:
      return false;
  }
}

type Question = (node: TSESTree.Node) => boolean;

function isBareBinding(binding: Binding, isBare: Question): boolean {
  if (binding.kind === "import") return !TRANSACTION_NAME.test(binding.imported);
  if (binding.kind !== "variable") return false;
  const { init, writes, variable } = binding;
  if (isOfModule(variable.identifiers[0]) && writes.every(isOfModule)) {
    return !init || !isProxy(init);
  }
  return init !== null && writes.length === 0 && binding.path?.length === 0 && isBare(init);
}

/** No transaction is under way while a module is loaded. */
function isOfModule(node: TSESTree.Node | undefined): boolean {
  for (let current = node; current; current = current.parent) {
    if (isFunction(current) || current.type === "ClassBody") return false;
  }
  return node !== undefined;
}

/** A proxy may hand queries on to the transaction that is under way. */
function isProxy(node: TSESTree.Node): boolean {
  const value = unwrap(node);
  return value.type === "NewExpression" && lastName(value.callee) === "Proxy";
}

/** `this.prisma`, `this.prisma.client`, `db.prisma` */
function isBareMember(node: TSESTree.MemberExpression, isBare: Question): boolean {
  const name = memberName(node);
  if (name === null || TRANSACTION_NAME.test(name)) return false;
  if (unwrap(node.object).type !== "ThisExpression") return isBare(node.object);
  const owner = enclosingClass(node);
  if (!owner) return false;
  const field = classField(owner, name) ?? parameterField(owner, name);
  if (!field) return false;
  return isClientType(field.typeAnnotation) || (field.value !== null && isBare(field.value));
}

type Field = Pick<TSESTree.PropertyDefinition, "typeAnnotation" | "value">;

/** `constructor(private readonly prisma: PrismaService) {}` */
function parameterField(owner: TSESTree.Node, name: string): Field | null {
  if (owner.type !== "ClassDeclaration" && owner.type !== "ClassExpression") return null;
  for (const member of owner.body.body) {
    if (member.type !== "MethodDefinition" || member.kind !== "constructor") continue;
    for (const parameter of member.value.params) {
      if (parameter.type !== "TSParameterProperty") continue;
      const { parameter: declared } = parameter;
      if (declared.type !== "Identifier" || declared.name !== name) continue;
      return { typeAnnotation: declared.typeAnnotation, value: null };
    }
  }
  return null;
}

function isClientType(annotation: TSESTree.TSTypeAnnotation | undefined): boolean {
  const type = annotation?.typeAnnotation;
  if (type?.type !== "TSTypeReference") return false;
  const { typeName } = type;
  const name = typeName.type === "TSQualifiedName" ? typeName.right : typeName;
  if (name.type !== "Identifier" || TRANSACTION_NAME.test(name.name)) return false;
  return CLIENT_TYPE.test(name.name);
}

/** `@Transactional()` and the like may put a transaction under any client. */
function isDecoratedAsTransaction(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type !== "MethodDefinition" && current.type !== "ClassDeclaration") continue;
    const isOne = decoratorsOf(current).some(({ expression }) => {
      const called = unwrap(expression);
      const name = lastName(called.type === "CallExpression" ? called.callee : called);
      return name !== null && TRANSACTION_NAME.test(name);
    });
    if (isOne) return true;
  }
  return false;
}

/** None where a parser of JavaScript alone has made the tree. */
function decoratorsOf(node: { decorators?: TSESTree.Decorator[] }): readonly TSESTree.Decorator[] {
  return node.decorators ?? [];
}

/**
 * Whether a raw query certainly runs on its own: waited for where it is made, on a client that is none of a
 * transaction. A query that is returned or stored may still become part of one.
 */
export function runsAlone(call: RawCall, scopes: Scopes): boolean {
  const client = clientOf(call);
  if (!client || !isAwaited(call.node)) return false;
  return isBareClient(client, scopes) && !isDecoratedAsTransaction(call.node);
}

/** `await query`, `await query.catch(…)` */
function isAwaited(query: TSESTree.Node): boolean {
  const { parent } = query;
  if (parent?.type === "AwaitExpression") return true;
  if (parent?.type !== "MemberExpression" || parent.object !== query) return false;
  const name = memberName(parent);
  const isChained = name === "then" || name === "catch" || name === "finally";
  return isChained && parent.parent.type === "CallExpression" && isAwaited(parent.parent);
}
