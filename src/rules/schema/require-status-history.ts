import { compoundWords } from "../../model/phi/words.ts";
import { modelSelector, modelSelectorSchema } from "../../model/schema/selectors.ts";
import type { Selector } from "../../model/schema/selectors.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { UNUSABLE_PATTERN, visitSelected } from "./visit-selected.ts";

/** What a row passes through. */
const STATES: ReadonlySet<string> = new Set(["status", "state", "stage", "phase"]);

const rule: PrismaRuleDefinition<{
  MessageIds: "noHistory" | "unusablePattern";
  RuleOptions: [{ models?: Selector }];
}> = {
  meta: {
    type: "suggestion",
    docs: {
      description: "Require a history of each status of certain models",
      url: docsUrl("require-status-history"),
      presets: [],
      area: "audit",
      controls: ["164.312(b)"],
      risk: "low",
    },
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          models: {
            description: "Which models need one; none by default.",
            ...modelSelectorSchema,
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{}],
    messages: {
      noHistory:
        "No model keeps what '{{model}}.{{field}}' was before: each change overwrites it. Add one that refers to '{{model}}', with fields of type '{{type}}' and a time.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const [{ models }] = context.options;
    const isMeant = modelSelector(models);
    return visitSelected(context, [models], (model, schema, { settings }) => {
      if (models === undefined || !isMeant(model, schema, settings)) return;
      for (const field of model.fields.filter(isStatus)) {
        if (hasHistory(model, field, schema)) continue;
        context.report({
          node: field.node.name,
          messageId: "noHistory",
          data: { model: model.name, field: field.name, type: field.type },
        });
      }
    });
  },
};

function isStatus({ kind, name, arity }: Field): boolean {
  return kind === "enum" && arity !== "list" && STATES.has(compoundWords(name).at(-1) ?? "");
}

/** A model that refers to this one and holds a value of the enum, and the time that it was set. */
function hasHistory(model: Model, { type }: Field, { models }: SchemaModel): boolean {
  return [...models.values()].some(
    ({ fields }) =>
      fields.some(({ relation }) => relation?.target === model && relation.fields.length > 0) &&
      fields.some((field) => field.type === type) &&
      fields.some((field) => field.type === "DateTime") &&
      fields !== model.fields,
  );
}

export default rule;
