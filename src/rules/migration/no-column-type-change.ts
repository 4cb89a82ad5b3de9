import { rewritingChange } from "../../model/migration/type-changes.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";
import { visitSharedCommands } from "./visit-commands.ts";

type MessageIds = "rewrites" | "mayRewrite";

const rule: SqlRuleDefinition<{ MessageIds: MessageIds; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow changes of type that write every row anew",
      url: docsUrl("no-column-type-change"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "high",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      rewrites:
        "From {{from}} to {{to}} PostgreSQL writes all of '{{table}}' and its indexes anew under an ACCESS EXCLUSIVE lock: nobody reads or writes it until that is done, and code that is still running expects the old type. Add a new column, copy in batches, and switch over.",
      mayRewrite:
        "No migration says what '{{column}}' of '{{table}}' was: unless its values are stored alike, PostgreSQL writes the whole table anew under an ACCESS EXCLUSIVE lock. Add a new column, copy in batches, and switch over.",
    },
  },
  create(context) {
    return visitSharedCommands(context, ({ statement, command, table }) => {
      const { def, subtype, name = "" } = command;
      if (subtype !== "AT_AlterColumnType" || def?.type !== "SqlColumnDef" || !def.typeName) return;
      const old = table?.columns.get(name)?.type ?? null;
      const change = old === null ? null : rewritingChange(old, def.typeName);
      if (old !== null && change === null) return;
      context.report({
        node: def.typeName,
        messageId: change === null ? "mayRewrite" : "rewrites",
        data: {
          table: statement.relation.relname,
          column: name,
          from: change?.from ?? "",
          to: change?.to ?? "",
        },
      });
    });
  },
};

export default rule;
