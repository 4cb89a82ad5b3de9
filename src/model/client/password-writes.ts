/** Passwords that a call of Prisma Client writes as they came in. */

import type { TSESTree } from "@typescript-eslint/utils";

import { isPasswordName, passwordKind, saysHashed } from "../phi/passwords.ts";
import type { Field, Model } from "../schema/types.ts";
import { namedProperties, objectsOf, propertyOf } from "./arguments.ts";
import { bindingOf } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import type { ClientCall } from "./calls.ts";
import { isSamePath, lastName, memberName, methodCall, unwrap } from "./expressions.ts";

/** A value that goes into a column for passwords without being hashed. */
export interface PasswordWrite {
  field: Field;
  node: TSESTree.Node;
  /** The whole body of a request is written, with whatever is in it. */
  isWholeBody: boolean;
}

const WRITES: ReadonlySet<string> = new Set([
  "create",
  "createMany",
  "createManyAndReturn",
  "update",
  "updateMany",
  "updateManyAndReturn",
  "upsert",
]);
/** Where the data of a write stands, in a call and in a nested write. */
const DATA_KEYS = ["data", "create", "update"] as const;
const NESTED_KEYS = [
  "create",
  "createMany",
  "update",
  "updateMany",
  "upsert",
  "connectOrCreate",
] as const;

/** The plain passwords that a call writes, also in nested writes. */
export function passwordWrites(
  { model, method, args }: ClientCall,
  scopes: Scopes,
): PasswordWrite[] {
  if (!model || !WRITES.has(method) || args.kind !== "object") return [];
  return DATA_KEYS.flatMap((key) => {
    const property = propertyOf(args.node, key);
    return property ? inData(property.value, model, scopes) : [];
  });
}

function inData(data: TSESTree.Node, model: Model, scopes: Scopes): PasswordWrite[] {
  const objects = objectsOf(data, scopes);
  if (objects.length === 0) return wholeBody(data, model, scopes);
  return objects.flatMap((object) => inObject(object, model, scopes));
}

function inObject(
  object: TSESTree.ObjectExpression,
  model: Model,
  scopes: Scopes,
): PasswordWrite[] {
  const written = namedProperties(object).flatMap(({ name, property }) => {
    const field = model.field(name);
    if (!field) return [];
    if (field.relation) return inNested(property.value, field.relation.target, scopes);
    if (passwordKind(field) === null && !isHashColumn(field)) return [];
    const value = setValue(property.value);
    return isPlain(value, scopes) ? [{ field, node: value, isWholeBody: false }] : [];
  });
  const spread = object.properties.flatMap((property) =>
    property.type === "SpreadElement" ? wholeBody(property.argument, model, scopes) : [],
  );
  return [...written, ...spread.filter(({ field }) => !propertyOf(object, field.name))];
}

/** `passwordHash`: a column that is called after a hash can be given a plain password, too. */
function isHashColumn({ name, type }: Field): boolean {
  return type === "String" && /pass(?:word|phrase)/iu.test(name) && saysHashed(name);
}

/** The value in `{ set: value }`. */
function setValue(node: TSESTree.Node): TSESTree.Node {
  const value = unwrap(node);
  const set = value.type === "ObjectExpression" ? propertyOf(value, "set") : null;
  return set ? unwrap(set.value) : value;
}

function inNested(node: TSESTree.Node, target: Model, scopes: Scopes): PasswordWrite[] {
  const value = unwrap(node);
  if (value.type !== "ObjectExpression") return [];
  return NESTED_KEYS.flatMap((key) => {
    const property = propertyOf(value, key);
    const objects = property ? objectsOf(property.value, scopes) : [];
    return objects.flatMap((object) => {
      const inner = DATA_KEYS.flatMap((name) => {
        const data = propertyOf(object, name);
        return data ? objectsOf(data.value, scopes) : [];
      });
      return (inner.length > 0 ? inner : [object]).flatMap((one) => inObject(one, target, scopes));
    });
  });
}

// ---- values ----------------------------------------------------------------------------------------------

/**
 * Names of what somebody sent. Not `data` or `params`: a caller may have put a hash into them.
 */
const INPUTS =
  /^(?:req|request|body|input|dto|\w*Dto|form|formData|credentials|\w*(?:Input|Body|Form|Request))$/u;
/** Methods of schemas that give back what they check. */
const PARSERS = /^(?:parse|safeParse|parseAsync|safeParseAsync|validate|validateSync|cast)$/u;
const PASSING_METHODS: ReadonlySet<string> = new Set(["trim", "toString", "normalize"]);
/** What the well-known functions make, as a literal in a seed has it. */
const HASHED_TEXT =
  /^(?:\$2[aby]?\$|\$argon2|\$scrypt|\$pbkdf2|pbkdf2|scrypt|sha\d|[0-9a-f]{64,}$)/iu;

/** Whether a value is a password as somebody typed it. What any function made of it is none. */
function isPlain(node: TSESTree.Node, scopes: Scopes, hops = 4): boolean {
  if (hops === 0) return false;
  const value = unwrap(node);
  const isAlso = (other: TSESTree.Node) => isPlain(other, scopes, hops - 1);
  switch (value.type) {
    case "Literal":
      return (
        typeof value.value === "string" && value.value !== "" && !HASHED_TEXT.test(value.value)
      );
    case "TemplateLiteral":
      return value.expressions.length > 0 && value.expressions.every(isAlso);
    case "LogicalExpression":
      return isAlso(value.left) || isAlso(value.right);
    case "ConditionalExpression":
      return isAlso(value.consequent) || isAlso(value.alternate);
    case "AwaitExpression":
      return isAlso(value.argument);
    case "CallExpression":
      return isPassedOn(value, isAlso);
    case "MemberExpression":
      return isPlainMember(value, scopes);
    case "Identifier":
      return isPlainName(value, scopes, isAlso);
    default:
      return false;
  }
}

/** `String(password)`, `password.trim()`, `formData.get("password")`. */
function isPassedOn(
  node: TSESTree.CallExpression,
  isAlso: (other: TSESTree.Node) => boolean,
): boolean {
  const call = methodCall(node);
  const [first] = node.arguments;
  if (!call) return lastName(node.callee) === "String" && first !== undefined && isAlso(first);
  if (PASSING_METHODS.has(call.method)) return isAlso(call.object);
  const isForm = call.method === "get" && /form|body|data/iu.test(lastName(call.object) ?? "");
  return isForm && first?.type === "Literal" && isPasswordName(String(first.value));
}

/** `req.body.password`, unless the same member is given a hash first. */
function isPlainMember(node: TSESTree.MemberExpression, scopes: Scopes): boolean {
  const name = memberName(node);
  if (name === null || !isPasswordName(name)) return false;
  return isInput(node.object, scopes) && !isAssigned(node, scopes);
}

function isAssigned(node: TSESTree.MemberExpression, scopes: Scopes): boolean {
  const root = rootOf(node);
  const binding = root && bindingOf(root, scopes);
  if (!binding || !("variable" in binding)) return false;
  return binding.variable.references.some(({ identifier }) => {
    let target: TSESTree.Node = identifier;
    while (target.parent.type === "MemberExpression" && target.parent.object === target) {
      target = target.parent;
    }
    const { parent } = target;
    return (
      parent.type === "AssignmentExpression" && parent.left === target && isSamePath(target, node)
    );
  });
}

function rootOf(node: TSESTree.Node): TSESTree.Identifier | null {
  let current = unwrap(node);
  while (current.type === "MemberExpression") current = unwrap(current.object);
  return current.type === "Identifier" ? current : null;
}

/** A name for input, or for what is taken out of it, that nothing is assigned to. */
function isPlainName(
  node: TSESTree.Identifier,
  scopes: Scopes,
  isAlso: (other: TSESTree.Node) => boolean,
): boolean {
  const binding = bindingOf(node, scopes);
  if (binding?.kind !== "variable" || binding.writes.length > 0 || !binding.init) return false;
  if (saysHashed(node.name) || binding.path === null) return false;
  const key = binding.path.at(-1);
  if (key === undefined) return isAlso(binding.init);
  return isPasswordName(key) && isInput(binding.init, scopes);
}

/** `req.body`, `await request.json()`, `schema.parse(req.body)`, `input`, or a name for one of them. */
function isInput(node: TSESTree.Node, scopes: Scopes, hops = 4): boolean {
  const value = unwrap(node);
  if (hops === 0) return false;
  const isAlso = (other: TSESTree.Node) => isInput(other, scopes, hops - 1);
  if (value.type === "AwaitExpression") return isAlso(value.argument);
  const call = methodCall(value);
  if (call?.method === "json" || call?.method === "formData") return isAlso(call.object);
  const [checked] = call && PARSERS.test(call.method) ? call.arguments : [];
  if (checked) return isAlso(checked);
  const binding = value.type === "Identifier" ? bindingOf(value, scopes) : null;
  if (binding?.kind === "variable" && binding.init) return isAlso(binding.init);
  if (INPUTS.test(lastName(value) ?? "")) return true;
  // `result.data` of `schema.safeParse(req.body)`, `req.body.user`
  return value.type === "MemberExpression" && isAlso(value.object);
}

/** `data: req.body` on a model that has a password. */
function wholeBody(node: TSESTree.Node, model: Model, scopes: Scopes): PasswordWrite[] {
  if (!isRequestBody(node, scopes)) return [];
  const field = model.fields.find((candidate) => passwordKind(candidate) === "own");
  return field ? [{ field, node, isWholeBody: true }] : [];
}

function isRequestBody(node: TSESTree.Node, scopes: Scopes, hops = 4): boolean {
  const value = unwrap(node);
  if (hops === 0) return false;
  if (value.type === "AwaitExpression") return isRequestBody(value.argument, scopes, hops - 1);
  const call = methodCall(value);
  if (call) return call.method === "json" && isRequest(call.object);
  if (value.type === "MemberExpression")
    return memberName(value) === "body" && isRequest(value.object);
  const binding = value.type === "Identifier" ? bindingOf(value, scopes) : null;
  if (binding?.kind !== "variable" || !binding.init || binding.writes.length > 0) return false;
  return binding.path?.length === 0 && isRequestBody(binding.init, scopes, hops - 1);
}

function isRequest(node: TSESTree.Node): boolean {
  return /^(?:req|request)$/u.test(lastName(node) ?? "");
}
