import { apply } from "../../fixes/edit.ts";
import { replaceAttribute } from "../../fixes/prisma.ts";
import { isAuditTrail } from "../../model/phi/audit-trails.ts";
import { modelSelector, modelSelectorSchema } from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import type { Field } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

type Types = {
  MessageIds: "applicationClock" | "useDatabase" | "unusablePattern";
  RuleOptions: [{ models?: Selector }];
};

/** Records whose time is evidence. */
const EVIDENCE: Selector = ["@consent", "@session", "@append-only"];
const DATABASE_CLOCK = '@default(dbgenerated("now()"))';

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require times that are evidence to come from the database's clock",
      url: docsUrl("require-database-clock"),
      presets: [],
      area: "time",
      controls: [],
      risk: "low",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          models: {
            description: "Which models; by default those of consents, sessions and logs.",
            ...modelSelectorSchema,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
    messages: {
      applicationClock:
        "Prisma Client fills '{{model}}.{{field}}' in: with now() the time is that of whichever machine wrote the row, and clocks of machines differ.",
      useDatabase: "Let the database fill it in: {{attribute}}.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const [{ models }] = context.options;
    const isMeant = modelSelector(models ?? EVIDENCE);
    return visitSelected(context, [models], (model, schema, project) => {
      const isLog = models === undefined && isAuditTrail(model);
      if (!project.isPostgres || (!isLog && !isMeant(model, schema, project.settings))) return;
      for (const field of model.fields) report(context, field);
    });
  },
};

function report(context: PrismaContext<Types>, { name, model, node, default: value }: Field): void {
  if (value?.kind !== "function" || value.name !== "now") return;
  const { text } = context.sourceCode;
  context.report({
    node: value.node,
    messageId: "applicationClock",
    data: { model: model.name, field: name },
    suggest: [
      {
        messageId: "useDatabase",
        data: { attribute: DATABASE_CLOCK },
        fix: (fixer) =>
          apply(fixer, replaceAttribute(value.node, node, model.node, text, DATABASE_CLOCK)),
      },
    ],
  });
}

export default rule;
