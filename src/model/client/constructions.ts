/**
 * Where a module constructs Prisma clients, and whether other modules get them from it. Read from the tree alone,
 * so that it serves for modules that nobody lints.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { moduleScope, requiredSpecifier } from "../encryption/module-scope.ts";
import type { ModuleScope } from "../encryption/module-scope.ts";
import { propertyOf } from "./arguments.ts";
import { descendantsOf } from "./descendants.ts";
import { isFunction, lastName, memberName, methodCall, unwrap } from "./expressions.ts";
import { returnsOf } from "./functions.ts";

export interface Construction {
  /** `PrismaClient` of `new PrismaClient(…)`. */
  callee: TSESTree.Node;
  /** What the class is imported from; null when that cannot be told. */
  source: string | null;
  /**
   * It is given a database of its own: `datasources`, `datasourceUrl`, the URL of a replica; or may be, by an adapter, and is
   * shared; or it is one that an extension of another client sends queries to.
   */
  hasOwnDatabase: boolean;
  /** Other modules get it from this one. */
  isShared: boolean;
}

export interface ClientUse {
  constructions: readonly Construction[];
  /** The module gives a client to others: one that it constructs, or a class that is one. */
  sharesClient: boolean;
  /** It exports nothing and ends by itself: a script that somebody runs. */
  isScript: boolean;
}

/** What a module does with the constructor of Prisma Client. */
export function readClientUse(program: TSESTree.Program): ClientUse {
  const nodes = [...descendantsOf(program)];
  const scope = moduleScope(program);
  const classes = clientClasses(nodes, scope);
  const found = nodes.flatMap((node) => {
    const source = node.type === "NewExpression" ? classOf(node.callee, classes) : undefined;
    return node.type === "NewExpression" && source !== undefined ? [{ node, source }] : [];
  });
  if (found.length === 0 && classes.size === 0) {
    return { constructions: [], sharesClient: false, isScript: false };
  }
  const given = valuesByName(nodes);
  const shared = sharedValues(given, scope);
  const handed = handedToExtensions(nodes, given);
  const constructions = found.map(({ node, source }) => ({
    callee: node.callee,
    source,
    hasOwnDatabase:
      has(node, DATABASES) ||
      (shared.has(node) && has(node, ["adapter"])) ||
      (handed.has(node) && !shared.has(node)) ||
      namesReplica(node),
    isShared: shared.has(node),
  }));
  return {
    constructions,
    sharesClient:
      constructions.some(({ isShared }) => isShared) ||
      [...shared].some((value) => isClientClass(value, classes)),
    isScript: isScript(nodes, scope),
  };
}

// ---- the class -------------------------------------------------------------------------------------------

/** Names that stand for the client's class in a module, each with what it is imported from. */
type ClientClasses = ReadonlyMap<string, string | null>;

const CLASS = "PrismaClient";

function clientClasses(nodes: readonly TSESTree.Node[], { bindings }: ModuleScope): ClientClasses {
  const classes = new Map<string, string | null>();
  for (const [name, binding] of bindings) {
    if (binding.kind === "import" && binding.imported === CLASS) {
      classes.set(name, binding.specifier);
    } else if (binding.kind === "property" && binding.property === CLASS) {
      const { init } = binding;
      classes.set(name, init.type === "CallExpression" ? requiredSpecifier(init) : null);
    }
  }
  for (const node of nodes) {
    if (node.type !== "ClassDeclaration" || !node.id || !node.superClass) continue;
    const source = classOf(node.superClass, classes);
    if (source !== undefined) classes.set(node.id.name, source);
  }
  return classes;
}

/** Where the client's class comes from; undefined for anything else. */
function classOf(node: TSESTree.Node, classes: ClientClasses): string | null | undefined {
  const value = unwrap(node);
  if (value.type === "Identifier") return classes.get(value.name);
  return value.type === "MemberExpression" && memberName(value) === CLASS ? null : undefined;
}

function isClientClass(node: TSESTree.Node, classes: ClientClasses): boolean {
  if (node.type !== "ClassDeclaration" && node.type !== "ClassExpression") return false;
  return node.superClass ? classOf(node.superClass, classes) !== undefined : false;
}

const DATABASES = ["datasources", "datasourceUrl"];

/** Whether a client is constructed with one of the options. */
function has({ arguments: [options] }: TSESTree.NewExpression, names: readonly string[]): boolean {
  if (options?.type !== "ObjectExpression") return false;
  return names.some((name) => propertyOf(options, name) !== null);
}

/** Whether a variable that says so leads to the database: `process.env.DATABASE_URL_REPLICA`, `env("READ_ONLY_DB_URL")`. */
function namesReplica({ arguments: [options] }: TSESTree.NewExpression): boolean {
  if (!options) return false;
  return [...descendantsOf(options)].some((node) => {
    if (node.type === "Identifier") return isReplica(node.name);
    return node.type === "Literal" && typeof node.value === "string" && isReplica(node.value);
  });
}

const READING: ReadonlySet<string> = new Set(["read", "reader", "readonly", "ro"]);
const PLACE: ReadonlySet<string> = new Set(["url", "uri", "dsn", "database", "db", "connection"]);

function isReplica(name: string): boolean {
  if (!/^\w+$/u.test(name)) return false;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/gu, "$1_$2")
    .toLowerCase()
    .split("_");
  if (!words.some((word) => PLACE.has(word))) return false;
  return words.some((word) => word === "replica" || READING.has(word));
}

/** What extensions are given, in lists and objects too: `$extends(readReplicas({ replicas: [replica] }))`. */
function handedToExtensions(
  nodes: readonly TSESTree.Node[],
  given: Given,
): ReadonlySet<TSESTree.Node> {
  const handed = new Set<TSESTree.Node>();
  const hand = (node: TSESTree.Node | null): void => {
    const value = node && unwrap(node);
    if (!value || handed.has(value)) return;
    handed.add(value);
    if (value.type === "CallExpression") value.arguments.forEach(hand);
    if (value.type === "ArrayExpression") value.elements.forEach(hand);
    if (value.type === "Identifier" || value.type === "ObjectExpression")
      valuesIn(value, given).forEach(hand);
  };
  for (const node of nodes) {
    const call = methodCall(node);
    if (call?.method === "$extends") call.arguments.forEach(hand);
  }
  return handed;
}

// ---- what is shared --------------------------------------------------------------------------------------

/** What is exported, past names, calls of the module's own functions and what a client is wrapped in. */
function sharedValues(given: Given, { exports }: ModuleScope): ReadonlySet<TSESTree.Node> {
  const shared = new Set<TSESTree.Node>();
  const share = (node: TSESTree.Node | null | undefined): void => {
    const value = node && unwrap(node);
    if (!value || shared.has(value)) return;
    shared.add(value);
    for (const inner of valuesIn(value, given)) share(inner);
  };
  for (const exported of exports.values()) {
    if (exported.kind === "expression") share(exported.node);
    if (exported.kind === "local") for (const value of given.get(exported.name) ?? []) share(value);
  }
  return shared;
}

type Given = ReadonlyMap<string, readonly TSESTree.Node[]>;

/** What each name of a module may stand for. Names of members count too: `globalThis.prisma = …`. */
function valuesByName(nodes: readonly TSESTree.Node[]): Given {
  const values = new Map<string, TSESTree.Node[]>();
  const add = (name: string | null | undefined, value: TSESTree.Node | null) => {
    if (name && value) values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (const node of nodes) {
    if (node.type === "VariableDeclarator") add(lastName(node.id), node.init);
    else if (node.type === "AssignmentExpression") add(lastName(node.left), node.right);
    else if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration")
      add(node.id?.name, node);
  }
  return values;
}

/** The values that a value hands on. */
function valuesIn(value: TSESTree.Node, given: Given): readonly (TSESTree.Node | null)[] {
  if (isFunction(value)) return returnsOf(value);
  switch (value.type) {
    case "Identifier":
      return given.get(value.name) ?? [];
    case "MemberExpression":
      return given.get(memberName(value) ?? "") ?? [];
    case "LogicalExpression":
      return [value.left, value.right];
    case "ConditionalExpression":
      return [value.consequent, value.alternate];
    case "AssignmentExpression":
      return [value.right];
    case "AwaitExpression":
      return [value.argument];
    case "ObjectExpression":
      return value.properties.map((property) =>
        property.type === "Property" ? property.value : property.argument,
      );
    case "CallExpression":
      return valuesOfCall(value);
    case "NewExpression":
      return lastName(value.callee) === "Proxy" ? value.arguments : [];
    case "ClassDeclaration":
    case "ClassExpression":
      return clientsOfClass(value);
    default:
      return [];
  }
}

/** Functions that give back what they are given, or what that makes: `singleton("db", () => new PrismaClient())`. */
const PASSING =
  /^(?:singleton|remember|memo\w*|once|cache\w*|global\w*|with\w+|wrap\w*|extend\w*|enhance\w*)$/iu;

function valuesOfCall(call: TSESTree.CallExpression): readonly TSESTree.Node[] {
  const method = methodCall(call);
  if (method) return method.method === "$extends" ? [method.object] : [];
  return PASSING.test(lastName(call.callee) ?? "") ? call.arguments : [call.callee];
}

/** Classes whose purpose is to hold a client: `PrismaService`, `Database`. */
const HOLDER =
  /^(?:Prisma|Database|Db|DB|DataSource)|(?:Prisma|Database|DB|DataSource)(?:Service|Client|Provider|Manager|Connection)?$/u;

function clientsOfClass({
  id,
  body,
}: TSESTree.ClassDeclaration | TSESTree.ClassExpression): TSESTree.Node[] {
  if (!HOLDER.test(id?.name ?? "")) return [];
  return [...descendantsOf(body)].filter(({ type }) => type === "NewExpression");
}

// ---- scripts ---------------------------------------------------------------------------------------------

const ENDS: ReadonlySet<string> = new Set(["$disconnect", "exit"]);
const SERVES: ReadonlySet<string> = new Set(["listen", "serve", "createServer", "schedule"]);

/** A module that exports nothing, closes its client, and does not stay to serve. */
function isScript(nodes: readonly TSESTree.Node[], { exports, stars }: ModuleScope): boolean {
  if (exports.size > 0 || stars.length > 0) return false;
  const called = new Set(
    nodes.map((node) => (node.type === "CallExpression" ? lastName(node.callee) : null)),
  );
  const calls = (names: ReadonlySet<string>) => [...names].some((name) => called.has(name));
  return calls(ENDS) && !calls(SERVES);
}
