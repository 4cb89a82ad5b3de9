import type { TSESTree } from "@typescript-eslint/utils";
import { calleeText } from "./module-scope.ts";
import { asValue, withinBudget, type Context } from "./resolve.ts";
import {
  dynamic,
  elementsOf,
  mapFromPairs,
  placeOf,
  standsIn,
  type StaticDynamic,
  type StaticElement,
  type StaticEntry,
  type StaticList,
  type StaticObject,
  type StaticString,
  type StaticValue,
} from "./static-value.ts";
import type { Module, WrittenList } from "./types.ts";

/** An array, with its spreads flattened in. */
export function arrayValue(
  node: TSESTree.ArrayExpression,
  module: Module,
  context: Context,
): StaticValue {
  const literal: WrittenList = { ...placeOf(node, module), items: [] };
  const elements: StaticElement[] = [];
  for (const item of node.elements) {
    if (!item) continue;
    const written = item.range;
    const index = literal.items.push(written) - 1;
    if (item.type === "SpreadElement") {
      const spread = spreadElements(item, module, context);
      elements.push(...spread.map(({ value }) => ({ value, written, item: null })));
    } else {
      const value = asValue(context.evaluate(item, module), item, module);
      elements.push({ value, written, item: index });
    }
    context.steps += 1;
  }
  return { kind: "array", elements, literal, ...placeOf(node, module) };
}

function spreadElements(
  node: TSESTree.SpreadElement,
  module: Module,
  context: Context,
): { value: StaticValue }[] {
  const value = asValue(context.evaluate(node.argument, module), node, module);
  const elements = elementsOf(value);
  if (!elements) {
    return [{ value: value.kind === "dynamic" ? value : dynamic(node, module, "this spread") }];
  }
  return withinBudget(elements.length, context)
    ? elements
    : [{ value: dynamic(node, module, "a list that grows too long") }];
}

/** An object, with its spreads flattened in. */
export function objectValue(
  node: TSESTree.ObjectExpression,
  module: Module,
  context: Context,
): StaticValue {
  const place = placeOf(node, module);
  const literal: WrittenList = { ...place, items: node.properties.map(({ range }) => range) };
  const object: StaticObject = { kind: "object", entries: [], unread: [], literal, ...place };
  node.properties.forEach((property, item) => {
    if (property.type === "SpreadElement") {
      spreadProperties(object, property, module, context);
      return;
    }
    const key = propertyKey(property, module, context);
    if (key.kind === "dynamic") {
      object.unread.push({ value: key, written: property.range });
      return;
    }
    object.entries.push({
      key: key.value,
      keyRange: key.range,
      file: module.file,
      value: asValue(context.evaluate(property.value, module), property.value, module),
      written: property.range,
      valueWritten: property.value.range,
      item,
    });
    context.steps += 1;
  });
  return object;
}

function propertyKey(
  property: TSESTree.Property,
  module: Module,
  context: Context,
): StaticString | StaticDynamic {
  const { key } = property;
  if (!property.computed && key.type === "Identifier") {
    return { kind: "string", value: key.name, ...placeOf(key, module) };
  }
  const value = asValue(context.evaluate(key, module), key, module);
  if (value.kind === "string") {
    // A key through a constant is reported where it is used, not where the constant stands.
    const place = placeOf(key, module);
    return standsIn(value, place) ? value : { ...value, ...place };
  }
  if (value.kind === "scalar") {
    return { kind: "string", value: String(value.value), ...placeOf(key, module) };
  }
  return value.kind === "dynamic" ? value : dynamic(key, module, "a computed key");
}

function spreadProperties(
  object: StaticObject,
  node: TSESTree.SpreadElement,
  module: Module,
  context: Context,
): void {
  const value = asValue(context.evaluate(node.argument, module), node, module);
  const written = node.range;
  if (value.kind === "scalar") return;
  if (value.kind !== "object") {
    const unread = value.kind === "dynamic" ? value : dynamic(node, module, "this spread");
    object.unread.push({ value: unread, written });
    return;
  }
  if (!withinBudget(value.entries.length, context)) {
    object.unread.push({ value: dynamic(node, module, "an object that grows too large"), written });
    return;
  }
  for (const entry of value.entries) {
    const brought: StaticEntry = { ...entry, written, valueWritten: written, item: null };
    object.entries.push(brought);
  }
  for (const unread of value.unread) object.unread.push({ value: unread.value, written });
}

/** `new Set([…])` and `new Map([[…]])`. */
export function collectionValue(
  node: TSESTree.NewExpression,
  module: Module,
  context: Context,
): StaticValue {
  const place = placeOf(node, module);
  const kind = node.callee.type === "Identifier" ? node.callee.name : null;
  if (kind !== "Set" && kind !== "Map") {
    return dynamic(node, module, `a new \`${calleeText(node.callee)}\``);
  }
  const argument = node.arguments[0];
  const source = argument ? asValue(context.evaluate(argument, module), node, module) : null;
  const elements = source ? elementsOf(source) : [];
  if (source && !elements) {
    return source.kind === "dynamic"
      ? source
      : dynamic(node, module, `the content of this ${kind}`);
  }
  const literal = source && "literal" in source ? source.literal : null;
  if (kind === "Map") return mapFromPairs(elements ?? [], literal, place);
  return { kind: "set", elements: elements ?? [], literal, ...place } satisfies StaticList;
}

/** An enum as an object; a member without initializer is some number. */
export function enumValue(
  node: TSESTree.TSEnumDeclaration,
  module: Module,
  context: Context,
): StaticObject {
  const object: StaticObject = {
    kind: "object",
    entries: [],
    unread: [],
    literal: null,
    ...placeOf(node, module),
  };
  for (const member of enumMembers(node)) {
    const { id, initializer } = member;
    object.entries.push({
      key: id.type === "Identifier" ? id.name : id.value,
      keyRange: id.range,
      file: module.file,
      value: initializer
        ? asValue(context.evaluate(initializer, module), initializer, module)
        : { kind: "scalar", value: 0, ...placeOf(id, module) },
      written: member.range,
      valueWritten: member.range,
      item: null,
    });
  }
  return object;
}

/** typescript-eslint wraps the members in a body, Babel 7 does not. */
function enumMembers(node: {
  body?: TSESTree.TSEnumBody;
  members?: TSESTree.TSEnumMember[];
}): TSESTree.TSEnumMember[] {
  return node.body?.members ?? node.members ?? [];
}
