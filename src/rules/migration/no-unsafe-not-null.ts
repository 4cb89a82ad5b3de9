import type { SqlColumnDef, SqlScript } from "../../languages/postgresql/ast.ts";
import {
  formerNames,
  isBackfilled,
  isCheckedNotNull,
  isEmptied,
  isKey,
  isRequiredWithoutValue,
  requiredBy,
} from "../../model/migration/not-null.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { wordsIn } from "./keywords.ts";
import { visitSharedTables } from "./visit-commands.ts";
import type { SharedCommand } from "./visit-commands.ts";

type MessageIds =
  "addsRequired" | "addsSeveral" | "setsNotNull" | "setsSeveral" | "dropNotNull" | "dropSeveral";

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
        "'{{table}}' gets the required column {{column}} without a default: as soon as the table has one row, PostgreSQL refuses (23502) and the deployment stops here. Add it without NOT NULL, fill it, and require it in a later migration.",
      addsSeveral:
        "'{{table}}' gets the required columns {{column}} without defaults: as soon as the table has one row, PostgreSQL refuses (23502) and the deployment stops here. Add them without NOT NULL, fill them, and require them in a later migration.",
      setsNotNull:
        "{{column}} of '{{table}}' becomes required, and no UPDATE before it fills the rows where it is null: one of them is enough for PostgreSQL to refuse (23502). It also reads the whole table under an ACCESS EXCLUSIVE lock. Fill it first.",
      setsSeveral:
        "{{column}} of '{{table}}' become required, and no UPDATE before it fills the rows where they are null: one of them is enough for PostgreSQL to refuse (23502). It also reads the whole table under an ACCESS EXCLUSIVE lock. Fill them first.",
      dropNotNull: "Add the column without NOT NULL.",
      dropSeveral: "Add the columns without NOT NULL.",
    },
  },
  create(context) {
    const { sourceCode } = context;
    return visitSharedTables(context, (commands, project) => {
      const { ast } = sourceCode;
      reportAdded(commands.filter((one) => addsRequired(one, ast)).flatMap(definitionOf));
      reportSet(commands.filter((one) => setsNotNull(one, ast, project)));

      function reportAdded(definitions: readonly SqlColumnDef[]): void {
        const [first] = definitions;
        if (first === undefined) return;
        const ranges = definitions.map(requiredBy).map(withSpaceBefore);
        context.report({
          node: { range: requiredBy(first) },
          messageId: definitions.length === 1 ? "addsRequired" : "addsSeveral",
          data: {
            table: tableOf(commands),
            column: namesOf(definitions.map(({ colname }) => colname)),
          },
          suggest: definitions.some(isKey)
            ? []
            : [
                {
                  messageId: definitions.length === 1 ? "dropNotNull" : "dropSeveral",
                  fix: (fixer) => ranges.map((range) => fixer.removeRange(range)),
                },
              ],
        });
      }

      function reportSet(required: readonly SharedCommand[]): void {
        const [first] = required;
        if (first === undefined) return;
        const range = wordsIn(first.statement, first.command.range, "set", "not", "null");
        context.report({
          loc: placeOf(sourceCode, range),
          messageId: required.length === 1 ? "setsNotNull" : "setsSeveral",
          data: {
            table: tableOf(required),
            column: namesOf(required.map(({ command }) => command.name ?? "")),
          },
        });
      }
    });

    function withSpaceBefore([start, end]: [number, number]): [number, number] {
      return [sourceCode.text.charAt(start - 1) === " " ? start - 1 : start, end];
    }
  },
};

function addsRequired(shared: SharedCommand, script: SqlScript): boolean {
  const { relation, range } = shared.statement;
  return (
    definitionOf(shared).some(isRequiredWithoutValue) && !isEmptied(script, relation, range[0])
  );
}

function definitionOf({ command: { def, subtype } }: SharedCommand): SqlColumnDef[] {
  return subtype === "AT_AddColumn" && def?.type === "SqlColumnDef" ? [def] : [];
}

function setsNotNull(shared: SharedCommand, script: SqlScript, project: Project): boolean {
  return shared.command.subtype === "AT_SetNotNull" && isUnfilled(shared, script, project);
}

function tableOf([first]: readonly SharedCommand[]): string {
  return first?.statement.relation.relname ?? "";
}

/** `'a', 'b' and 'c'`. */
function namesOf(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
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
