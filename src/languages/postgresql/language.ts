import type { Language } from "@eslint/core";

import type { LanguageDependencies, Options } from "../language.ts";
import { normalize, textOf } from "../language.ts";
import type { SqlNode, SqlScript } from "./ast.ts";
import { parseScript } from "./parser.ts";
import { SqlSourceCode } from "./source-code.ts";

type PostgresqlLanguage = Language<{
  LangOptions: Options;
  Code: SqlSourceCode;
  RootNode: SqlScript;
  Node: SqlNode;
}>;

/** The ESLint language of PostgreSQL scripts. Every text has a tree: syntax errors are in it, for `valid-sql`. */
export function createPostgresqlLanguage(
  dependencies: LanguageDependencies<SqlScript> = {},
): PostgresqlLanguage {
  const { parse = parseScript } = dependencies;
  return {
    fileType: "text",
    lineStart: 1,
    columnStart: 1,
    nodeTypeKey: "type",
    validateLanguageOptions() {
      // Whatever else a config sets for all files is none of our business.
    },
    normalizeLanguageOptions: (options) => normalize(options, dependencies),
    parse: (file) => ({ ok: true, ast: parse(textOf(file), file.physicalPath) }),
    createSourceCode: (file, { ast }) =>
      new SqlSourceCode({ text: textOf(file), ast, hasBOM: file.bom }),
  };
}
