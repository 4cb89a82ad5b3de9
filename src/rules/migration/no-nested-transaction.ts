import type { SqlNode } from "../../languages/postgresql/ast.ts";
import { sendsWholeScripts } from "../../model/migration/prisma-version.ts";
import { transactionFaults } from "../../model/migration/transactions.ts";
import type { BlockReason } from "../../model/migration/transactions.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

type MessageIds = "nested" | "unopened" | "unclosed" | "undone" | "insideBlock" | "partial";

const REASONS: Readonly<Record<BlockReason, string>> = {
  transaction: "the DO block itself runs inside a transaction",
  handler: "a block with an EXCEPTION handler is a subtransaction",
  execute: "EXECUTE takes no transaction commands",
};

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow transactions in migrations that begin or end where they cannot",
      url: docsUrl("no-nested-transaction"),
      presets: ["recommended", "hipaa", "strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      nested:
        "{{command}} stands in the transaction that line {{line}} has begun: it does nothing, and the first COMMIT ends both, so that what follows is no longer atomic. Remove it, or use SAVEPOINT.",
      unopened:
        "{{command}} ends a transaction that this script has not begun: before version 7.4 Prisma runs the script in one, which ends here, and what stands above stays when what follows fails. Remove it, or give what follows a migration of its own.",
      unclosed:
        "{{command}} begins a transaction that is never committed: PostgreSQL rolls all of it back when the connection closes, together with Prisma's own note that the migration has run. End it with COMMIT.",
      undone:
        "{{command}} undoes all that was done since line {{line}}, and Prisma records the migration as applied all the same. Write COMMIT, or remove these statements.",
      insideBlock:
        "{{command}} fails here, because {{reason}}. Let the DO block stand alone in its migration, without BEGIN and EXCEPTION around {{command}}, or leave it out.",
      partial:
        "{{command}} begins a transaction for a part of this script, which Prisma {{version}} runs as one transaction: COMMIT keeps what stands above when what follows fails. Remove both, or give this part a migration of its own.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const { sourceCode } = context;
    const { prismaVersion } = project;
    const isOneTransaction = project.role === "migration" && sendsWholeScripts(prismaVersion);
    return {
      SqlScript(script) {
        for (const found of transactionFaults(script, { isOneTransaction })) {
          const [command] = found.node.tokens;
          if (!command) continue;
          context.report({
            loc: placeOf(sourceCode, command.range),
            messageId: found.fault,
            data: {
              command: command.text,
              line: "opener" in found ? lineOf(found.opener) : "",
              reason: "reason" in found ? REASONS[found.reason] : "",
              version: prismaVersion ?? "",
            },
          });
        }
      },
    };

    function lineOf(node: SqlNode): string {
      return String(placeOf(sourceCode, node.range).start.line);
    }
  },
};

export default rule;
