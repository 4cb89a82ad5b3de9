/**
 * Values that are passwords as somebody typed them. A value counts as one where the source shows that it came in so,
 * while `isPlainValue` takes any value for plain text of which nothing says otherwise.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { isPasswordName, saysHashed } from "../phi/passwords.ts";
import { bindingOf } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { isRequest, isSamePath, lastName, memberName, methodCall, unwrap } from "./expressions.ts";

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

/** Whether a value is a password as somebody typed it: not what a function made of it, nor what cannot be followed. */
export function isPlainPassword(node: TSESTree.Node, scopes: Scopes, hops = 4): boolean {
  if (hops === 0) return false;
  const value = unwrap(node);
  const isAlso = (other: TSESTree.Node) => isPlainPassword(other, scopes, hops - 1);
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
      return isTypedMember(value, scopes);
    case "Identifier":
      return isTypedName(value, scopes, isAlso);
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
function isTypedMember(node: TSESTree.MemberExpression, scopes: Scopes): boolean {
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
function isTypedName(
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

/** `req.body`, `await request.json()`, or a name for it. */
export function isRequestBody(node: TSESTree.Node, scopes: Scopes, hops = 4): boolean {
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
