import type { SqlNode, SqlOtherStatement } from "../../languages/postgresql/ast.ts";
import { columnsOf, namesCredential } from "../../model/migration/secret-columns.ts";
import {
  secretsInConnection,
  secretsInConstant,
  secretsInOptions,
  secretsInRows,
  secretsOfCall,
  secretsOfRole,
  secretsOfVariable,
} from "../../model/migration/secrets.ts";
import type { Columns, Secret } from "../../model/migration/secrets.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

const rule: SqlRuleDefinition<{ MessageIds: Secret["secret"]; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow passwords, keys and health information in clear in migrations",
      url: docsUrl("no-plaintext-secret-in-migration"),
      presets: ["hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(d)"],
      risk: "high",
    },
    languages: [POSTGRESQL],
    schema: [],
    messages: {
      value:
        "'{{column}}' of '{{table}}' is given a secret in clear: it stays in the repository's history, and every copy of this database begins with it. Store a hash, or set it at run time; and change this one.",
      phi: "'{{column}}' of '{{table}}' holds health information, and this value looks like that of a real person: it stays in the repository's history. Load such rows from outside of the migrations.",
      role: "The password of role '{{role}}' stands here in clear: it stays in the repository's history, and PostgreSQL may log it. Set it outside of the migrations, or give the SCRAM-SHA-256 verifier; and change this one.",
      option:
        "'{{option}}' is given a secret in clear: it stays in the repository's history, and whoever reads the catalogs sees it. Set it outside of the migrations; and change this one.",
      argument:
        "{{called}}() is given a password or key as a constant: it stays in the repository's history, and what it protects is no longer protected. Compute the value outside of the migrations; and change the secret.",
      known:
        "This constant holds {{what}}: it stays in the repository's history. Revoke it, and read it at run time from where secrets are kept.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    let columns: Columns | undefined;
    const rows = (statement: SqlNode) => {
      const { schema, settings } = project;
      columns ??= columnsOf(() => project.catalogBefore, schema, settings);
      report(secretsInRows(statement, columns));
    };
    const options = (statement: SqlNode) => {
      report(secretsInOptions(statement));
    };
    const role = (statement: SqlNode) => {
      report(secretsOfRole(statement));
    };
    const connection = (statement: SqlOtherStatement) => {
      report(secretsInConnection(statement));
    };
    return {
      SqlInsertStmt: rows,
      SqlUpdateStmt: rows,
      SqlCreateRoleStmt: role,
      SqlAlterRoleStmt: role,
      SqlCreateUserMappingStmt: options,
      SqlAlterUserMappingStmt: options,
      SqlCreateForeignServerStmt: options,
      SqlAlterForeignServerStmt: options,
      SqlCreateSubscriptionStmt: connection,
      SqlAlterSubscriptionStmt: connection,
      SqlFuncCall(call: SqlNode) {
        report(secretsOfCall(call));
      },
      SqlVariableSetStmt(statement: SqlNode) {
        report(secretsOfVariable(statement, namesCredential));
      },
      SqlA_Const(constant: SqlNode) {
        report(secretsInConstant(constant));
      },
    };

    function report(secrets: readonly Secret[]): void {
      for (const { secret, range, ...data } of secrets)
        context.report({ loc: placeOf(context.sourceCode, range), messageId: secret, data });
    }
  },
};

export default rule;
