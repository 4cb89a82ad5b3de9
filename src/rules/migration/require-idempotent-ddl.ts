import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { makeSafe } from "../../fixes/sql.ts";
import { conditionOf, findUnsafeStatements } from "../../model/catalog/idempotency.ts";
import type { UnsafeStatement } from "../../model/catalog/idempotency.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { describeFailure, describeSubject } from "./describe-ddl.ts";

type MessageIds =
  "fails" | "loses" | "leaves" | "duplicates" | "wrongGuard" | "wrongExceptionClass";

/** The oldest major version of PostgreSQL that is not out of support everywhere. */
const OLDEST_POSTGRES = 13;

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require DDL that can run a second time",
      url: docsUrl("require-idempotent-ddl"),
      presets: ["hipaa", "strict"],
      area: "migrations",
      controls: [],
      risk: "high",
    },
    fixable: "code",
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      fails:
        "{{action}} fails when the script runs a second time: {{reason}}. A migration that stopped halfway cannot be run again.",
      duplicates:
        "{{action}} without a name makes another {{subject}} each time the script runs: PostgreSQL invents a new name and raises nothing, and no guard can ask for what has no name.",
      loses:
        "{{action}} drops {{subject}}, when the script runs a second time, as this script itself has left it, and nothing brings it back.",
      leaves:
        "{{action}} makes {{subject}} once more when the script runs a second time, and what renamed or dropped it on the first run fails then.",
      wrongGuard:
        "The condition around {{action}} does not keep it from failing when the script runs a second time: {{reason}}.",
      wrongExceptionClass:
        "{{action}} raises {{condition}} when the script runs a second time, and the handler catches only {{caught}}: {{reason}}.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const { guardStyle = "catalog", postgresVersion = OLDEST_POSTGRES } = project.settings;
    return {
      SqlScript(script) {
        const { text, lineBreak } = context.sourceCode;
        const unsafe = findUnsafeStatements(script);
        // Where a second run would lose or leave something, it is the other failures that keep it from getting there.
        const isFixable = unsafe.every(({ effect }) => effect === null);
        for (const commands of byStatement(unsafe)) {
          const edits = makeSafe(commands, { text, lineBreak }, { guardStyle, postgresVersion });
          commands.forEach((one, index) => report(one, isFixable ? (edits[index] ?? null) : null));
        }
      },
    };

    function report(unsafe: UnsafeStatement, edit: TextEdit | null): void {
      context.report({
        loc: placeOf(context.sourceCode, unsafe.range),
        messageId: messageIdOf(unsafe),
        data: {
          action: unsafe.command.action,
          subject: describeSubject(unsafe),
          reason: describeFailure(unsafe),
          condition: conditionOf(unsafe.sqlstate) ?? "",
          caught: caughtBy(unsafe),
        },
        ...(edit && { fix: (fixer) => apply(fixer, edit) }),
      });
    }
  },
};

/** Commands of one statement are made safe together. */
function byStatement(unsafe: readonly UnsafeStatement[]): UnsafeStatement[][] {
  const groups = new Map<object, UnsafeStatement[]>();
  for (const one of unsafe) {
    const group = groups.get(one.statement);
    if (group) group.push(one);
    else groups.set(one.statement, [one]);
  }
  return [...groups.values()];
}

function messageIdOf({ sqlstate, scope, effect }: UnsafeStatement): MessageIds {
  if (effect !== null) return effect;
  if (sqlstate === null) return "duplicates";
  if (scope.handlers.length > 0) return "wrongExceptionClass";
  return scope.isGuarded ? "wrongGuard" : "fails";
}

function caughtBy({ scope }: UnsafeStatement): string {
  const names = scope.handlers.flatMap((handler) => handler.conditions.map(({ name }) => name));
  return [...new Set(names)].join(" and ");
}

export default rule;
