import { apply } from "../../fixes/edit.ts";
import { appendedBlocks } from "../../fixes/sql-text.ts";
import type { SchemaModel } from "../../model/schema/types.ts";
import { belongsToTenant } from "../../model/tenancy/row-security.ts";
import type { Unguarded } from "../../model/tenancy/row-security.ts";
import { tenantOf } from "../../model/tenancy/tenant-path.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import type { SentinelRuleDefinition, SqlContext } from "../types.ts";
import { POSTGRESQL, PRISMA } from "../types.ts";
import { emptyMigration, missingPolicies, unguardedHere } from "./unguarded-tables.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "off" | "noPolicy" | "idle" | "newTable" | "newMigration" | "write";
  RuleOptions: [];
};

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require row-level security on tables of tenants and patients",
      url: docsUrl("require-row-level-security"),
      presets: ["hipaa", "strict"],
      area: "tenancy",
      controls: ["164.308(a)(4)(ii)(B)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [PRISMA, POSTGRESQL],
    schema: [],
    messages: {
      off: "No migration puts '{{table}}' under row-level security: a query without its filter reads and writes the rows of every {{owner}}. Policies belong in a new migration.",
      noPolicy:
        "'{{table}}' is under row-level security without a policy: nobody sees a row but who passes all policies, and that one sees the rows of every {{owner}}. Policies belong in a new migration.",
      idle: "'{{table}}' has policies and no row-level security, so they bind nobody: a query without its filter reads and writes the rows of every {{owner}}. Turn it on in a new migration.",
      newTable:
        "{{tables}} is not under row-level security: a query without its filter reads and writes the rows of every {{owner}}.",
      newMigration:
        "Nothing stands in this migration yet, and these tables are not under row-level security: {{tables}}.",
      write: "Write the policies: '{{setting}}' says whose rows a query may see.",
    },
  },
  create(context) {
    return byLanguage(context, {
      prisma: (schemaContext) =>
        visitModels(schemaContext, (model, schema, project) => {
          const [found] = unguardedHere([model], schema, project);
          if (found === undefined) return;
          schemaContext.report({
            node: model.node.name,
            messageId: found.lack,
            data: { table: found.table.name, owner: ownerOf(found, schema, project) },
          });
        }),
      postgresql: (sqlContext) => {
        const project = projectOf(sqlContext);
        const { schema } = project;
        if (!schema || !mayBeHome(project)) return {};
        return { SqlScript: () => checkMigration(sqlContext, schema, project) };
      },
    });
  },
};

/** Whether tables may be reported in the linted migration; most are passed over before anything is computed. */
function mayBeHome(project: Project): boolean {
  if (project.role !== "migration" || !project.isPostgres || project.isApplied) return false;
  return project.settings.baseline !== undefined || emptyMigration(project) === project.path;
}

/** Whose rows are in danger. */
function ownerOf({ model }: Unguarded, schema: SchemaModel, { settings }: Project): string {
  const tenant = tenantOf(schema, settings);
  return tenant && belongsToTenant(model, schema, settings) ? tenant.name : "patient";
}

/** Tables are reported where they are made; those that an empty migration can guard, all together. */
function checkMigration(
  context: Pick<SqlContext<Types>, "report" | "sourceCode">,
  schema: SchemaModel,
  project: Project,
): void {
  const tables = unguardedHere(schema.models.values(), schema, project);
  const isEmpty = emptyMigration(project) === project.path;
  const { text } = context.sourceCode;
  for (const found of isEmpty ? [tables] : tables.map((table) => [table])) {
    const [first] = found;
    if (first === undefined) continue;
    const { setting, blocks } = missingPolicies(found, schema, project);
    const edit = appendedBlocks(context.sourceCode, blocks);
    context.report({
      node: { range: isEmpty ? [0, text.trimEnd().length] : [...first.table.origin.range] },
      messageId: isEmpty ? "newMigration" : "newTable",
      data: { tables: namesOf(found), owner: ownerOf(first, schema, project) },
      suggest: [{ messageId: "write", data: { setting }, fix: (fixer) => apply(fixer, edit) }],
    });
  }
}

function namesOf(found: readonly Unguarded[]): string {
  return found.map(({ table }) => `'${table.name}'`).join(", ");
}

export default rule;
