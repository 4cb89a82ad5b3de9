import type { TSESTree } from "@typescript-eslint/utils";
import { evaluateJson } from "./json-value.ts";
import { moduleScope, type ModuleScope } from "./module-scope.ts";
import { propertyOf, type StaticDynamic, type StaticValue } from "./static-value.ts";
import type { Module, ModuleReader, Range } from "./types.ts";

const MAX_MODULES = 50;
const MAX_STEPS = 20_000;

/** One evaluation: what it has read, and what it is in the middle of. */
export interface Context {
  reader: ModuleReader;
  /** By file, so that a cycle of imports comes back to the same nodes. */
  modules: Map<string, Module>;
  scopes: Map<string, ModuleScope>;
  values: Map<TSESTree.Node, Resolved>;
  /** Nodes, and exports as `file#name`, whose value is being found. */
  open: Set<TSESTree.Node | string>;
  depth: number;
  steps: number;
  evaluate: (node: TSESTree.Node, module: Module) => Resolved;
}

/** A whole module is no value, but its exports are reached through it. */
export type Resolved = StaticValue | { kind: "namespace"; module: Module };

/** A module where a value was asked for is none that we can read. */
export function asValue(
  resolved: Resolved,
  node: TSESTree.Node | null,
  module: Module,
): StaticValue {
  if (resolved.kind !== "namespace") return resolved;
  const reason = `the module \`${resolved.module.file}\` as a whole`;
  return { kind: "dynamic", reason, range: node?.range ?? [0, 0], file: module.file };
}

/** Counts work, so that hostile or generated input ends; no real map comes near the bound. */
export function withinBudget(steps: number, context: Context): boolean {
  context.steps += steps;
  return context.steps <= MAX_STEPS;
}

/** The member of an object, an enum or a module; null when there is none. */
export function memberOf(object: Resolved, key: string, context: Context): Resolved | null {
  if (object.kind === "namespace") return resolveExport(key, object.module, context);
  return object.kind === "object" ? propertyOf(object, key) : null;
}

function scopeOf(module: Module, context: Context): ModuleScope | null {
  if (!module.program) return null;
  let scope = context.scopes.get(module.file);
  if (!scope) {
    scope = moduleScope(module.program);
    context.scopes.set(module.file, scope);
  }
  return scope;
}

/**
 * What a module-level name stands for; null when the module does not define it. `reference` is where the
 * name is used, for what cannot be read; null for where it is bound.
 */
export function bindingValue(
  name: string,
  module: Module,
  reference: Range | null,
  context: Context,
): Resolved | null {
  const scope = scopeOf(module, context);
  const binding = scope?.bindings.get(name);
  if (!scope || !binding) return null;
  const at = reference ?? binding.range;
  switch (binding.kind) {
    case "const": {
      const value = context.evaluate(binding.init, module);
      const change = scope.changes.get(name);
      return change ? changed(value, name, change, module) : value;
    }
    case "property": {
      const value = context.evaluate(binding.init, module);
      const member = memberOf(value, binding.property, context);
      return member ?? unreadable(`\`${name}\`, which is not found,`, at, module);
    }
    case "enum":
      return context.evaluate(binding.node, module);
    case "import":
      return importedValue(name, binding, at, module, context);
    case "unreadable":
      return unreadable(binding.reason, at, module);
  }
}

function unreadable(reason: string, range: Range, module: Module): StaticDynamic {
  return { kind: "dynamic", reason, range, file: module.file };
}

/** A constant that later statements change is known only in part. */
function changed(value: Resolved, name: string, range: Range, module: Module): Resolved {
  const reason = `a change of \`${name}\``;
  const unread: StaticDynamic = { kind: "dynamic", reason, range, file: module.file };
  switch (value.kind) {
    case "array":
    case "set":
      return {
        ...value,
        elements: [...value.elements, { value: unread, written: range, item: null }],
      };
    case "object":
    case "map":
      return { ...value, unread: [...value.unread, { value: unread, written: range }] };
    default:
      return value;
  }
}

function importedValue(
  name: string,
  { specifier, imported }: { specifier: string; imported: string },
  at: Range,
  module: Module,
  context: Context,
): Resolved {
  const origin = `\`${name}\` from \`${specifier}\``;
  const target = readModule(specifier, module, context);
  if (!target) return unreadable(`${origin}, which cannot be found,`, at, module);
  if (imported === "*") return moduleAsValue(target, context);
  return (
    resolveExport(imported, target, context) ??
    unreadable(`${origin}, which does not export \`${imported}\`,`, at, module)
  );
}

function readModule(specifier: string, from: Module, context: Context): Module | null {
  if (context.modules.size >= MAX_MODULES) return null;
  const found = context.reader.resolve(specifier, from.file);
  if (!found) return null;
  const known = context.modules.get(found.file);
  if (known) return known;
  context.modules.set(found.file, found);
  return found;
}

/** What `require(specifier)` gives. */
export function requiredModule(
  specifier: string,
  at: Range,
  module: Module,
  context: Context,
): Resolved {
  const target = readModule(specifier, module, context);
  if (target) return moduleAsValue(target, context);
  return unreadable(`\`${specifier}\`, which cannot be found,`, at, module);
}

/** What `require()` and `import *` give: the assigned `module.exports`, a JSON file's value, or the exports. */
function moduleAsValue(module: Module, context: Context): Resolved {
  return resolveExport("export=", module, context) ?? { kind: "namespace", module };
}

/** The value exported under a name, through re-exports; null when there is no such export. */
export function resolveExport(name: string, module: Module, context: Context): Resolved | null {
  const visit = `${module.file}#${name}`;
  if (context.open.has(visit) || !withinBudget(1, context)) return null;
  context.open.add(visit);
  const value = resolveExportFresh(name, module, context);
  context.open.delete(visit);
  return value;
}

function resolveExportFresh(name: string, module: Module, context: Context): Resolved | null {
  const scope = scopeOf(module, context);
  if (!scope) {
    const whole = evaluateJson(module.text, module.file);
    return name === "default" || name === "export=" ? whole : memberOf(whole, name, context);
  }
  const exported = scope.exports.get(name);
  if (exported?.kind === "local") return bindingValue(exported.name, module, null, context);
  if (exported?.kind === "expression") return context.evaluate(exported.node, module);
  if (exported) return importedValue(name, exported, exported.range, module, context);
  return (
    exportOfWhole(name, scope, module, context) ?? exportThroughStar(name, scope, module, context)
  );
}

function exportOfWhole(
  name: string,
  scope: ModuleScope,
  module: Module,
  context: Context,
): Resolved | null {
  const whole = scope.exports.get("export=");
  if (whole?.kind !== "expression") return null;
  const value = context.evaluate(whole.node, module);
  return name === "default" ? value : memberOf(value, name, context);
}

function exportThroughStar(
  name: string,
  scope: ModuleScope,
  module: Module,
  context: Context,
): Resolved | null {
  // `export *` passes on everything but the default and what CommonJS assigns as a whole.
  if (name === "default" || name === "export=") return null;
  for (const specifier of scope.stars) {
    const target = readModule(specifier, module, context);
    const value = target && resolveExport(name, target, context);
    if (value) return value;
  }
  return null;
}
