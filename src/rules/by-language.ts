import type { RuleVisitor } from "@eslint/core";

import type { PrismaSourceCode } from "../languages/prisma/source-code.ts";
import type { SqlSourceCode } from "../languages/postgresql/source-code.ts";
import type { ClientSourceCode, ClientVisitor, PrismaVisitor, SqlVisitor } from "./types.ts";

/** A rule context whose source code is known to be of one language. */
type In<Context, Code> = Omit<Context, "sourceCode"> & { readonly sourceCode: Code };

interface Visitors<Context> {
  prisma?: (context: In<Context, PrismaSourceCode>) => PrismaVisitor;
  postgresql?: (context: In<Context, SqlSourceCode>) => SqlVisitor;
  javascript?: (context: In<Context, ClientSourceCode>) => ClientVisitor;
}

type AnyCode = PrismaSourceCode | SqlSourceCode | ClientSourceCode;

function isOf<Context extends { sourceCode: AnyCode }, Code extends AnyCode>(
  context: Context,
  root: `${Code["ast"]["type"]}`,
): context is Context & { sourceCode: Code } {
  const written: string = context.sourceCode.ast.type;
  return written === root;
}

/** Picks the visitor for the language of the file at hand; silent on files of any other. */
export function byLanguage<Context extends { sourceCode: AnyCode }>(
  context: Context,
  visitors: Visitors<Context>,
): RuleVisitor {
  if (isOf<Context, PrismaSourceCode>(context, "PrismaSchema")) {
    return visitors.prisma?.(context) ?? {};
  }
  if (isOf<Context, SqlSourceCode>(context, "SqlScript")) {
    return visitors.postgresql?.(context) ?? {};
  }
  if (isOf<Context, ClientSourceCode>(context, "Program")) {
    return visitors.javascript?.(context) ?? {};
  }
  return {};
}
