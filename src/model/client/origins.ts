/**
 * Where a value comes from: the literals and other expressions in this file that a name, a member, a parameter
 * or a call of a local function can stand for.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf, variableOf } from "./bindings.ts";
import type { Binding, Scopes } from "./bindings.ts";
import {
  classField,
  constantKey,
  enclosingClass,
  isFunction,
  keyName,
  lastName,
  memberName,
  methodCall,
  unwrap,
} from "./expressions.ts";
import { argumentsFor, calledFunction, iteratedBy, returnsOf } from "./functions.ts";

/**
 * Expressions that a value may be: literals, templates, calls, and whatever else is no reference. Imported
 * names and what is reached through them stand for themselves, and so does an assignment that adds to a text
 * (`sql += …`). Null when the value may come from elsewhere. A value that is missing has no origin at all.
 */
export type Origins = readonly TSESTree.Node[] | null;

/** One question about a value, and what has been looked at for it. */
export interface Tracing {
  scopes: Scopes;
  /** Counts down, so that tangled or generated code ends. */
  budget: { steps: number };
  /** Names being followed: one that leads back to itself adds nothing. */
  open: Set<TSESTree.Node>;
  /** Whether a name or member is known to be harmless where it stands: it is then an origin of its own. */
  isSettled: (node: TSESTree.Node) => boolean;
}

const MAX_STEPS = 2_000;

export function startTracing(
  scopes: Scopes,
  isSettled: (node: TSESTree.Node) => boolean = () => false,
): Tracing {
  return { scopes, budget: { steps: MAX_STEPS }, open: new Set(), isSettled };
}

function union<Item>(items: readonly Item[], originsOfItem: (item: Item) => Origins): Origins {
  const all: TSESTree.Node[] = [];
  for (const item of items) {
    const origins = originsOfItem(item);
    if (!origins) return null;
    all.push(...origins);
  }
  return all;
}

/** What an expression may stand for; see `Origins`. */
export function originsOf(node: TSESTree.Node, tracing: Tracing): Origins {
  if (tracing.budget.steps-- <= 0) return null;
  const value = unwrap(node);
  if (tracing.open.has(value)) return [];
  tracing.open.add(value);
  const origins = originsOfValue(value, tracing);
  tracing.open.delete(value);
  if (origins) return origins;
  const isReference = value.type === "Identifier" || value.type === "MemberExpression";
  return isReference && tracing.isSettled(value) ? [value] : null;
}

function originsOfValue(value: TSESTree.Node, tracing: Tracing): Origins {
  switch (value.type) {
    case "Identifier":
      return originsOfName(value, tracing);
    case "MemberExpression":
      return originsOfMember(value, tracing);
    case "ConditionalExpression":
      return union([value.consequent, value.alternate], (branch) => originsOf(branch, tracing));
    case "LogicalExpression":
      // What `a && b` gives when `a` fails is empty: "", 0, null, undefined.
      if (value.operator === "&&") return originsOf(value.right, tracing);
      return union([value.left, value.right], (side) => originsOf(side, tracing));
    case "AwaitExpression":
      return originsOf(value.argument, tracing);
    case "CallExpression":
      return originsOfCall(value, tracing);
    default:
      return [value];
  }
}

function originsOfCall(node: TSESTree.CallExpression, tracing: Tracing): Origins {
  const call = methodCall(node);
  const [first] = node.arguments;
  if (call?.method === "freeze" && first) return originsOf(first, tracing);
  if (call?.method === "find") return elementsOf(call.object, [], tracing);
  if (call?.method === "get") return originsOfEntry(call.object, tracing);
  const callee = calledFunction(node, tracing.scopes);
  if (!callee || callee.generator) return [node];
  return union(returnsOf(callee), (returned) => originsOf(returned, tracing));
}

/** `MAP.get(key)` of a `new Map([[key, value], …])`. */
function originsOfEntry(map: TSESTree.Node, tracing: Tracing): Origins {
  const owners = originsOf(map, tracing);
  return owners && union(owners, (owner) => elementsOf(owner, ["1"], tracing));
}

// ---- names -----------------------------------------------------------------------------------------------

/** Whether an identifier names a property of an object literal: a text that is written in the source. */
export function isPropertyKey(node: TSESTree.Identifier): boolean {
  return node.parent.type === "Property" && node.parent.key === node && !node.parent.computed;
}

function originsOfName(node: TSESTree.Identifier, tracing: Tracing): Origins {
  if (node.name === "undefined" || isPropertyKey(node)) return [node];
  const binding = bindingOf(node, tracing.scopes);
  switch (binding?.kind) {
    case "import":
      return [node];
    case "enum":
    case "class":
      return [binding.node];
    case "loop":
      return (
        binding.path &&
        withDefaults(elementsOf(binding.iterated, binding.path, tracing), binding, tracing)
      );
    case "variable":
      return originsOfVariable(binding, tracing);
    case "parameter":
      return originsOfParameter(binding, tracing);
    default:
      return null;
  }
}

type Taken = Pick<Extract<Binding, { kind: "variable" }>, "path" | "defaults">;

function withDefaults(origins: Origins, { defaults }: Taken, tracing: Tracing): Origins {
  const others = union(defaults, ({ value, path }) => path && originsAt(value, path, tracing));
  return origins && others && [...origins, ...others];
}

function originsOfVariable(
  binding: Extract<Binding, { kind: "variable" }>,
  tracing: Tracing,
): Origins {
  const { init, path, writes } = binding;
  if (!path) return null;
  const first = init ? union([init], (value) => originsAt(value, path, tracing)) : [];
  const later = union(writes, (write) => originsOfWrite(write, tracing));
  const all = first && later && [...first, ...later];
  return withDefaults(all, binding, tracing);
}

/** What an assignment to a name gives it. */
function originsOfWrite(name: TSESTree.Node, tracing: Tracing): Origins {
  const assignment = name.parent;
  if (assignment?.type === "UpdateExpression") return [assignment];
  if (assignment?.type !== "AssignmentExpression" || assignment.left !== name) return null;
  switch (assignment.operator) {
    case "=":
    case "??=":
    case "||=":
    case "&&=":
      return originsOf(assignment.right, tracing);
    default:
      return [assignment];
  }
}

function originsOfParameter(
  binding: Extract<Binding, { kind: "parameter" }>,
  tracing: Tracing,
): Origins {
  const { path, index, writes } = binding;
  if (!path) return null;
  const list = index === 0 ? iteratedBy(binding.function) : null;
  const given = list
    ? elementsOf(list, path, tracing)
    : originsOfArguments(argumentsFor(binding, tracing.scopes), path, tracing);
  const later = union(writes, (write) => originsOfWrite(write, tracing));
  return withDefaults(given && later && [...given, ...later], binding, tracing);
}

function originsOfArguments(
  given: readonly TSESTree.Node[] | null,
  path: readonly string[],
  tracing: Tracing,
): Origins {
  return given && union(given, (argument) => originsAt(argument, path, tracing));
}

// ---- members ---------------------------------------------------------------------------------------------

/** What stands at the end of a path of keys inside a value. */
function originsAt(node: TSESTree.Node, path: readonly string[], tracing: Tracing): Origins {
  let origins = originsOf(node, tracing);
  for (const key of path) origins = origins && membersOf(origins, key, tracing);
  return origins;
}

function originsOfMember(node: TSESTree.MemberExpression, tracing: Tracing): Origins {
  const name = memberName(node) ?? (node.computed ? keyOf(node.property, tracing) : null);
  // How many there are says nothing of what they are.
  if (name === "length") return [node];
  if (unwrap(node.object).type === "ThisExpression") return fieldOrigins(node, name, tracing);
  const owners = originsOf(node.object, tracing);
  if (owners?.length === 1 && owners[0] && isImported(owners[0], tracing)) return [node];
  return owners && membersOf(owners, name, tracing);
}

/** The key in `MAP[key]` where `key` is a constant. */
function keyOf(node: TSESTree.Node, tracing: Tracing): string | null {
  const origins = originsOf(node, tracing);
  const [only] = origins ?? [];
  return origins?.length === 1 && only ? constantKey(only) : null;
}

/** Whether an origin is an imported name, or reached through one. */
export function isImported(origin: TSESTree.Node, tracing: Tracing): boolean {
  let root = unwrap(origin);
  while (root.type === "MemberExpression") root = unwrap(root.object);
  if (root.type !== "Identifier" || isPropertyKey(root)) return false;
  return bindingOf(root, tracing.scopes)?.kind === "import";
}

/** `this.field` and `Class.field`: only what a class declares as `readonly`. */
function fieldOrigins(
  node: TSESTree.MemberExpression,
  name: string | null,
  tracing: Tracing,
): Origins {
  const owner = enclosingClass(node);
  return owner && name !== null ? readonlyField(owner, name, tracing) : null;
}

function readonlyField(
  owner: TSESTree.ClassDeclaration | TSESTree.ClassExpression,
  name: string,
  tracing: Tracing,
): Origins {
  const field = classField(owner, name);
  return field?.readonly && field.value ? originsOf(field.value, tracing) : null;
}

/** The members under a key; all of them when the key is only known at run time. */
function membersOf(
  owners: readonly TSESTree.Node[],
  name: string | null,
  tracing: Tracing,
): Origins {
  return union(owners, (owner) => {
    switch (owner.type) {
      case "ObjectExpression":
        return isChanged(owner, tracing) ? null : propertiesOf(owner, name, tracing);
      case "ArrayExpression":
        return name !== null && !/^\d+$/u.test(name)
          ? null
          : elementsOfLiteral(owner, name === null ? null : Number(name), tracing);
      case "TSEnumDeclaration":
        return owner.body.members.filter(
          (member) => name === null || keyName({ key: member.id, computed: false }) === name,
        );
      case "ClassDeclaration":
      case "ClassExpression":
        return name === null ? null : readonlyField(owner, name, tracing);
      default:
        return null;
    }
  });
}

function propertiesOf(
  owner: TSESTree.ObjectExpression,
  name: string | null,
  tracing: Tracing,
): Origins {
  return union(owner.properties, (property) => {
    if (property.type === "SpreadElement") {
      const spread = originsOf(property.argument, tracing);
      return spread && membersOf(spread, name, tracing);
    }
    const key = property.computed ? keyOf(property.key, tracing) : keyName(property);
    if (name !== null && key !== null && key !== name) return [];
    return originsOf(property.value, tracing);
  });
}

/** Whether properties are set on an object after its literal. */
function isChanged(literal: TSESTree.Node, tracing: Tracing): boolean {
  return referencesTo(literal, tracing).some((reference) => {
    const member = reference.parent;
    if (member?.type !== "MemberExpression" || member.object !== reference) return false;
    return member.parent.type === "AssignmentExpression" && member.parent.left === member;
  });
}

/** Where the name that a literal is the value of is used. */
function referencesTo(literal: TSESTree.Node, { scopes }: Tracing): TSESTree.Node[] {
  let holder: TSESTree.Node | undefined = literal.parent;
  while (holder && unwrap(holder) === literal) holder = holder.parent;
  if (holder?.type !== "VariableDeclarator" || holder.id.type !== "Identifier") return [];
  const variable = variableOf(holder.id, scopes);
  return (variable?.references ?? []).map((reference) => reference.identifier);
}

// ---- lists -----------------------------------------------------------------------------------------------

/** What an element of a list may be, or what stands under `path` in it. */
export function elementsOf(
  list: TSESTree.Node,
  path: readonly string[],
  tracing: Tracing,
): Origins {
  const value = unwrap(list);
  const derived = derivedElements(value, path, tracing);
  if (derived !== undefined) return derived;
  const origins = originsOf(value, tracing);
  const isSame = origins?.length === 1 && origins[0] === value;
  let elements =
    origins &&
    union(origins, (origin) => {
      if (origin.type === "ArrayExpression") return elementsOfLiteral(origin, null, tracing);
      return isSame ? null : elementsOf(origin, [], tracing);
    });
  for (const key of path) elements = elements && membersOf(elements, key, tracing);
  return elements;
}

/** Elements of what a call makes of another list; undefined for anything but such a call. */
function derivedElements(
  value: TSESTree.Node,
  path: readonly string[],
  tracing: Tracing,
): Origins | undefined {
  if (value.type === "NewExpression") {
    const [list] = value.arguments;
    const collection = lastName(value.callee);
    if (collection !== "Set" && collection !== "Map") return null;
    return list ? elementsOf(list, path, tracing) : [];
  }
  const call = methodCall(value);
  if (!call) return undefined;
  const [first] = call.arguments;
  switch (call.method) {
    case "filter":
    case "slice":
    case "sort":
    case "toSorted":
    case "reverse":
    case "toReversed":
      return elementsOf(call.object, path, tracing);
    case "map":
    case "flatMap":
      return path.length === 0 ? resultsOf(first, tracing) : null;
    case "from":
      if (call.arguments.length === 1) return first ? elementsOf(first, path, tracing) : null;
      return path.length === 0 ? resultsOf(call.arguments[1], tracing) : null;
    case "keys":
      return first && path.length === 0 ? keysOf(first, tracing) : null;
    case "values":
      return first ? allValues(first, path, tracing) : null;
    case "entries":
      return first ? entryPart(first, path, tracing) : null;
    default:
      return undefined;
  }
}

/** What a callback returns. */
function resultsOf(callback: TSESTree.Node | undefined, tracing: Tracing): Origins {
  if (!callback || !isFunction(callback)) return null;
  return union(returnsOf(callback), (returned) => originsOf(returned, tracing));
}

/** `for (const [key, value] of Object.entries(MAP))` */
function entryPart(map: TSESTree.Node, path: readonly string[], tracing: Tracing): Origins {
  const [part, ...rest] = path;
  if (part === "0") return keysOf(map, tracing);
  return part === "1" ? allValues(map, rest, tracing) : null;
}

function allValues(map: TSESTree.Node, path: readonly string[], tracing: Tracing): Origins {
  const owners = originsOf(map, tracing);
  let values = owners && membersOf(owners, null, tracing);
  for (const key of path) values = values && membersOf(values, key, tracing);
  return values;
}

/** The keys of object literals and enums, as written. */
function keysOf(map: TSESTree.Node, tracing: Tracing): Origins {
  const owners = originsOf(map, tracing);
  return (
    owners &&
    union(owners, (owner) => {
      if (owner.type === "TSEnumDeclaration") return owner.body.members;
      if (owner.type !== "ObjectExpression" || isChanged(owner, tracing)) return null;
      return union(owner.properties, (property) =>
        property.type === "Property" ? originsOf(property.key, tracing) : null,
      );
    })
  );
}

/** The elements of an array literal, and what is pushed onto it later. */
function elementsOfLiteral(
  literal: TSESTree.ArrayExpression,
  index: number | null,
  tracing: Tracing,
): Origins {
  const pushed = pushedOnto(literal, tracing);
  if (!pushed) return null;
  const written = index === null ? literal.elements : [literal.elements[index] ?? null];
  return union([...written, ...pushed], (element) => {
    if (!element) return [];
    if (element.type === "SpreadElement") return elementsOf(element.argument, [], tracing);
    return originsOf(element, tracing);
  });
}

/** What is added to an array after its literal; null when it changes in other ways. */
export function pushedOnto(
  literal: TSESTree.ArrayExpression,
  tracing: Tracing,
): TSESTree.CallExpressionArgument[] | null {
  const added: TSESTree.CallExpressionArgument[] = [];
  for (const reference of referencesTo(literal, tracing)) {
    const member = reference.parent;
    if (member?.type !== "MemberExpression" || member.object !== reference) continue;
    const { parent } = member;
    if (parent.type === "AssignmentExpression" && parent.left === member) return null;
    const call = parent.type === "CallExpression" && parent.callee === member ? parent : null;
    const method = call && memberName(member);
    if (method === "splice" || method === "fill") return null;
    if (call && (method === "push" || method === "unshift")) added.push(...call.arguments);
  }
  return added;
}
