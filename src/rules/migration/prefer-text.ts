import { textTypes } from "../../fixes/sql-text-types.ts";
import { constantInteger } from "../../model/catalog/tree.ts";
import { builtInType } from "../../model/migration/written-columns.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { IGNORE_COLUMNS, visitColumns } from "./visit-columns.ts";

const rule: SqlRuleDefinition<{
  MessageIds: "limited" | "useText";
  RuleOptions: [{ ignoreColumns: string[] }];
}> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require TEXT in place of VARCHAR with a length",
      url: docsUrl("prefer-text"),
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
      limited:
        "'{{table}}.{{column}}' is limited by its type, {{type}}: another length takes ACCESS EXCLUSIVE on '{{table}}', and a shorter one rewrites all rows under it. A CHECK on TEXT can be validated while others write.",
      useText: "Make it {{type}}; in the Prisma schema remove @db.VarChar.",
    },
  },
  create(context) {
    return visitColumns(context, {
      ignoreColumns: context.options[0].ignoreColumns,
      isSuspect: ({ typeName }) =>
        builtInType(typeName) === "varchar" &&
        constantInteger(typeName.typmods?.[0] ?? null) !== null,
      report(written) {
        context.report({
          node: written.typeName,
          messageId: "limited",
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
