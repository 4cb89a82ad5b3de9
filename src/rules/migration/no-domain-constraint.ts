import type { SqlNode, SqlOther } from "../../languages/postgresql/ast.ts";
import { field, namesField, nodeField, nodesField } from "../../model/catalog/tree.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const CONSTRAINTS = new Set(["CONSTR_CHECK", "CONSTR_NOTNULL"]);

/** How PostgreSQL's parser abbreviates what ALTER DOMAIN does. */
const ADD_CONSTRAINT = "C";
const SET_NOT_NULL = "O";

const rule: SqlRuleDefinition<{ MessageIds: "carries" | "checks"; RuleOptions: [] }> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Disallow constraints of domains",
      url: docsUrl("no-domain-constraint"),
      presets: ["strict"],
      area: "migrations",
      controls: [],
      risk: "low",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      carries:
        "Domain '{{domain}}' gets a constraint, and to change it later every table that uses the domain is read in one statement, with writing to all of them locked out. Put the CHECK or NOT NULL on the columns.",
      checks:
        "{{action}} reads every table with a column of domain '{{domain}}' under a SHARE lock: nothing can be written to any of them until it is done. Put the CHECK or NOT NULL on the columns, table by table.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    return {
      SqlCreateDomainStmt(statement: SqlOther) {
        const domain = namesField(statement, "domainname").at(-1) ?? "";
        const constraints = nodesField(statement, "constraints").filter(isConstraint);
        for (const node of constraints)
          context.report({ node, messageId: "carries", data: { domain } });
      },
      SqlAlterDomainStmt(statement: SqlOther) {
        const domain = namesField(statement, "typeName").at(-1) ?? "";
        const subtype = field(statement, "subtype");
        const constraint = nodeField(statement, "def");
        if (subtype === ADD_CONSTRAINT && constraint !== null) {
          const messageId = field(constraint, "skip_validation") === true ? "carries" : "checks";
          const data = { domain, action: "ALTER DOMAIN … ADD CONSTRAINT" };
          context.report({ node: constraint, messageId, data });
        } else if (subtype === SET_NOT_NULL) {
          const data = { domain, action: "ALTER DOMAIN … SET NOT NULL" };
          context.report({ node: statement, messageId: "checks", data });
        }
      },
    };
  },
};

/** DEFAULT and NULL stand in the same list. */
function isConstraint(node: SqlNode): boolean {
  return node.type === "SqlConstraint" && CONSTRAINTS.has(node.contype);
}

export default rule;
