/**
 * What `prisma.config.ts` and `package.json` say of where the schema and the migrations are. The
 * configuration is read, never run: string literals, `path.join` and `path.resolve` of them, and templates.
 */

import { dirname, join, resolve } from "node:path";
import type { TSESTree } from "@typescript-eslint/types";

import { fromFile, listDirectory } from "./cache.ts";
import { parseModule } from "./modules.ts";

/** Where a project says its schema and migrations are; absolute paths, which need not exist. */
export interface Declaration {
  /** The file that says so. */
  declaredIn: string;
  schema: string | null;
  migrations: string | null;
  /** Tables and enums that Prisma Migrate leaves to others, as written: `public.users`. */
  external: readonly string[];
}

const CONFIG_NAME = /^prisma\.config\.[cm]?[jt]s$/u;
const DOT_CONFIG_NAME = /^prisma\.[cm]?[jt]s$/u;

function keyName(property: TSESTree.Property): string | null {
  if (property.computed) return null;
  if (property.key.type === "Identifier") return property.key.name;
  return String(property.key.value);
}

function member(object: TSESTree.Expression | null, name: string): TSESTree.Expression | null {
  if (object?.type !== "ObjectExpression") return null;
  for (const property of object.properties) {
    if (property.type !== "Property" || keyName(property) !== name) continue;
    return isExpression(property.value) ? property.value : null;
  }
  return null;
}

function isExpression(node: TSESTree.Property["value"]): node is TSESTree.Expression {
  return (
    node.type !== "AssignmentPattern" &&
    node.type !== "ArrayPattern" &&
    node.type !== "ObjectPattern" &&
    node.type !== "TSEmptyBodyFunctionExpression"
  );
}

function unwrap(node: TSESTree.Expression): TSESTree.Expression {
  if (node.type === "TSAsExpression" || node.type === "TSSatisfiesExpression") {
    return unwrap(node.expression);
  }
  return node;
}

function calleeName(call: TSESTree.CallExpression): string | null {
  const { callee } = call;
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return null;
  return callee.property.name;
}

/** `__dirname`, `import.meta.dirname`, `process.cwd()`: all the folder of the configuration, near enough. */
function isHere(node: TSESTree.Node): boolean {
  if (node.type === "Identifier") return node.name === "__dirname";
  if (node.type === "CallExpression") return calleeName(node) === "cwd";
  return (
    node.type === "MemberExpression" &&
    node.object.type === "MetaProperty" &&
    node.property.type === "Identifier" &&
    node.property.name === "dirname"
  );
}

function readPath(node: TSESTree.Node | null, folder: string): string | null {
  if (node === null) return null;
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (isHere(node)) return folder;
  if (node.type === "TemplateLiteral") return readTemplate(node, folder);
  if (node.type !== "CallExpression") return null;
  const name = calleeName(node);
  if (name !== "join" && name !== "resolve") return null;
  const parts = node.arguments.map((argument) => readPath(argument, folder));
  if (parts.includes(null)) return null;
  const known = parts.filter((part) => part !== null);
  return name === "join" ? join(...known) : resolve(folder, ...known);
}

function readTemplate(node: TSESTree.TemplateLiteral, folder: string): string | null {
  let path = "";
  for (const [index, quasi] of node.quasis.entries()) {
    path += quasi.value.cooked ?? quasi.value.raw;
    const expression = node.expressions[index];
    if (!expression) continue;
    const value = readPath(expression, folder);
    if (value === null) return null;
    path += value;
  }
  return path;
}

function topLevelValue(program: TSESTree.Program, name: string): TSESTree.Expression | null {
  for (const statement of program.body) {
    const declaration =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration") continue;
    for (const declarator of declaration.declarations) {
      if (declarator.id.type === "Identifier" && declarator.id.name === name) {
        return declarator.init;
      }
    }
  }
  return null;
}

function isModuleExports(node: TSESTree.Node): boolean {
  return (
    node.type === "MemberExpression" &&
    node.object.type === "Identifier" &&
    node.object.name === "module" &&
    node.property.type === "Identifier" &&
    node.property.name === "exports"
  );
}

function exportedValue(program: TSESTree.Program): TSESTree.Node | null {
  for (const statement of program.body) {
    if (statement.type === "ExportDefaultDeclaration") return statement.declaration;
    if (
      statement.type === "ExpressionStatement" &&
      statement.expression.type === "AssignmentExpression" &&
      isModuleExports(statement.expression.left)
    ) {
      return statement.expression.right;
    }
  }
  return null;
}

/** The object that the module exports, through `defineConfig(…)`, `satisfies` and one constant. */
function configObject(program: TSESTree.Program): TSESTree.ObjectExpression | null {
  let node: TSESTree.Node | null = exportedValue(program);
  for (let hop = 0; node !== null && hop < 5; hop++) {
    if (node.type === "ObjectExpression") return node;
    if (node.type === "Identifier") node = topLevelValue(program, node.name);
    else if (node.type === "CallExpression") node = node.arguments[0] ?? null;
    else if (node.type === "TSAsExpression" || node.type === "TSSatisfiesExpression") {
      node = unwrap(node);
    } else return null;
  }
  return null;
}

function nothingDeclared(path: string): Declaration {
  return { declaredIn: path, schema: null, migrations: null, external: [] };
}

/** `{ external: ["public.users"] }`. */
function externalNames(node: TSESTree.Expression | null): string[] {
  const list = member(node, "external");
  if (list?.type !== "ArrayExpression") return [];
  return list.elements.flatMap((element) =>
    element?.type === "Literal" && typeof element.value === "string" ? element.value : [],
  );
}

function readConfigModule(text: string, path: string): Declaration {
  const nothing = nothingDeclared(path);
  const module = parseModule(text, path);
  if (!module.ok) return nothing;
  const config = configObject(module.program);
  const folder = dirname(path);
  const absolute = (node: TSESTree.Expression | null): string | null => {
    const written = readPath(node, folder);
    return written === null ? null : resolve(folder, written);
  };
  return {
    declaredIn: path,
    schema: absolute(member(config, "schema")),
    migrations: absolute(member(member(config, "migrations"), "path")),
    external: [member(config, "tables"), member(config, "enums")].flatMap(externalNames),
  };
}

function readPackage(text: string, path: string): Declaration {
  const nothing = nothingDeclared(path);
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest !== "object" || manifest === null || !("prisma" in manifest))
      return nothing;
    const { prisma } = manifest;
    if (typeof prisma !== "object" || prisma === null || !("schema" in prisma)) return nothing;
    if (typeof prisma.schema !== "string") return nothing;
    return { ...nothing, schema: resolve(dirname(path), prisma.schema) };
  } catch {
    return nothing;
  }
}

/**
 * The declarations in a folder, the stronger first: `prisma.config.*`, `.config/prisma.*`,
 * `package.json#prisma.schema`. Only those that say something.
 */
export function declarationsIn(folder: string): Declaration[] {
  const { files, directories } = listDirectory(folder);
  const dotConfig = join(folder, ".config");
  const dotFiles = directories.includes(".config") ? listDirectory(dotConfig).files : [];
  const modules = [
    ...files.filter((name) => CONFIG_NAME.test(name)).map((name) => join(folder, name)),
    ...dotFiles.filter((name) => DOT_CONFIG_NAME.test(name)).map((name) => join(dotConfig, name)),
  ].map((path) => fromFile(path, readConfigModule));
  const manifest = files.includes("package.json")
    ? fromFile(join(folder, "package.json"), readPackage)
    : null;
  return [...modules, manifest]
    .filter((declaration) => declaration !== null)
    .filter(
      ({ schema, migrations, external }) =>
        schema !== null || migrations !== null || external.length > 0,
    );
}
