import type { SqlConstraint } from "../../languages/postgresql/ast.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { wordsIn } from "./keywords.ts";
import { visitSharedCommands } from "./visit-commands.ts";

type MessageIds = "foreignKey" | "check" | "addNotValid";

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require constraints to be added without checking the rows that exist",
      url: docsUrl("require-not-valid-constraint"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      foreignKey:
        "The foreign key is checked against all rows under a SHARE ROW EXCLUSIVE lock on {{tables}}: nobody writes there until that is done. Add it NOT VALID, and VALIDATE it in a later migration.",
      check:
        "The CHECK reads all rows while '{{table}}' is under an ACCESS EXCLUSIVE lock: nobody reads or writes it until that is done. Add it NOT VALID, and VALIDATE it in a later migration.",
      addNotValid:
        "Add it NOT VALID: new rows are checked at once, the others by VALIDATE CONSTRAINT.",
    },
  },
  create(context) {
    return visitSharedCommands(context, ({ statement, command }) => {
      const { def, subtype } = command;
      if (subtype !== "AT_AddConstraint" || def?.type !== "SqlConstraint") return;
      const isForeignKey = def.contype === "CONSTR_FOREIGN";
      if ((!isForeignKey && def.contype !== "CONSTR_CHECK") || isNotValid(def)) return;
      const words = isForeignKey ? ["foreign", "key"] : ["check"];
      context.report({
        loc: placeOf(context.sourceCode, wordsIn(statement, def.range, ...words)),
        messageId: isForeignKey ? "foreignKey" : "check",
        data: {
          table: statement.relation.relname,
          tables: listOf(statement.relation.relname, def.pktable?.relname),
        },
        suggest: [
          {
            messageId: "addNotValid",
            fix: (fixer) => fixer.insertTextAfterRange(command.range, " NOT VALID"),
          },
        ],
      });
    });
  },
};

function listOf(table: string, target = table): string {
  return table === target ? `'${table}'` : `'${table}' and '${target}'`;
}

function isNotValid({ skip_validation: skips }: SqlConstraint): boolean {
  return skips === true;
}

export default rule;
