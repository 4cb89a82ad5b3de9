import type { Range } from "../../languages/postgresql/ast.ts";
import { remainders } from "../../model/migration/reversal.ts";
import type { Remainder } from "../../model/migration/reversal.ts";
import { downScriptOf, reversalOf } from "../../project/down-scripts.ts";
import type { Reversal } from "../../project/down-scripts.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

type Types = {
  MessageIds: "missing" | "invalid" | "empty" | "incomplete";
  RuleOptions: [{ compare: boolean }];
};

const rule: SqlRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require a script beside each migration that undoes it",
      url: docsUrl("require-down-migration"),
      presets: [],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          compare: {
            description:
              "Whether the script must leave the tables, columns, constraints, indexes and enums as they were before the migration.",
            type: "boolean",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ compare: true }],
    messages: {
      missing:
        "This migration has no down.sql beside it: when it must be taken back in a hurry, somebody has to find out how. Write what undoes it, or a comment that says why nothing can.",
      invalid:
        "The down.sql of this migration cannot be parsed: {{message}} It fails when it is needed.",
      empty:
        "The down.sql of this migration does nothing, and no comment says why. Write what undoes it, or why nothing can.",
      incomplete:
        "The down.sql of this migration does not undo it: when both have run, {{subject}} {{state}}{{more}}.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (project.role !== "migration" || !project.isPostgres || project.isApplied) return {};
    const [{ compare }] = context.options;
    return {
      SqlScript(script) {
        if (script.body.length === 0) return;
        const start = script.tokens[0]?.range ?? [0, 0];
        const down = downScriptOf(project.path)?.script;
        if (!down) report(start, "missing");
        else if (down.errors[0]) report(start, "invalid", { message: down.errors[0].message });
        else if (down.body.length === 0) {
          if (down.comments.length === 0) report(start, "empty");
        } else if (compare) reportRemainders(reversalOf(project), start);
      },
    };

    function report(range: Range, messageId: Types["MessageIds"], data = {}): void {
      context.report({ loc: placeOf(context.sourceCode, range), messageId, data });
    }

    function reportRemainders(reversal: Reversal | null, start: Range): void {
      if (!reversal || isUncertain(reversal)) return;
      const [first, ...others] = remainders(reversal.before, reversal.undone);
      if (!first) return;
      const { subject, state } = first;
      const more = others.length > 0 ? `, and ${String(others.length)} more` : "";
      report(rangeOf(first) ?? start, "incomplete", { subject, state, more });
    }

    /** Where the migration makes what is left. */
    function rangeOf({ origin }: Remainder): Range | null {
      return origin?.path === project.path ? origin.range : null;
    }
  },
};

/** Text that only the run tells may have made or undone more than can be seen. */
function isUncertain({ before, undone }: Reversal): boolean {
  return undone.tainted && !before.tainted;
}

export default rule;
