import { apply } from "../../fixes/edit.ts";
import { addTenantKey, requireKey } from "../../fixes/relations.ts";
import { tenancyGap } from "../../model/tenancy/tenancy-gaps.ts";
import { tenancyOf, usualKeyName } from "../../model/tenancy/tenancy.ts";
import type { Key } from "../../model/tenancy/tenancy.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import type { Settings } from "../../settings.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "missing" | "optional" | "indirect" | "addKey" | "makeRequired";
  RuleOptions: [{ direct: boolean }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require that each row of a tenant says which tenant's it is",
      url: docsUrl("require-tenant-field"),
      presets: ["hipaa", "strict"],
      area: "tenancy",
      controls: ["164.312(a)(1)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          direct: {
            description:
              "Also ask models for a key of their own that reach the tenant through another model.",
            type: "boolean",
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ direct: false }],
    messages: {
      missing:
        "No required relation leads from '{{model}}' to '{{tenant}}', so nothing tells whose its rows are, and any tenant may come to read them.",
      optional:
        "'{{model}}.{{field}}' is optional: a row without its '{{tenant}}' is nobody's, and a query or policy that does not think of that shows it to no one or to all.",
      indirect:
        "'{{model}}' has no key to '{{tenant}}' of its own, only through {{path}}: each policy and each query has to join to tell whose a row is.",
      addKey:
        "Add '{{field}}' with its relation; rows that are there need a value before the migration can run.",
      makeRequired: "Make '{{field}}' required; the migration fails while a row has none.",
    },
  },
  create(context) {
    const [{ direct }] = context.options;
    return visitModels(
      context,
      (model, schema, { settings }) => {
        const gap = tenancyGap(model, schema, settings);
        if (gap?.kind === "optional") reportOptional(context, model, gap.key);
        else if (gap?.kind === "missing") reportMissing(context, model, schema, settings, []);
        else if (gap && direct) reportMissing(context, model, schema, settings, gap.through);
      },
      { anyDatabase: true },
    );
  },
};

function reportOptional(context: PrismaContext<Types>, model: Model, { field, target }: Key): void {
  const edit = requireKey(model, field, context.sourceCode.text);
  context.report({
    node: field.node.fieldType,
    messageId: "optional",
    data: { model: model.name, field: field.name, tenant: target.name },
    suggest: edit
      ? [
          {
            messageId: "makeRequired",
            data: { field: field.name },
            fix: (fixer) => apply(fixer, edit),
          },
        ]
      : [],
  });
}

function reportMissing(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  settings: Settings,
  through: readonly Model[],
): void {
  const tenancy = tenancyOf(schema, settings);
  const [tenant, ...others] = tenancy.tenants;
  if (!tenant) return;
  const field = usualKeyName(tenant, schema, tenancy);
  const isOne = others.length === 0;
  const edit = isOne ? addTenantKey(model, tenant, field, schema, context.sourceCode.text) : null;
  context.report({
    node: model.node.name,
    messageId: through.length > 0 ? "indirect" : "missing",
    data: {
      model: model.name,
      tenant: tenancy.tenants.map(({ name }) => name).join("' or '"),
      path: through.map(({ name }) => `'${name}'`).join(" and "),
    },
    suggest: edit
      ? [{ messageId: "addKey", data: { field }, fix: (fixer) => apply(fixer, edit) }]
      : [],
  });
}

export default rule;
