/**
 * Parameters whose declared type leaves no room for text of a user: numbers, and unions of literals. TypeScript
 * holds every caller to it, so that casts and annotations of variables are not believed, and neither are
 * decorated parameters (`@Body()`) nor those of server actions, whose callers are on the network.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { bindingOf, variableOf } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { keyName, memberName, unwrap } from "./expressions.ts";

/** Types and names can refer to each other in circles. */
const MAX_DEPTH = 6;

export type ClosedType = "number" | "literal";

/** What the declared type of a parameter, or of a member of one, says of its values; null when it says nothing. */
export function closedTypeOf(node: TSESTree.Node, scopes: Scopes): ClosedType | null {
  const type = declaredType(unwrap(node), scopes, MAX_DEPTH);
  return type && closedType(type, scopes, MAX_DEPTH);
}

function declaredType(
  node: TSESTree.Node,
  scopes: Scopes,
  depth: number,
): TSESTree.TypeNode | null {
  if (depth === 0) return null;
  if (node.type === "Identifier") return parameterType(node, scopes, depth);
  if (node.type !== "MemberExpression") return null;
  const name = memberName(node);
  const owner = name === null ? null : declaredType(unwrap(node.object), scopes, depth - 1);
  return owner && name !== null ? memberType(owner, name, scopes, MAX_DEPTH) : null;
}

function parameterType(
  node: TSESTree.Identifier,
  scopes: Scopes,
  depth: number,
): TSESTree.TypeNode | null {
  const binding = bindingOf(node, scopes);
  if (binding?.kind === "variable" && binding.init && binding.writes.length === 0) {
    // `const { limit } = options`, where `options` is the parameter.
    const owner = binding.path && declaredType(unwrap(binding.init), scopes, depth - 1);
    return owner && binding.path ? typeAt(owner, binding.path, scopes) : null;
  }
  if (binding?.kind !== "parameter" || binding.path === null) return null;
  if (binding.writes.length > 0 || isNetworkFacing(binding.parameter)) return null;
  const type = annotationOf(binding.parameter);
  return type && typeAt(type, binding.path, scopes);
}

function annotationOf(parameter: TSESTree.Parameter): TSESTree.TypeNode | null {
  const inner = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter;
  const pattern = inner.type === "AssignmentPattern" ? inner.left : inner;
  return pattern.typeAnnotation?.typeAnnotation ?? null;
}

/** Decorated parameters are filled by a framework, those of server actions by a request. */
function isNetworkFacing(parameter: TSESTree.Parameter): boolean {
  if ("decorators" in parameter && parameter.decorators.length > 0) return true;
  for (let node: TSESTree.Node | undefined = parameter.parent; node; node = node.parent) {
    if (node.type !== "Program" && node.type !== "BlockStatement") continue;
    if (node.body.some(isServerDirective)) return true;
  }
  return false;
}

function isServerDirective(statement: TSESTree.Node): boolean {
  return statement.type === "ExpressionStatement" && statement.directive === "use server";
}

function typeAt(
  type: TSESTree.TypeNode,
  path: readonly string[],
  scopes: Scopes,
): TSESTree.TypeNode | null {
  let current: TSESTree.TypeNode | null = type;
  for (const key of path) current = current && memberType(current, key, scopes, MAX_DEPTH);
  return current;
}

function memberType(
  type: TSESTree.TypeNode,
  name: string,
  scopes: Scopes,
  depth: number,
): TSESTree.TypeNode | null {
  if (depth === 0) return null;
  switch (type.type) {
    case "TSTypeLiteral":
      return signatureType(type.members, name);
    case "TSIntersectionType": {
      const found = type.types.map((part) => memberType(part, name, scopes, depth - 1));
      return found.find((part) => part !== null) ?? null;
    }
    case "TSTypeReference": {
      const declaration = typeDeclaration(type, scopes);
      if (declaration?.type === "TSInterfaceDeclaration") {
        return signatureType(declaration.body.body, name);
      }
      if (declaration?.type !== "TSTypeAliasDeclaration") return null;
      return memberType(declaration.typeAnnotation, name, scopes, depth - 1);
    }
    default:
      return null;
  }
}

function signatureType(
  members: readonly TSESTree.TypeElement[],
  name: string,
): TSESTree.TypeNode | null {
  for (const member of members) {
    if (member.type === "TSPropertySignature" && keyName(member) === name) {
      return member.typeAnnotation?.typeAnnotation ?? null;
    }
  }
  return null;
}

function typeDeclaration(type: TSESTree.TSTypeReference, scopes: Scopes): TSESTree.Node | null {
  if (type.typeName.type !== "Identifier" || type.typeArguments) return null;
  const variable = variableOf(type.typeName, scopes);
  return variable?.defs.length === 1 ? (variable.defs[0]?.node ?? null) : null;
}

function closedType(type: TSESTree.TypeNode, scopes: Scopes, depth: number): ClosedType | null {
  if (depth === 0) return null;
  switch (type.type) {
    case "TSNumberKeyword":
    case "TSBigIntKeyword":
      return "number";
    case "TSBooleanKeyword":
    case "TSNullKeyword":
    case "TSUndefinedKeyword":
      return "literal";
    case "TSLiteralType":
      return type.literal.type === "TemplateLiteral" ? null : "literal";
    case "TSUnionType":
      return closedUnion(type.types.map((part) => closedType(part, scopes, depth - 1)));
    case "TSTypeOperator":
      return type.operator === "keyof" && type.typeAnnotation?.type === "TSTypeQuery"
        ? "literal"
        : null;
    case "TSTypeReference": {
      const declaration = typeDeclaration(type, scopes);
      if (declaration?.type === "TSEnumDeclaration") return "literal";
      if (declaration?.type !== "TSTypeAliasDeclaration") return null;
      return closedType(declaration.typeAnnotation, scopes, depth - 1);
    }
    default:
      return null;
  }
}

function closedUnion(parts: readonly (ClosedType | null)[]): ClosedType | null {
  if (parts.length === 0 || parts.includes(null)) return null;
  return parts.every((part) => part === "number") ? "number" : "literal";
}
