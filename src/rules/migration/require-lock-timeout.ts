import { startWithComments } from "../../fixes/sql-text.ts";
import type { SqlStatement } from "../../languages/postgresql/ast.ts";
import { isA, textField } from "../../model/catalog/tree.ts";
import { locksOf, stops } from "../../model/migration/locks.ts";
import type { Lock } from "../../model/migration/locks.ts";
import { sendsWholeScripts } from "../../model/migration/prisma-version.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { headOf } from "./keywords.ts";
import { visitSteps } from "./visit-commands.ts";

interface Options {
  timeout: string;
}

const LIMITS = new Set(["lock_timeout", "statement_timeout"]);

const rule: SqlRuleDefinition<{ MessageIds: "noTimeout"; RuleOptions: [Options] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require a limit on how long a migration waits for a lock",
      url: docsUrl("require-lock-timeout"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    fixable: "code",
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          timeout: {
            description: "What `--fix` writes, with its unit.",
            type: "string",
            pattern: "^\\d+ *(?:ms|s|min)$",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ timeout: "5s" }],
    messages: {
      noTimeout:
        "This takes a lock of mode {{mode}} on {{tables}} and waits for it without limit: while it waits behind one long query, all {{stopped}} wait behind it. Set lock_timeout first, and let the deployment try again.",
    },
  },
  create(context) {
    const [{ timeout }] = context.options;
    let isLimited = false;
    let isReported = false;
    return visitSteps(context, ({ statement, isNew }, project, script) => {
      isLimited ||= setsLimit(statement);
      if (isLimited || isReported) return;
      const locks = locksOf(statement, project.catalogBefore).filter(({ table }) => !isNew(table));
      const [strongest] = locks.toSorted((a, b) => strength(b) - strength(a));
      if (!strongest) return;
      isReported = true;
      const first = script.body.find(({ range }) => range[1] >= statement.range[1]) ?? statement;
      // SET LOCAL ends with the transaction, and before 7.4 Prisma runs a script as one.
      const scope = sendsWholeScripts(project.prismaVersion) ? "SET LOCAL" : "SET";
      const { sourceCode } = context;
      const start = startWithComments(sourceCode, script.comments, first.range[0]);
      const { lineBreak } = sourceCode;
      context.report({
        loc: placeOf(sourceCode, headOf(statement)),
        messageId: "noTimeout",
        data: {
          mode: strongest.mode,
          tables: listOf(locks),
          stopped: stops(strongest.mode),
        },
        fix: (fixer) =>
          fixer.insertTextBeforeRange(
            [start, first.range[1]],
            `${scope} lock_timeout = '${timeout}';${lineBreak}${lineBreak}`,
          ),
      });
    });
  },
};

function strength({ mode }: Lock): number {
  return ["SHARE", "SHARE ROW EXCLUSIVE", "ACCESS EXCLUSIVE"].indexOf(mode);
}

function listOf(locks: readonly Lock[]): string {
  return [...new Set(locks.map(({ table }) => `'${table.relname}'`))].join(" and ");
}

/** `SET lock_timeout`, in any scope, and `set_config`'s kin are left to those who write them. */
function setsLimit(statement: SqlStatement): boolean {
  return isA(statement, "SqlVariableSetStmt") && LIMITS.has(textField(statement, "name") ?? "");
}

export default rule;
