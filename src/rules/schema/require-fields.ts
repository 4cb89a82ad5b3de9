import { apply } from "../../fixes/edit.ts";
import { addRequiredField } from "../../fixes/required-field.ts";
import { firstName, shortcomingsOf } from "../../model/schema/required-fields.ts";
import type { ModelRequirement, Shortcoming } from "../../model/schema/required-fields.ts";
import { modelSelector } from "../../model/schema/selectors.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { requiredForHealthData, requireFieldsOptions } from "./require-fields-options.ts";
import { UNUSABLE_PATTERN, firstLine, isFirstFile, visitSelected } from "./visit-selected.ts";

type Types = {
  MessageIds: "missing" | "otherwise" | "tooFew" | "noModel" | "add" | "unusablePattern";
  RuleOptions: [{ require: ModelRequirement[] }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require models to have certain fields",
      url: docsUrl("require-fields"),
      presets: ["hipaa"],
      presetOptions: { hipaa: { require: requiredForHealthData } },
      area: "audit",
      controls: ["164.312(b)"],
      risk: "medium",
    },
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [requireFieldsOptions],
    defaultOptions: [{ require: [] }],
    messages: {
      missing: "'{{model}}' has no field '{{field}}'. {{because}}",
      otherwise: "'{{model}}.{{field}}' should be {{expected}}. {{because}}",
      tooFew: "'{{model}}' has {{found}} of {{fields}}, and needs {{wanted}}. {{because}}",
      noModel: "No model is selected by '{{models}}', and there should be one. {{because}}",
      add: "Add '{{field}}'.",
      unusablePattern: UNUSABLE_PATTERN,
    },
  },
  create(context) {
    const requirements = context.options[0].require.map((requirement) => ({
      ...requirement,
      isFor: modelSelector(requirement.models),
      check: shortcomingsOf(requirement),
    }));
    const selectors = requirements.flatMap(({ models, fields = [], anyOf = [] }) => [
      models,
      ...[...fields, ...anyOf].flatMap((field) =>
        typeof field === "string" ? [field] : [field.name, field.relation, field.ifSibling],
      ),
    ]);
    const visitor = visitSelected(context, selectors, (model, schema, { settings }) => {
      for (const requirement of requirements) {
        if (!requirement.isFor(model, schema, settings)) continue;
        const because = requirement.because ?? ASKED;
        for (const shortcoming of requirement.check(model, schema, settings)) {
          report(context, model, shortcoming, because, schema);
        }
      }
    });
    const expected = requirements.filter(({ exists }) => exists);
    if (expected.length === 0) return visitor;
    return {
      ...visitor,
      PrismaSchema(node) {
        visitor.PrismaSchema?.(node);
        const project = projectOf(context);
        const { schema, settings } = project;
        if (!schema || !isFirstFile(project)) return;
        const models = [...schema.models.values()];
        for (const { isFor, models: selector, because = ASKED } of expected) {
          if (models.some((model) => isFor(model, schema, settings))) continue;
          context.report({
            loc: firstLine(context, node),
            messageId: "noModel",
            data: { models: [selector].flat().join("', '"), because },
          });
        }
      },
    };
  },
};

const ASKED = "This project's configuration asks for it.";

function report(
  context: Pick<PrismaContext<Types>, "report" | "sourceCode">,
  model: Model,
  shortcoming: Shortcoming,
  because: string,
  schema: SchemaModel,
): void {
  const node = model.node.name;
  switch (shortcoming.kind) {
    case "missing": {
      const field = firstName(shortcoming.requirement);
      const edit = addRequiredField(
        shortcoming.requirement,
        model,
        schema,
        context.sourceCode.text,
      );
      context.report({
        node,
        messageId: "missing",
        data: { model: model.name, field, because },
        suggest: edit && [
          { messageId: "add", data: { field }, fix: (fixer) => apply(fixer, edit) },
        ],
      });
      break;
    }
    case "otherwise": {
      const { expected, field } = shortcoming;
      const data = { model: model.name, field: field.name, expected, because };
      context.report({ node: shortcoming.node, messageId: "otherwise", data });
      break;
    }
    case "tooFew": {
      const fields = shortcoming.requirements.map((field) => `'${firstName(field)}'`).join(", ");
      const [found, wanted] = [String(shortcoming.found), String(shortcoming.wanted)];
      const data = { model: model.name, fields, found, wanted, because };
      context.report({ node, messageId: "tooFew", data });
    }
  }
}

export default rule;
