import { isConcurrent } from "../../model/migration/locks.ts";
import { sendsWholeScripts } from "../../model/migration/prisma-version.ts";
import { stepsOf } from "../../model/migration/steps.ts";
import type { Step } from "../../model/migration/steps.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { concurrentlyIn } from "./keywords.ts";

type MessageIds = "inBlock" | "inTransaction" | "inScript";

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow CONCURRENTLY where a transaction is open",
      url: docsUrl("no-concurrent-index-in-transaction"),
      presets: ["recommended", "hipaa", "strict"],
      area: "migrations",
      controls: [],
      risk: "high",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      inBlock:
        "PostgreSQL refuses CONCURRENTLY in a DO block (25001), which is always part of a transaction. Write the statement outside of it, in a migration of its own.",
      inTransaction:
        "PostgreSQL refuses CONCURRENTLY between BEGIN and COMMIT (25001). Write the statement in a migration of its own.",
      inScript:
        "PostgreSQL refuses CONCURRENTLY here (25001): before version 7.4 Prisma sends the whole script as one query, which is one transaction. Write the statement alone, in a migration of its own.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    return {
      SqlScript(script) {
        if (!/concurrently/i.test(context.sourceCode.text)) return;
        const isShared = script.body.length > 1 && project.role === "migration";
        for (const step of stepsOf(script, project.catalogBefore)) {
          if (!isConcurrent(step.statement)) continue;
          const messageId = faultOf(step, isShared && sendsWholeScripts(project.prismaVersion));
          if (messageId === null) continue;
          const loc = placeOf(context.sourceCode, concurrentlyIn(step.statement));
          context.report({ loc, messageId });
        }
      },
    };
  },
};

function faultOf({ inBlock, inTransaction }: Step, isWhole: boolean): MessageIds | null {
  if (inBlock) return "inBlock";
  if (inTransaction) return "inTransaction";
  return isWhole ? "inScript" : null;
}

export default rule;
