import type { SqlColumnDef, SqlScript } from "../../languages/postgresql/ast.ts";
import {
  formerNames,
  isBackfilled,
  isCheckedNotNull,
  isEmptied,
  isRequiredWithoutValue,
} from "../../model/migration/not-null.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { wordsIn } from "./keywords.ts";
import { visitSharedCommands } from "./visit-commands.ts";
import type { SharedCommand } from "./visit-commands.ts";

type MessageIds = "addsRequired" | "setsNotNull" | "dropNotNull";

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow NOT NULL for rows that exist and have no value",
      url: docsUrl("no-unsafe-not-null"),
      presets: ["recommended", "hipaa", "strict"],
      area: "migrations",
      controls: [],
      risk: "high",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      addsRequired:
        "'{{table}}' gets the required column '{{column}}' without a default: as soon as the table has one row, PostgreSQL refuses (23502) and the deployment stops here. Add it without NOT NULL, fill it, and require it in a later migration.",
      setsNotNull:
        "'{{column}}' of '{{table}}' becomes required, and no UPDATE before it fills the rows where it is null: one of them is enough for PostgreSQL to refuse (23502). It also reads the whole table under an ACCESS EXCLUSIVE lock. Fill it first.",
      dropNotNull: "Add the column without NOT NULL.",
    },
  },
  create(context) {
    return visitSharedCommands(context, (shared, project) => {
      const { command, statement } = shared;
      const { def, subtype } = command;
      const table = statement.relation.relname;
      if (subtype === "AT_AddColumn" && def?.type === "SqlColumnDef") {
        const { ast } = context.sourceCode;
        if (!isRequiredWithoutValue(def)) return;
        if (isEmptied(ast, statement.relation, statement.range[0])) return;
        const required = constraintRange(def);
        context.report({
          node: { range: required },
          messageId: "addsRequired",
          data: { table, column: def.colname },
          suggest: isNotNullAlone(def)
            ? [
                {
                  messageId: "dropNotNull",
                  fix: (fixer) => fixer.removeRange(withSpaceBefore(required)),
                },
              ]
            : [],
        });
      } else if (
        subtype === "AT_SetNotNull" &&
        isUnfilled(shared, context.sourceCode.ast, project)
      ) {
        const range = wordsIn(statement, command.range, "set", "not", "null");
        context.report({
          loc: placeOf(context.sourceCode, range),
          messageId: "setsNotNull",
          data: { table, column: command.name ?? "" },
        });
      }
    });

    function withSpaceBefore([start, end]: [number, number]): [number, number] {
      const { text } = context.sourceCode;
      return [text.charAt(start - 1) === " " ? start - 1 : start, end];
    }
  },
};

function isNotNullAlone({ constraints = [] }: SqlColumnDef): boolean {
  return !constraints.some(({ contype }) => contype === "CONSTR_PRIMARY");
}

function constraintRange({ constraints = [], range }: SqlColumnDef): [number, number] {
  const required = constraints.find(
    ({ contype }) => contype === "CONSTR_NOTNULL" || contype === "CONSTR_PRIMARY",
  );
  return required?.range ?? range;
}

/** Of a column that has been NOT NULL all along, or that is checked or filled, nothing is to be feared. */
function isUnfilled(
  { command, statement, table }: SharedCommand,
  script: SqlScript,
  project: Project,
): boolean {
  const { name = "" } = command;
  const { relation, range } = statement;
  const column = table?.columns.get(name);
  if (column?.notNull === true || isCheckedNotNull(table, name)) return false;
  const isAdded = statement.cmds.some(
    ({ subtype, def }) =>
      subtype === "AT_AddColumn" && def?.type === "SqlColumnDef" && def.colname === name,
  );
  const names = [name, ...formerNames(script, relation, name)];
  if (isAdded || names.some((one) => isBackfilled(script, relation, one, range[0]))) return false;
  return !project.earlierMigrations.some(({ script: earlier }) =>
    isBackfilled(earlier, relation, name),
  );
}

export default rule;
