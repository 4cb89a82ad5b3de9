import { removalOfOption } from "../../fixes/sql-vacuum.ts";
import type { Range, SqlNode, SqlOtherStatement } from "../../languages/postgresql/ast.ts";
import { field, nodeField, nodesField, textField } from "../../model/catalog/tree.ts";
import { projectOf } from "../../project/snapshot.ts";
import { liesWithin } from "../../text/ranges.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const OFF = new Set(["false", "off"]);

const rule: SqlRuleDefinition<{ MessageIds: "rewrites" | "plainVacuum"; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow VACUUM FULL and CLUSTER",
      url: docsUrl("no-vacuum-full"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      rewrites:
        "{{command}} rewrites {{tables}} under ACCESS EXCLUSIVE: nobody can read or write there until it is done, and the disk must hold everything twice. pg_repack does the same beside running queries.",
      plainVacuum: "Leave out FULL: the space is free for new rows, and nobody waits.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    return {
      SqlVacuumStmt(statement: SqlOtherStatement) {
        const full = nodesField(statement, "options").find(isFull);
        if (full === undefined) return;
        const removal = removalOfOption(statement.tokens, full.range);
        const relations = nodesField(statement, "rels").map((one) => nodeField(one, "relation"));
        context.report({
          node: full,
          messageId: "rewrites",
          data: { command: "VACUUM FULL", tables: namesOf(relations) },
          suggest: holdsComment(removal)
            ? []
            : [{ messageId: "plainVacuum", fix: (fixer) => fixer.removeRange(removal) }],
        });
      },
      SqlClusterStmt(statement: SqlOtherStatement) {
        const keyword: Range = statement.tokens[0]?.range ?? statement.range;
        context.report({
          loc: placeOf(context.sourceCode, keyword),
          messageId: "rewrites",
          data: { command: "CLUSTER", tables: namesOf([nodeField(statement, "relation")]) },
        });
      },
    };

    function holdsComment(range: Range): boolean {
      return context.sourceCode.comments.some((comment) => liesWithin(comment.range, range));
    }
  },
};

/** `FULL`, `FULL true`; not `FULL false`. */
function isFull(option: SqlNode): boolean {
  if (textField(option, "defname") !== "full") return false;
  const value = nodeField(option, "arg");
  if (value === null) return true;
  return !OFF.has(textField(value, "sval") ?? "") && field(value, "ival") !== 0;
}

function namesOf(relations: readonly (SqlNode | null)[]): string {
  const names = relations
    .map((one) => one && textField(one, "relname"))
    .filter((one) => one !== null);
  if (names.length === 0) return "every table";
  return names.map((name) => `'${name}'`).join(" and ");
}

export default rule;
