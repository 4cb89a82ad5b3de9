import type { TSESTree } from "@typescript-eslint/utils";
import { arrayValue, collectionValue, enumValue, objectValue } from "./containers.ts";
import { calleeText, memberPath, moduleScope, requiredSpecifier } from "./module-scope.ts";
import {
  asValue,
  bindingValue,
  memberOf,
  requiredModule,
  resolveExport,
  type Context,
  type Resolved,
} from "./resolve.ts";
import { dynamic, placeOf, type StaticString, type StaticValue } from "./static-value.ts";
import type { Module, ModuleReader } from "./types.ts";

const MAX_DEPTH = 100;

/**
 * The value of an expression at the top level of `module`, as far as it can be known without running
 * anything: literals, constants, enums, `Object.freeze`, `new Set`, `new Map`, spreads, imports and
 * the names of Prisma's generated enums. Never throws; what cannot be known is `dynamic`.
 */
export function evaluate(node: TSESTree.Node, module: Module, reader: ModuleReader): StaticValue {
  return asValue(evaluateNode(node, module, newContext(module, reader)), node, module);
}

/**
 * The value of an export, or of an unexported module-level constant of that name; null when there is
 * none. In JSON, `default` is the whole file.
 */
export function evaluateExport(
  name: string,
  module: Module,
  reader: ModuleReader,
): StaticValue | null {
  const context = newContext(module, reader);
  const resolved =
    resolveExport(name, module, context) ?? bindingValue(name, module, null, context);
  return resolved && asValue(resolved, module.program, module);
}

/** The names that a module exports, with what `module.exports = { … }` holds. */
export function exportedNames(module: Module, reader: ModuleReader): string[] {
  if (!module.program) return [];
  const names = [...moduleScope(module.program).exports.keys()];
  const whole = names.includes("export=") ? evaluateExport("export=", module, reader) : null;
  const properties = whole?.kind === "object" ? whole.entries.map((entry) => entry.key) : [];
  return [...names.filter((name) => name !== "export="), ...properties];
}

/** The names of a module's constants, exported or not. */
export function constantNames({ program }: Module): string[] {
  if (!program) return [];
  return [...moduleScope(program).bindings].flatMap(([name, { kind }]) =>
    kind === "const" ? [name] : [],
  );
}

function newContext(module: Module, reader: ModuleReader): Context {
  const context: Context = {
    reader,
    modules: new Map([[module.file, module]]),
    scopes: new Map(),
    values: new Map(),
    open: new Set(),
    depth: 0,
    steps: 0,
    evaluate: (node, from) => evaluateNode(node, from, context),
  };
  return context;
}

function evaluateNode(node: TSESTree.Node, module: Module, context: Context): Resolved {
  const known = context.values.get(node);
  if (known) return known;
  if (context.open.has(node)) return dynamic(node, module, "a value that refers to itself");
  if (context.depth >= MAX_DEPTH) return dynamic(node, module, "a value nested too deeply");
  context.open.add(node);
  context.depth += 1;
  const value = evaluateFresh(node, module, context);
  context.depth -= 1;
  context.open.delete(node);
  context.values.set(node, value);
  return value;
}

function evaluateFresh(node: TSESTree.Node, module: Module, context: Context): Resolved {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "ChainExpression":
      return evaluateNode(node.expression, module, context);
    case "Literal":
      return literalValue(node, module);
    case "TemplateLiteral":
      return joined(node, templateParts(node), module, context);
    case "BinaryExpression":
      return node.operator === "+"
        ? joined(node, [node.left, node.right], module, context)
        : dynamic(node, module, "a computed value");
    case "Identifier":
      return node.name === "undefined"
        ? { kind: "scalar", value: null, ...placeOf(node, module) }
        : (bindingValue(node.name, module, node.range, context) ??
            dynamic(node, module, `\`${node.name}\`, which this module does not define,`));
    case "MemberExpression":
      return memberValue(node, module, context);
    case "ArrayExpression":
      return arrayValue(node, module, context);
    case "ObjectExpression":
      return objectValue(node, module, context);
    case "NewExpression":
      return collectionValue(node, module, context);
    case "CallExpression":
      return callValue(node, module, context);
    case "TSEnumDeclaration":
      return enumValue(node, module, context);
    default:
      return dynamic(node, module, describeNode(node));
  }
}

function describeNode(node: TSESTree.Node): string {
  switch (node.type) {
    case "ArrowFunctionExpression":
    case "FunctionExpression":
      return "a function";
    case "ConditionalExpression":
    case "LogicalExpression":
      return "a conditional value";
    default:
      return "a computed value";
  }
}

function literalValue(node: TSESTree.Literal, module: Module): StaticValue {
  const { value } = node;
  if (typeof value === "string") return { kind: "string", value, ...placeOf(node, module) };
  if (typeof value === "number" || typeof value === "boolean" || value === null) {
    return { kind: "scalar", value, ...placeOf(node, module) };
  }
  return dynamic(node, module, "a value that is no name");
}

function templateParts(node: TSESTree.TemplateLiteral): (TSESTree.Node | string)[] {
  return node.quasis.flatMap((quasi, index) => {
    const expression = node.expressions[index];
    const text = quasi.value.cooked ?? quasi.value.raw;
    return expression ? [text, expression] : [text];
  });
}

/** `"email" + "Hash"` and `` `${field}Hash` `` when each part is a known string. */
function joined(
  node: TSESTree.Node,
  parts: (TSESTree.Node | string)[],
  module: Module,
  context: Context,
): StaticValue {
  let text = "";
  for (const part of parts) {
    const value = typeof part === "string" ? part : evaluateNode(part, module, context);
    if (typeof value === "string") text += value;
    else if (value.kind === "string") text += value.value;
    else return dynamic(node, module, "a computed text");
  }
  return { kind: "string", value: text, ...placeOf(node, module) } satisfies StaticString;
}

const IDENTITY_CALLS = new Set(["Object.freeze", "Object.seal", "Object.preventExtensions"]);

function callValue(node: TSESTree.CallExpression, module: Module, context: Context): Resolved {
  const specifier = requiredSpecifier(node);
  if (specifier !== null) return requiredModule(specifier, node.range, module, context);
  const argument = node.arguments[0];
  if (argument && IDENTITY_CALLS.has(calleeText(node.callee))) {
    return evaluateNode(argument, module, context);
  }
  return dynamic(node, module, `a call of \`${calleeText(node.callee)}()\``);
}

function memberValue(node: TSESTree.MemberExpression, module: Module, context: Context): Resolved {
  const key = memberKey(node, module, context);
  if (key === null) return dynamic(node, module, "a computed member");
  const object = evaluateNode(node.object, module, context);
  const value = memberOf(object, key, context);
  if (value) return value;
  const generated = generatedName(node, module);
  if (generated) return generated;
  if (object.kind === "dynamic") return object;
  return dynamic(node, module, `\`${calleeText(node)}\`, which is not found,`);
}

function memberKey(
  node: TSESTree.MemberExpression,
  module: Module,
  context: Context,
): string | null {
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : null;
  const value = evaluateNode(node.property, module, context);
  return value.kind === "string" ? value.value : null;
}

/**
 * `Prisma.ModelName.Client` is `"Client"` and `Prisma.ClientScalarFieldEnum.ssn` is `"ssn"`: the generated
 * client declares both as objects whose values equal their keys, so that it need not be read.
 */
function generatedName(node: TSESTree.MemberExpression, module: Module): StaticString | null {
  const [object, name] = memberPath(node)?.slice(-2) ?? [];
  if (object === undefined || name === undefined) return null;
  if (object !== "ModelName" && !object.endsWith("ScalarFieldEnum")) return null;
  return { kind: "string", value: name, ...placeOf(node.property, module) };
}
