/** Recognising calls of Prisma Client: `<client>.<model>.<method>()`, and raw queries. */

import type { TSESTree } from "@typescript-eslint/utils";

import { computedOnce } from "../computed-once.ts";
import { accessorOf } from "../schema/accessor.ts";
import type { Model, SchemaModel } from "../schema/types.ts";
import { callArguments } from "./arguments.ts";
import type { CallArguments } from "./arguments.ts";
import { bindingOf, constantText } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { memberName, methodCall, unwrap } from "./expressions.ts";
import { isClientMethod } from "./methods.ts";
import type { ClientMethod } from "./methods.ts";
import { clientNames, delegateOf } from "./receivers.ts";

export interface ClientCall {
  node: TSESTree.CallExpression;
  /** The client's expression: `prisma`, `this.prisma`, `tx`. */
  client: TSESTree.Node;
  /** The model's name as written after the client, and its token. */
  accessor: string;
  accessorNode: TSESTree.Node;
  /** Null when the schema has no such model. */
  model: Model | null;
  method: ClientMethod;
  /** The method's token. */
  methodNode: TSESTree.Node;
  args: CallArguments;
}

const COMMON_NAMES = clientNames();

/**
 * The Prisma call that a call is; null for any other call, and for all of them without a schema.
 *
 * Cheap on what is no such call: the method's name is looked at first. `isClientName` tells names of clients;
 * see `clientNames`.
 */
export function clientCall(
  node: TSESTree.CallExpression,
  scopes: Scopes,
  schema: SchemaModel | null,
  isClientName: (name: string) => boolean = COMMON_NAMES,
): ClientCall | null {
  const callee = unwrap(node.callee);
  if (callee.type !== "MemberExpression" || !schema) return null;
  const method = memberName(callee);
  if (!isClientMethod(method)) return null;
  const delegate = delegateOf(callee.object, { scopes, isClientName });
  if (!delegate) return null;
  return {
    node,
    client: delegate.client,
    accessor: delegate.accessor,
    accessorNode: delegate.node,
    model: modelByAccessor(delegate.accessor, schema),
    method,
    methodNode: callee.property,
    args: callArguments(node, scopes),
  };
}

const accessors = new WeakMap<SchemaModel, ReadonlyMap<string, Model>>();

/** All models and views by the client's names for them. Kept per schema. */
function modelsByAccessor(schema: SchemaModel): ReadonlyMap<string, Model> {
  return computedOnce(accessors, schema, ({ models }) => {
    const queried = [...models.values()].filter((model) => model.kind !== "composite");
    return new Map(queried.map((model) => [accessorOf(model), model]));
  });
}

function modelByAccessor(accessor: string, schema: SchemaModel): Model | null {
  return modelsByAccessor(schema).get(accessor) ?? null;
}

// ---- raw queries -----------------------------------------------------------------------------------------

const RAW_METHODS = {
  $queryRaw: "queryRaw",
  $executeRaw: "executeRaw",
  $queryRawUnsafe: "queryRawUnsafe",
  $executeRawUnsafe: "executeRawUnsafe",
} as const;

type RawKind = (typeof RAW_METHODS)[keyof typeof RAW_METHODS];

export interface RawCall {
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;
  kind: RawKind;
  /** The method's name with its `$`. */
  method: string;
  /** The method's token; of an alias, the alias. */
  methodNode: TSESTree.Node;
  /** Called as a template's tag. */
  tagged: boolean;
  /** The template or the first argument; null when there is none. */
  text: TSESTree.Node | null;
  /** What is passed beside the text. */
  parameters: readonly TSESTree.CallExpressionArgument[];
}

function rawKind(name: string | null | undefined): RawKind | null {
  return name !== null && name !== undefined && Object.hasOwn(RAW_METHODS, name)
    ? RAW_METHODS[name as keyof typeof RAW_METHODS]
    : null;
}

/**
 * The raw query that a call or tagged template is; null for any other. The methods' names are their own proof,
 * so that no client is asked for. Aliases (`const run = prisma.$queryRawUnsafe`) are found by scope analysis.
 */
export function rawCall(
  node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
  scopes: Scopes,
): RawCall | null {
  const tagged = node.type === "TaggedTemplateExpression";
  const named = rawMethod(tagged ? node.tag : node.callee, scopes);
  const kind = rawKind(named?.method);
  if (!named || !kind) return null;
  const rest = tagged ? [] : node.arguments;
  return {
    node,
    kind,
    ...named,
    tagged,
    text: tagged ? node.quasi : (rest[0] ?? null),
    parameters: rest.slice(1),
  };
}

/** The raw method that a callee names, and where. */
function rawMethod(
  callee: TSESTree.Node,
  scopes: Scopes,
): { method: string; methodNode: TSESTree.Node } | null {
  const value = unwrap(callee);
  if (value.type === "MemberExpression") {
    const written = value.computed ? constantText(value.property, scopes) : memberName(value);
    return written?.startsWith("$") === true
      ? { method: written, methodNode: value.property }
      : null;
  }
  if (value.type !== "Identifier") return null;
  const method = aliasedMethod(value, scopes);
  return method === null ? null : { method, methodNode: value };
}

function aliasedMethod(node: TSESTree.Identifier, scopes: Scopes): string | null {
  const binding = bindingOf(node, scopes);
  if (binding?.kind !== "variable" || !binding.init || binding.writes.length > 0) return null;
  const [key, ...deeper] = binding.path ?? [];
  if (key !== undefined) return deeper.length === 0 ? key : null;
  const value = unwrap(binding.init);
  const bound = methodCall(value);
  const method = bound?.method === "bind" ? unwrap(bound.object) : value;
  return method.type === "MemberExpression" ? memberName(method) : null;
}

// ---- pieces of SQL ---------------------------------------------------------------------------------------

/**
 * `Prisma.sql` and `Prisma.raw`, also under another name: an import of `Prisma as P`, or `sqltag` and `raw`
 * of the client's runtime. The helper's name and token; null for anything else.
 */
export function sqlHelper(
  callee: TSESTree.Node,
  scopes: Scopes,
): { helper: "sql" | "raw" | "join"; node: TSESTree.Node } | null {
  const value = unwrap(callee);
  if (value.type === "MemberExpression") {
    const helper = helperName(memberName(value));
    return helper && isPrismaNamespace(value.object, scopes)
      ? { helper, node: value.property }
      : null;
  }
  if (value.type !== "Identifier") return null;
  const binding = bindingOf(value, scopes);
  if (binding?.kind !== "import" || !isSqlModule(binding.source)) return null;
  const helper = helperName(binding.imported);
  return helper && { helper, node: value };
}

function helperName(name: string | null): "sql" | "raw" | "join" | null {
  switch (name) {
    case "sql":
    case "sqltag":
      return "sql";
    case "raw":
    case "join":
      return name;
    default:
      return null;
  }
}

function isPrismaNamespace(node: TSESTree.Node, scopes: Scopes): boolean {
  const value = unwrap(node);
  if (value.type === "MemberExpression") return memberName(value) === "Prisma";
  if (value.type !== "Identifier") return false;
  if (value.name === "Prisma") return true;
  const binding = bindingOf(value, scopes);
  return binding?.kind === "import" && binding.imported === "Prisma";
}

/** Where `sql` and `raw` come from when not from `Prisma`. */
function isSqlModule(source: string): boolean {
  return source.startsWith("@prisma/client/runtime/") || source === "sql-template-tag";
}
