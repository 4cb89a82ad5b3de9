import { apply } from "../../fixes/edit.ts";
import { insertDocumentation } from "../../fixes/prisma-documentation.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { PrismaContext, SentinelRuleDefinition } from "../types.ts";
import { JAVASCRIPT, PRISMA } from "../types.ts";
import { clearFields } from "./clear-fields.ts";
import { reportUnmapped } from "./unmapped-phi.ts";

type Types = {
  MessageIds:
    | "unencrypted"
    | "unencryptedDate"
    | "unmapped"
    | "unmappedModels"
    | "addToMap"
    | "addModel"
    | "annotateEncrypted"
    | "annotateHarmless";
  RuleOptions: [{ minConfidence: number; reportIn: "both" | "schema" | "map" }];
};

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require fields that hold PHI to be encrypted",
      url: docsUrl("require-phi-encryption"),
      presets: ["hipaa"],
      area: "confidentiality",
      controls: ["164.312(a)(2)(iv)"],
      risk: "critical",
    },
    hasSuggestions: true,
    languages: [PRISMA, JAVASCRIPT],
    schema: [
      {
        type: "object",
        properties: {
          minConfidence: {
            description: "How sure the classifier must be, from 0 to 1.",
            type: "number",
            minimum: 0,
            maximum: 1,
          },
          reportIn: {
            description:
              "Where a missing field is reported: on the field in the `schema`, on the model in the encryption `map`, or in `both`.",
            enum: ["both", "schema", "map"],
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ minConfidence: 0.6, reportIn: "both" }],
    messages: {
      unencrypted:
        "'{{model}}.{{field}}' {{reason}} and is not encrypted{{where}}: whoever reads the table or a backup reads it.",
      unencryptedDate:
        "'{{model}}.{{field}}' {{reason}} and is not encrypted{{where}}. A DateTime cannot hold ciphertext: make it a String to encrypt it.",
      unmapped: "'{{model}}' holds PHI that this map leaves in clear: {{fields}}.",
      unmappedModels: "This map has no entry for models that hold PHI: {{models}}.",
      addToMap:
        "Encrypt '{{field}}': add it to the map. Rows that exist stay in clear until they are written again.",
      addModel:
        "Add '{{model}}' with {{fields}}. Rows that exist stay in clear until they are written again.",
      annotateEncrypted:
        "Mark it /// @encrypted. Rows that exist stay in clear until they are written again.",
      annotateHarmless: "Mark it /// @not-phi, with your reason.",
    },
  },
  create(context) {
    const [options] = context.options;
    return byLanguage(context, {
      prisma: (schemaContext) =>
        options.reportIn === "map"
          ? {}
          : visitModels(
              schemaContext,
              (model, schema, project) => {
                checkModel(schemaContext, model, schema, project, options.minConfidence);
              },
              { anyDatabase: true },
            ),
      javascript: (clientContext) => {
        if (options.reportIn === "schema") return {};
        const project = projectOf(clientContext);
        return {
          Program: () => {
            reportUnmapped(clientContext, project, (model, schema, registry) =>
              clearFields(model, schema, project, registry, options.minConfidence),
            );
          },
        };
      },
    });
  },
};

function checkModel(
  context: Pick<PrismaContext<Types>, "report" | "sourceCode">,
  model: Model,
  schema: SchemaModel,
  project: Project,
  minConfidence: number,
): void {
  const { registry } = project.encryption;
  if (!registry) return;
  const [first, ...others] = registry.maps.filter((map) => map.kind === "encrypted");
  const where =
    first && others.length === 0 ? ` by ${first.export} (${project.display(first.file)})` : "";
  const { text } = context.sourceCode;
  const fields = clearFields(model, schema, project, registry, minConfidence);
  for (const { field, classification } of fields) {
    context.report({
      node: field.node.name,
      messageId: field.type === "DateTime" ? "unencryptedDate" : "unencrypted",
      data: { model: model.name, field: field.name, reason: classification.reason, where },
      suggest: [
        ...(first || field.type !== "String"
          ? []
          : [
              {
                messageId: "annotateEncrypted" as const,
                fix: (fixer: Parameters<typeof apply>[0]) =>
                  apply(fixer, insertDocumentation(field.node, text, "@encrypted")),
              },
            ]),
        {
          messageId: "annotateHarmless",
          fix: (fixer) => apply(fixer, insertDocumentation(field.node, text, "@not-phi ")),
        },
      ],
    });
  }
}

export default rule;
