import type { Range, SqlScript, SqlStatement } from "../../languages/postgresql/ast.ts";
import { isA, nodeField } from "../../model/catalog/tree.ts";
import { isConcurrent, tableOfIndex } from "../../model/migration/locks.ts";
import type { NamedTable, Step } from "../../model/migration/steps.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { headOf, wordsIn } from "./keywords.ts";
import { visitSteps } from "./visit-commands.ts";

type MessageIds = "create" | "drop" | "reindex" | "detach" | "concurrently";

interface Blocking {
  messageId: Exclude<MessageIds, "concurrently">;
  table: NamedTable | null;
  /** The words to point at, and the end of the one that CONCURRENTLY follows. */
  range: Range;
  after: number;
}

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require indexes of tables in use to be built and dropped concurrently",
      url: docsUrl("require-concurrent-index"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      create:
        "The index is built while '{{table}}' is under a SHARE lock: nobody writes to it until that is done. Build it CONCURRENTLY, in a migration of its own.",
      drop: "The index is dropped under an ACCESS EXCLUSIVE lock on its table{{table}}: that waits for every open transaction, and everybody else behind it. Drop it CONCURRENTLY, in a migration of its own.",
      reindex:
        "REINDEX keeps everybody from writing until it is done. Use CONCURRENTLY, in a migration of its own.",
      detach:
        "The partition is detached under an ACCESS EXCLUSIVE lock on '{{table}}': that waits for every open transaction, and everybody else behind it. Detach it CONCURRENTLY, in a migration of its own.",
      concurrently: "Write CONCURRENTLY.",
    },
  },
  create(context) {
    return visitSteps(context, (step, project, script) => {
      const found = blockingIn(step, project);
      if (found === null) return;
      const { messageId, table, range, after } = found;
      const name = table === null ? "" : table.relname;
      context.report({
        loc: placeOf(context.sourceCode, range),
        messageId,
        data: { table: messageId === "drop" && name !== "" ? `, '${name}'` : name },
        suggest: isAlone(script, step)
          ? [
              {
                messageId: "concurrently",
                fix: (fixer) => fixer.insertTextAfterRange([after, after], " CONCURRENTLY"),
              },
            ]
          : [],
      });
    });
  },
};

/** CONCURRENTLY is refused in a block, and beside other statements before Prisma 7.4. */
function isAlone(script: SqlScript, { inBlock, inTransaction }: Step): boolean {
  return script.body.length === 1 && !inBlock && !inTransaction;
}

function blockingIn({ statement, isNew }: Step, { catalogBefore }: Project): Blocking | null {
  if (isConcurrent(statement)) return null;
  switch (statement.type) {
    case "SqlIndexStmt": {
      if (isNew(statement.relation)) return null;
      const unique = statement.unique === true;
      return blocking("create", statement.relation, headOf(statement, unique ? 3 : 2));
    }
    case "SqlDropStmt": {
      if (statement.removeType !== "OBJECT_INDEX") return null;
      const names = statement.objects.map(({ names: parts }) => parts.at(-1) ?? "");
      const tables = names.map((name) => tableOfIndex(name, catalogBefore));
      // An index that no earlier migration has made is this script's own, or behind IF EXISTS not there.
      const [table] = tables.filter((one) => one !== null && !isNew(one));
      return table ? blocking("drop", table, headOf(statement)) : null;
    }
    case "SqlAlterTableStmt": {
      const detach = statement.cmds.find(({ subtype }) => subtype === "AT_DetachPartition");
      if (!detach || isNew(statement.relation)) return null;
      const range = wordsIn(statement, detach.range, "detach", "partition");
      return { messageId: "detach", table: statement.relation, range, after: detach.range[1] };
    }
    default:
      return isA(statement, "SqlReindexStmt") ? reindex(statement, isNew) : null;
  }
}

function reindex(statement: SqlStatement, isNew: Step["isNew"]): Blocking | null {
  const relation = nodeField(statement, "relation");
  if (relation?.type === "SqlRangeVar" && isNew(relation)) return null;
  return blocking("reindex", null, headOf(statement));
}

function blocking(
  messageId: Blocking["messageId"],
  table: NamedTable | null,
  range: Range,
): Blocking {
  return { messageId, table, range, after: range[1] };
}

export default rule;
