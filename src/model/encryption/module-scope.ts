import type { TSESTree } from "@typescript-eslint/utils";
import type { Range } from "./types.ts";

/** What a name at the top level of a module stands for. `range` is where it is bound. */
export type Binding = { range: Range } & (
  | { kind: "const"; init: TSESTree.Expression }
  | { kind: "property"; init: TSESTree.Expression; property: string }
  | { kind: "import"; specifier: string; imported: string }
  | { kind: "enum"; node: TSESTree.TSEnumDeclaration }
  | { kind: "unreadable"; reason: string }
);

/** What a module exports under a name. `imported` is `"*"` for a whole namespace. */
export type Export =
  | { kind: "local"; name: string }
  | { kind: "expression"; node: TSESTree.Expression }
  | { kind: "from"; specifier: string; imported: string; range: Range };

export interface ModuleScope {
  bindings: Map<string, Binding>;
  /** ES exports, and `exports.x = …`. `module.exports = …` and `export = …` are `"export="`. */
  exports: Map<string, Export>;
  /** Specifiers of `export * from "…"`. */
  stars: string[];
  /** Names that a top-level statement changes after their declaration, with the first such statement. */
  changes: Map<string, Range>;
}

/** Reads the top level of a module, in one pass and without entering functions. */
export function moduleScope(program: TSESTree.Program): ModuleScope {
  const scope: ModuleScope = {
    bindings: new Map(),
    exports: new Map(),
    stars: [],
    changes: new Map(),
  };
  for (const statement of program.body) readStatement(scope, statement);
  return scope;
}

/** The names of `a.b.c` from the root on; null for anything but plain, uncomputed member access. */
export function memberPath(node: TSESTree.Node): string[] | null {
  const names: string[] = [];
  let current = node;
  while (current.type === "MemberExpression") {
    if (current.computed || current.property.type !== "Identifier") return null;
    names.unshift(current.property.name);
    current = current.object;
  }
  if (current.type !== "Identifier") return null;
  return [current.name, ...names];
}

/** `"./x"` in `require("./x")`. */
export function requiredSpecifier(node: TSESTree.CallExpression): string | null {
  if (node.callee.type !== "Identifier" || node.callee.name !== "require") return null;
  const argument = node.arguments[0];
  return argument ? stringLiteral(argument) : null;
}

/** `a.b` or a method's name, to speak of what is called. */
export function calleeText(callee: TSESTree.Node): string {
  const path = memberPath(callee);
  if (path) return path.join(".");
  const isMethod = callee.type === "MemberExpression" && callee.property.type === "Identifier";
  return isMethod && !callee.computed ? callee.property.name : "function";
}

function readStatement(scope: ModuleScope, statement: TSESTree.ProgramStatement): void {
  switch (statement.type) {
    case "ImportDeclaration": {
      readImport(scope, statement);
      return;
    }
    case "ExportNamedDeclaration": {
      readNamedExport(scope, statement);
      return;
    }
    case "ExportDefaultDeclaration": {
      readDefaultExport(scope, statement.declaration);
      return;
    }
    case "ExportAllDeclaration":
      if (statement.exported) {
        scope.exports.set(moduleName(statement.exported), {
          kind: "from",
          specifier: statement.source.value,
          imported: "*",
          range: statement.range,
        });
      } else {
        scope.stars.push(statement.source.value);
      }
      return;
    case "TSExportAssignment":
      scope.exports.set("export=", { kind: "expression", node: statement.expression });
      return;
    case "TSImportEqualsDeclaration": {
      readImportEquals(scope, statement);
      return;
    }
    case "ExpressionStatement": {
      readExpression(scope, statement.expression);
      return;
    }
    default:
      readDeclaration(scope, statement);
  }
}

function readImport(scope: ModuleScope, node: TSESTree.ImportDeclaration): void {
  const specifier = node.source.value;
  for (const item of node.specifiers) {
    const imported =
      item.type === "ImportSpecifier"
        ? moduleName(item.imported)
        : item.type === "ImportDefaultSpecifier"
          ? "default"
          : "*";
    scope.bindings.set(item.local.name, { kind: "import", specifier, imported, range: item.range });
  }
}

function readImportEquals(scope: ModuleScope, node: TSESTree.TSImportEqualsDeclaration): void {
  if (node.moduleReference.type !== "TSExternalModuleReference") return;
  const specifier = stringLiteral(node.moduleReference.expression);
  if (specifier === null) return;
  scope.bindings.set(node.id.name, { kind: "import", specifier, imported: "*", range: node.range });
}

function readNamedExport(scope: ModuleScope, node: TSESTree.ExportNamedDeclaration): void {
  if (node.declaration) {
    for (const name of readDeclaration(scope, node.declaration)) {
      scope.exports.set(name, { kind: "local", name });
    }
  }
  for (const item of node.specifiers) {
    const local = moduleName(item.local);
    const exported: Export = node.source
      ? { kind: "from", specifier: node.source.value, imported: local, range: item.range }
      : { kind: "local", name: local };
    scope.exports.set(moduleName(item.exported), exported);
  }
}

function readDefaultExport(
  scope: ModuleScope,
  declaration: TSESTree.ExportDefaultDeclaration["declaration"],
): void {
  switch (declaration.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSInterfaceDeclaration":
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
    case "TSDeclareFunction":
    case "TSTypeAliasDeclaration":
    case "VariableDeclaration":
      for (const name of readDeclaration(scope, declaration)) {
        scope.exports.set("default", { kind: "local", name });
      }
      return;
    default:
      scope.exports.set("default", { kind: "expression", node: declaration });
  }
}

/** Binds what a declaration declares; returns the names. Types and namespaces bind no value that we read. */
function readDeclaration(scope: ModuleScope, node: TSESTree.Node): string[] {
  switch (node.type) {
    case "VariableDeclaration":
      return node.declarations.flatMap((one) => readDeclarator(scope, one, node.kind));
    case "TSEnumDeclaration":
      scope.bindings.set(node.id.name, { kind: "enum", node, range: node.id.range });
      return [node.id.name];
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "TSDeclareFunction": {
      if (!node.id) return [];
      const what = node.type === "ClassDeclaration" ? "class" : "function";
      const reason = `\`${node.id.name}\`, a ${what}`;
      scope.bindings.set(node.id.name, { kind: "unreadable", reason, range: node.id.range });
      return [node.id.name];
    }
    default:
      return [];
  }
}

function readDeclarator(
  scope: ModuleScope,
  { id, init }: TSESTree.VariableDeclarator,
  kind: TSESTree.VariableDeclaration["kind"],
): string[] {
  const unreadable = declaratorProblem(init, kind);
  if (id.type === "Identifier") {
    scope.bindings.set(
      id.name,
      init && !unreadable
        ? { kind: "const", init, range: id.range }
        : { kind: "unreadable", reason: `\`${id.name}\`, ${unreadable}`, range: id.range },
    );
    return [id.name];
  }
  if (id.type !== "ObjectPattern" || !init || unreadable) return [];
  return id.properties.flatMap((property) => {
    if (property.type !== "Property" || property.computed) return [];
    if (property.key.type !== "Identifier" || property.value.type !== "Identifier") return [];
    const { name } = property.value;
    scope.bindings.set(name, {
      kind: "property",
      init,
      property: property.key.name,
      range: property.range,
    });
    return [name];
  });
}

function declaratorProblem(
  init: TSESTree.Expression | null,
  kind: TSESTree.VariableDeclaration["kind"],
): string | null {
  if (kind !== "const") return `declared with \`${kind}\` and not with \`const\`,`;
  return init ? null : "which has no initial value,";
}

/** CommonJS exports, and changes to a constant's content. */
function readExpression(scope: ModuleScope, node: TSESTree.Expression): void {
  if (node.type === "AssignmentExpression" && readCommonJsExport(scope, node)) return;
  const changed = changedName(node);
  if (changed !== null && !scope.changes.has(changed)) scope.changes.set(changed, node.range);
}

function readCommonJsExport(scope: ModuleScope, node: TSESTree.AssignmentExpression): boolean {
  const path = memberPath(node.left);
  if (!path) return false;
  const exported = path[0] === "module" && path[1] === "exports" ? path.slice(2) : path.slice(1);
  if (path[0] !== "exports" && !(path[0] === "module" && path[1] === "exports")) return false;
  if (exported.length > 1) return false;
  scope.exports.set(exported[0] ?? "export=", { kind: "expression", node: node.right });
  return true;
}

const CHANGING_METHODS = new Set([
  "add",
  "clear",
  "delete",
  "pop",
  "push",
  "set",
  "shift",
  "splice",
  "unshift",
]);

/** `MAP` in `MAP.Client = …`, `delete MAP.Client`, `MAP.Client.push(…)` and `Object.assign(MAP, …)`. */
function changedName(node: TSESTree.Expression): string | null {
  switch (node.type) {
    case "AssignmentExpression":
      return node.left.type === "MemberExpression" ? rootName(node.left) : null;
    case "UnaryExpression":
      return node.operator === "delete" ? rootName(node.argument) : null;
    case "CallExpression": {
      const path = memberPath(node.callee);
      const first = node.arguments[0];
      if (path?.join(".") === "Object.assign") return first ? rootName(first) : null;
      const method = node.callee.type === "MemberExpression" ? node.callee.property : null;
      if (method?.type !== "Identifier" || !CHANGING_METHODS.has(method.name)) return null;
      return rootName(node.callee);
    }
    default:
      return null;
  }
}

function rootName(node: TSESTree.Node): string | null {
  let current = node;
  for (;;) {
    if (current.type === "MemberExpression") current = current.object;
    else if (current.type === "TSNonNullExpression") current = current.expression;
    else if (current.type === "ChainExpression") current = current.expression;
    else return current.type === "Identifier" ? current.name : null;
  }
}

function moduleName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === "Identifier" ? node.name : node.value;
}

function stringLiteral(node: TSESTree.Node): string | null {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : null;
}
