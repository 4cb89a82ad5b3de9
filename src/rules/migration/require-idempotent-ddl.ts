import type { SqlScript } from "../../languages/postgresql/ast.ts";
import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { makeSafe } from "../../fixes/sql.ts";
import {
  byStatement,
  findUnsafeStatements,
  hiddenShapes,
  isAboutData,
  mayHideShapes,
  mendableFrom,
  splitPoints,
} from "../../model/catalog/idempotency.ts";
import type { UnsafeStatement } from "../../model/catalog/idempotency.ts";
import type { QualifiedName } from "../../model/catalog/names.ts";
import type { Table } from "../../model/catalog/types.ts";
import { migrationName } from "../../project/migrations.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { describeFinding } from "./describe-ddl.ts";
import type { FindingId } from "./describe-ddl.ts";

type MessageIds = FindingId | "hides" | "splits";

/** The oldest major version of PostgreSQL that is not out of support everywhere. */
const OLDEST_POSTGRES = 13;

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [{ data?: boolean }] }> = {
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
    schema: [
      {
        type: "object",
        additionalProperties: false,
        properties: {
          data: {
            type: "boolean",
            description: "Report statements that write rows again, or read what is gone by then.",
          },
        },
      },
    ],
    defaultOptions: [{ data: true }],
    messages: {
      fails:
        "{{action}} fails when the script runs a second time: {{reason}}. A migration that stopped halfway cannot be run again.",
      duplicates:
        "{{action}} without a name makes another {{subject}} each time the script runs: PostgreSQL invents a new name and raises nothing, and no guard can ask for what has no name.",
      repeats: "{{action}} {{reason}}. No edit is right without knowing what the rows mean.",
      loses:
        "{{action}} drops {{subject}}, when the script runs a second time, as this script itself has left it, and nothing brings it back.",
      leaves:
        "{{action}} makes {{subject}} once more when the script runs a second time, and what renamed or dropped it on the first run fails then.",
      wrongGuard:
        "The condition around {{action}} {{asked}}does not keep it from failing when the script runs a second time: {{reason}}.",
      unquotedGuard:
        "The condition around {{action}} looks for {{asked}}: {{source}}() folds a name to lower case that has no quotes inside of the string, so that it never finds {{subject}}.",
      blindGuard:
        "The condition around {{action}} asks {{source}}, where {{subject}} is never listed: it does not keep the statement from failing when the script runs a second time.",
      catchesAll:
        "The handler for OTHERS keeps {{action}} from failing when the script runs a second time, and swallows every other error too: it should name {{condition}}.",
      hides:
        "{{action}} IF NOT EXISTS does nothing: {{origin}} has made the {{object}} '{{name}}' {{difference}}, and it stays so.",
      splits:
        "The {{holder}} holds a semicolon, and a runner without DO blocks (guardStyle: none) splits the script there.",
      wrongExceptionClass:
        "{{action}} raises {{condition}} when the script runs a second time, and the handler catches only {{caught}}: {{reason}}.",
    },
  },
  create(context) {
    const [{ data: includesData = true }] = context.options;
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const { guardStyle = "catalog", postgresVersion = OLDEST_POSTGRES } = project.settings;
    return {
      SqlScript(script) {
        const { text, lineBreak } = context.sourceCode;
        const all = findUnsafeStatements(script, tableBefore);
        const unsafe = all.filter((one) => includesData || !isAboutData(one));
        const mendable = mendableFrom(all);
        for (const commands of byStatement(unsafe)) {
          const edits = makeSafe(commands, { text, lineBreak }, { guardStyle, postgresVersion });
          commands.forEach((one, index) => {
            report(one, one.statement.range[0] >= mendable ? (edits[index] ?? null) : null);
          });
        }
        if (mayHideShapes(script)) reportHiddenShapes(script);
        if (guardStyle === "none") reportSplitPoints(script);
      },
    };

    function tableBefore({ schema, name }: QualifiedName): Table | undefined {
      const { catalogBefore } = project;
      // Dynamic SQL may have made keys that nobody sees.
      return catalogBefore.tainted ? undefined : catalogBefore.table(name, schema ?? undefined);
    }

    function reportHiddenShapes(script: SqlScript): void {
      const { catalogBefore: before, catalogAfter: after, path } = project;
      for (const hidden of hiddenShapes(script, { before, after, path })) {
        const { action, object, name, difference } = hidden;
        context.report({
          loc: placeOf(context.sourceCode, hidden.range),
          messageId: "hides",
          data: { action, object, name, difference, origin: migrationName(hidden.origin.path) },
        });
      }
    }

    function reportSplitPoints(script: SqlScript): void {
      for (const { holder, range } of splitPoints(script))
        context.report({
          loc: placeOf(context.sourceCode, range),
          messageId: "splits",
          data: { holder },
        });
    }

    function report(unsafe: UnsafeStatement, edit: TextEdit | null): void {
      const { messageId, data } = describeFinding(unsafe);
      context.report({
        loc: placeOf(context.sourceCode, unsafe.range),
        messageId,
        data,
        ...(edit && { fix: (fixer) => apply(fixer, edit) }),
      });
    }
  },
};

export default rule;
