import { Linter } from "eslint";
import * as parser from "@typescript-eslint/parser";
import type { TSESTree } from "@typescript-eslint/utils";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import type { Scopes } from "../../../src/model/client/bindings.ts";
import { buildSchemaModel } from "../../../src/model/schema/build.ts";
import type { SchemaModel } from "../../../src/model/schema/types.ts";
import type { ClientSourceCode } from "../../../src/rules/types.ts";

type Query = TSESTree.CallExpression | TSESTree.TaggedTemplateExpression;

/** Parses TypeScript as ESLint does, and gives what `read` makes of each call and tagged template that is not null. */
export function fromCalls<Result>(
  code: string,
  read: (node: Query, scopes: Scopes) => Result | null,
): Result[] {
  const results: Result[] = [];
  const rule = {
    create({ sourceCode }: { sourceCode: unknown }) {
      const { scopeManager } = sourceCode as ClientSourceCode;
      const visit = (node: unknown) => {
        const result = scopeManager && read(node as Query, scopeManager);
        if (result !== null) results.push(result);
      };
      return { CallExpression: visit, TaggedTemplateExpression: visit };
    },
  };
  const messages = new Linter().verify(code, {
    languageOptions: { parser },
    plugins: { test: { rules: { read: rule } } },
    rules: { "test/read": "error" },
  });
  if (messages.length > 0) throw new Error(messages.map(({ message }) => message).join("\n"));
  return results;
}

export function schemaOf(text: string): SchemaModel {
  return buildSchemaModel([{ path: "/schema.prisma", text, ast: parseSchema(text) }]);
}
