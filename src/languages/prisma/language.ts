import type { Language } from "@eslint/core";

import type { LanguageDependencies, Options } from "../language.ts";
import { normalize, textOf } from "../language.ts";
import type { PrismaNode, PrismaSchema } from "./ast.ts";
import { visitorKeys } from "./ast.ts";
import { parseSchema } from "./parser.ts";
import { PrismaSourceCode } from "./source-code.ts";

type PrismaLanguage = Language<{
  LangOptions: Options;
  Code: PrismaSourceCode;
  RootNode: PrismaSchema;
  Node: PrismaNode;
}>;

/** The ESLint language of Prisma schemas. Every text has a tree: syntax errors are in it, for `valid-schema`. */
export function createPrismaLanguage(
  dependencies: LanguageDependencies<PrismaSchema> = {},
): PrismaLanguage {
  const { parse = parseSchema } = dependencies;
  return {
    fileType: "text",
    lineStart: 1,
    columnStart: 1,
    nodeTypeKey: "type",
    visitorKeys,
    validateLanguageOptions() {
      // Whatever else a config sets for all files is none of our business.
    },
    normalizeLanguageOptions: (options) => normalize(options, dependencies),
    parse: (file) => ({ ok: true, ast: parse(textOf(file), file.physicalPath) }),
    createSourceCode: (file, { ast }) =>
      new PrismaSourceCode({ text: textOf(file), ast, hasBOM: file.bom }),
  };
}
