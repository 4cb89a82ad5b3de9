/** What a name in JavaScript or TypeScript is bound to, by scope analysis. */

import type { TSESLint, TSESTree } from "@typescript-eslint/utils";

import { constantKey, isFunction, keyName, unwrap } from "./expressions.ts";
import type { FunctionNode } from "./expressions.ts";

export type Scopes = TSESLint.Scope.ScopeManager;
export type Variable = TSESLint.Scope.Variable;

/** A pattern's way from the value that is taken apart to the name: keys, and defaults passed on the way. */
interface Taken {
  /** `{ a: { b: name } }` gives `["a", "b"]`; empty for a plain name; null when a key cannot be read. */
  path: readonly string[] | null;
  /** Values that stand in where there is none, and the way on from them: in `{ a = "x" } = {}` both. */
  defaults: readonly { value: TSESTree.Expression; path: readonly string[] | null }[];
}

export type Binding =
  /** `init` is null for `let name;`. `writes` are later assignments, in source order. */
  | ({
      kind: "variable";
      init: TSESTree.Expression | null;
      writes: readonly TSESTree.Node[];
      variable: Variable;
    } & Taken)
  /** `for (const name of iterated)` */
  | ({ kind: "loop"; iterated: TSESTree.Expression; variable: Variable } & Taken)
  | ({
      kind: "parameter";
      function: FunctionNode;
      index: number;
      /** The parameter as written. */
      parameter: TSESTree.Parameter;
      writes: readonly TSESTree.Node[];
      variable: Variable;
    } & Taken)
  | { kind: "import"; source: string; imported: string }
  | { kind: "enum"; node: TSESTree.TSEnumDeclaration }
  | { kind: "function"; node: FunctionNode; variable: Variable }
  | { kind: "class"; node: TSESTree.ClassDeclaration | TSESTree.ClassExpression };

/** The variable that an identifier reads or writes; null for globals. */
export function variableOf(identifier: TSESTree.Identifier, scopes: Scopes): Variable | null {
  for (let scope = scopeAt(identifier, scopes); scope; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable) return variable.defs.length > 0 ? variable : null;
  }
  return null;
}

function scopeAt(node: TSESTree.Node, scopes: Scopes): TSESLint.Scope.Scope | null {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    const scope = scopes.acquire(current, true);
    if (scope) {
      return scope.type === "function-expression-name" ? (scope.childScopes[0] ?? scope) : scope;
    }
  }
  return scopes.globalScope;
}

/** What an identifier is bound to; null for globals, and for what is declared more than once. */
export function bindingOf(identifier: TSESTree.Identifier, scopes: Scopes): Binding | null {
  const variable = variableOf(identifier, scopes);
  const definition = variable?.defs.length === 1 ? variable.defs[0] : undefined;
  if (!variable || !definition) return null;
  const { node, name } = definition;
  switch (node.type) {
    case "VariableDeclarator":
      return declared(node, name, variable);
    case "TSEnumDeclaration":
      return { kind: "enum", node };
    case "ClassDeclaration":
    case "ClassExpression":
      return { kind: "class", node };
    case "ImportSpecifier":
      return imported(definition.parent, importedName(node.imported));
    case "ImportDefaultSpecifier":
      return imported(definition.parent, "default");
    case "ImportNamespaceSpecifier":
      return imported(definition.parent, "*");
    default:
      return isFunction(node) ? ofFunction(node, name, variable) : null;
  }
}

function imported(declaration: unknown, name: string): Binding | null {
  if (!isImport(declaration)) return null;
  return { kind: "import", source: declaration.source.value, imported: name };
}

function isImport(node: unknown): node is TSESTree.ImportDeclaration {
  return typeof node === "object" && node !== null && "source" in node && "specifiers" in node;
}

function importedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === "Identifier" ? node.name : node.value;
}

function declared(
  node: TSESTree.VariableDeclarator,
  name: TSESTree.Node,
  variable: Variable,
): Binding | null {
  const taken = takenFrom(node.id, name);
  if (!taken) return null;
  const loop = node.parent.parent;
  if (loop.type === "ForOfStatement" && loop.left === node.parent) {
    return { kind: "loop", iterated: loop.right, variable, ...taken };
  }
  if (loop.type === "ForInStatement" && loop.left === node.parent) return null;
  return { kind: "variable", init: node.init, writes: writesOf(variable), variable, ...taken };
}

/** Where a variable gets another value than the one it is declared with. */
function writesOf(variable: Variable): readonly TSESTree.Node[] {
  return variable.references
    .filter((reference) => reference.isWrite() && reference.init !== true)
    .map((reference) => reference.identifier);
}

function ofFunction(node: FunctionNode, name: TSESTree.Node, variable: Variable): Binding | null {
  if (node.id === name) return { kind: "function", node, variable };
  for (const [index, parameter] of node.params.entries()) {
    const taken = takenFrom(parameter, name);
    if (!taken) continue;
    const writes = writesOf(variable);
    return { kind: "parameter", function: node, index, parameter, writes, variable, ...taken };
  }
  return null;
}

/** The way through a pattern to the name that it binds; null when the name is not in it. */
function takenFrom(pattern: TSESTree.Node, name: TSESTree.Node): Taken | null {
  switch (pattern.type) {
    case "Identifier":
      return pattern === name ? { path: [], defaults: [] } : null;
    case "AssignmentPattern": {
      const taken = takenFrom(pattern.left, name);
      const here = taken && { value: pattern.right, path: taken.path };
      return here && { ...taken, defaults: [...taken.defaults, here] };
    }
    case "TSParameterProperty":
      return takenFrom(pattern.parameter, name);
    case "RestElement":
      return takenFrom(pattern.argument, name) && { path: null, defaults: [] };
    case "ObjectPattern":
      return firstTaken(pattern.properties, (property) =>
        property.type === "Property"
          ? under(keyName(property), takenFrom(property.value, name))
          : takenFrom(property, name),
      );
    case "ArrayPattern":
      return firstTaken(
        pattern.elements,
        (element, index) => element && under(String(index), takenFrom(element, name)),
      );
    default:
      return null;
  }
}

function firstTaken<Item>(
  items: readonly Item[],
  take: (item: Item, index: number) => Taken | null,
): Taken | null {
  for (const [index, item] of items.entries()) {
    const taken = take(item, index);
    if (taken) return taken;
  }
  return null;
}

function under(key: string | null, taken: Taken | null): Taken | null {
  if (!taken) return null;
  const path = key === null || taken.path === null ? null : [key, ...taken.path];
  return { ...taken, path };
}

/** The value of a name that is declared with one and never gets another; null otherwise. */
function constantValue(
  identifier: TSESTree.Identifier,
  scopes: Scopes,
): TSESTree.Expression | null {
  const binding = bindingOf(identifier, scopes);
  if (binding?.kind !== "variable" || binding.writes.length > 0) return null;
  return binding.path?.length === 0 ? binding.init : null;
}

/** Follows constant names to the expression they stand for; the expression itself when it is no such name. */
export function resolveConstant(node: TSESTree.Node, scopes: Scopes): TSESTree.Node {
  let current = unwrap(node);
  // A name can stand for a name; a bound keeps `const a = b; const b = a` from going round.
  for (let hops = 0; hops < 8 && current.type === "Identifier"; hops++) {
    const value = constantValue(current, scopes);
    if (!value) break;
    current = unwrap(value);
  }
  return current;
}

/** A string, number or template without interpolations, or a constant that stands for one. */
export function constantText(node: TSESTree.Node, scopes: Scopes): string | null {
  return constantKey(resolveConstant(node, scopes));
}
