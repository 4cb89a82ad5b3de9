/**
 * Reading the arguments of attributes and functions. Every reader answers null (or an empty list) for what
 * is absent or of another form: half-typed schemas pass through here at every keystroke.
 */

import type {
  PrismaArgument,
  PrismaDatasource,
  PrismaExpression,
  PrismaGenerator,
  PrismaProperty,
} from "../../languages/prisma/ast.ts";

/** Anything that may carry arguments: an attribute, a block attribute, a function call. */
export interface WithArguments {
  arguments: readonly PrismaArgument[] | null;
}

/** The value of `name: value`. */
export function namedArgument(node: WithArguments | undefined, name: string) {
  const argument = node?.arguments?.find((candidate) => candidate.name?.name === name);
  return argument?.value ?? null;
}

/** The value of the argument that may be written with or without its name, as in `@map("t")`. */
export function defaultArgument(node: WithArguments | undefined, name: string) {
  const positional = node?.arguments?.find((candidate) => candidate.name === null);
  return positional?.value ?? namedArgument(node, name);
}

/** The text of a string literal. */
export function stringValue(expression: PrismaExpression | null): string | null {
  return expression?.type === "PrismaString" ? expression.value : null;
}

/** The name of a bare word: `Desc`, `Cascade`, `userId`. */
export function constantName(expression: PrismaExpression | null): string | null {
  return expression?.type === "PrismaConstant" ? expression.name : null;
}

/** A string, number or bare word as text; null for arrays, objects and calls. */
export function scalarText(expression: PrismaExpression | null): string | null {
  switch (expression?.type) {
    case "PrismaString":
      return expression.value;
    case "PrismaNumber":
      return expression.raw;
    case "PrismaConstant":
      return expression.name;
    default:
      return null;
  }
}

/** The elements of an array; Prisma reads a single value as an array of one. */
export function arrayElements(expression: PrismaExpression | null): readonly PrismaExpression[] {
  if (expression === null) return [];
  return expression.type === "PrismaArray" ? expression.elements : [expression];
}

/** The `key = value` lines of a generator or datasource. */
export function propertiesOf({ members }: PrismaDatasource | PrismaGenerator): PrismaProperty[] {
  return members.filter((member) => member.type === "PrismaProperty");
}
