import type { Column } from "../../model/catalog/types.ts";
import { builtInType, withBrackets } from "../../model/migration/written-columns.ts";
import type { WrittenColumn } from "../../model/migration/written-columns.ts";
import { calledFunction } from "../../model/catalog/tree.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { IGNORE_COLUMNS, visitColumns } from "./visit-columns.ts";

interface Options {
  columns: "numbered" | "all";
  allowSmallint: boolean;
  ignoreColumns: string[];
}

interface NarrowType {
  isSmall: boolean;
  isSerial: boolean;
  last: string;
}

const SMALL = { isSmall: true, last: "32,767" };
const WIDE = { isSmall: false, last: "2,147,483,647" };

/** The integers that end early, by the names that PostgreSQL's parser gives them. */
const NARROW_TYPES: ReadonlyMap<string, NarrowType> = new Map([
  ["int2", { ...SMALL, isSerial: false }],
  ["smallserial", { ...SMALL, isSerial: true }],
  ["serial2", { ...SMALL, isSerial: true }],
  ["int4", { ...WIDE, isSerial: false }],
  ["serial", { ...WIDE, isSerial: true }],
  ["serial4", { ...WIDE, isSerial: true }],
]);

const rule: SqlRuleDefinition<{
  MessageIds: "numbered" | "narrow" | "useBigint";
  RuleOptions: [Options];
}> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require BIGINT for columns that a sequence numbers",
      url: docsUrl("prefer-bigint"),
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
        properties: {
          columns: {
            description:
              "Which columns must be BIGINT: those that a sequence numbers, or all integers.",
            enum: ["numbered", "all"],
          },
          allowSmallint: {
            description: "Let SMALLINT and SMALLSERIAL pass.",
            type: "boolean",
          },
          ignoreColumns: IGNORE_COLUMNS,
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ columns: "numbered", allowSmallint: false, ignoreColumns: [] }],
    messages: {
      numbered:
        "'{{table}}.{{column}}' takes its numbers from a sequence and is {{type}}: after {{last}} every INSERT fails, and changing the type then rewrites the table under ACCESS EXCLUSIVE.",
      narrow:
        "'{{table}}.{{column}}' is {{type}}, which ends at {{last}}: changing the type later rewrites the table under ACCESS EXCLUSIVE.",
      useBigint:
        "Make it {{type}}, and what refers to it too; in the Prisma schema the field is a BigInt.",
    },
  },
  create(context) {
    const { columns, allowSmallint, ignoreColumns } = context.options[0];
    return visitColumns(context, {
      ignoreColumns,
      isSuspect(written) {
        const narrow = narrowType(written);
        return narrow !== undefined && !(narrow.isSmall && allowSmallint);
      },
      report(written, column) {
        const { table, definition, typeName } = written;
        const narrow = narrowType(written);
        const numbered = isNumbered(written, column);
        if (narrow === undefined || (columns === "numbered" && !numbered)) return;
        const wide = withBrackets(narrow.isSerial ? "BIGSERIAL" : "BIGINT", typeName);
        context.report({
          node: typeName,
          messageId: numbered ? "numbered" : "narrow",
          data: {
            table: table.relname,
            column: definition.colname,
            type: context.sourceCode.getText(typeName),
            last: narrow.last,
          },
          suggest: [
            {
              messageId: "useBigint",
              data: { type: wide },
              fix: (fixer) => fixer.replaceTextRange(typeName.range, wide),
            },
          ],
        });
      },
    });
  },
};

function narrowType({ typeName }: WrittenColumn): NarrowType | undefined {
  return NARROW_TYPES.get(builtInType(typeName) ?? "");
}

/** `SERIAL`, identity, or a default of `nextval()`, also when another statement has added it. */
function isNumbered(written: WrittenColumn, column: Column | undefined): boolean {
  if (column !== undefined) return column.sequence !== null;
  const constraints = written.definition.constraints ?? [];
  return (
    narrowType(written)?.isSerial === true ||
    constraints.some(
      ({ contype, raw_expr }) =>
        contype === "CONSTR_IDENTITY" ||
        (contype === "CONSTR_DEFAULT" && calledFunction(raw_expr ?? null) === "nextval"),
    )
  );
}

export default rule;
