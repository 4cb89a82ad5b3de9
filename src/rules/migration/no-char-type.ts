import { textTypes } from "../../fixes/sql-text-types.ts";
import { builtInType } from "../../model/migration/written-columns.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { IGNORE_COLUMNS, visitColumns } from "./visit-columns.ts";

const rule: SqlRuleDefinition<{
  MessageIds: "padded" | "useText";
  RuleOptions: [{ ignoreColumns: string[] }];
}> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow CHAR, which PostgreSQL pads with spaces",
      url: docsUrl("no-char-type"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: { ignoreColumns: IGNORE_COLUMNS },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ ignoreColumns: [] }],
    messages: {
      padded:
        "'{{table}}.{{column}}' is {{type}}: shorter values are padded with spaces, which some operations count and others do not, and nothing is saved by it.",
      useText: "Make it {{type}}; in the Prisma schema remove @db.Char.",
    },
  },
  create(context) {
    return visitColumns(context, {
      ignoreColumns: context.options[0].ignoreColumns,
      isSuspect: ({ typeName }) => builtInType(typeName) === "bpchar",
      report(written) {
        context.report({
          node: written.typeName,
          messageId: "padded",
          data: {
            table: written.table.relname,
            column: written.definition.colname,
            type: context.sourceCode.getText(written.typeName),
          },
          suggest: textTypes(written, context.sourceCode.text).map((type) => ({
            messageId: "useText",
            data: { type },
            fix: (fixer) => fixer.replaceTextRange(written.typeName.range, type),
          })),
        });
      },
    });
  },
};

export default rule;
