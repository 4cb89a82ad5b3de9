import { apply } from "../../fixes/edit.ts";
import { isLookedUp } from "../../model/phi/lookups.ts";
import { removalOf } from "../../fixes/encryption-map.ts";
import { fieldNamed, modelNamed } from "../../model/encryption/registry.ts";
import type { EncryptionMap, MapEntry } from "../../model/encryption/types.ts";
import { readAnnotations } from "../../model/encryption/annotations.ts";
import { classificationOf } from "../../model/phi/schema-fields.ts";
import type { Field, SchemaModel } from "../../model/schema/types.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { placeOf } from "../place-of.ts";
import { docsUrl } from "../docs-url.ts";
import { visitModels } from "../schema/visit-models.ts";
import type { ClientContext, SentinelRuleDefinition } from "../types.ts";
import { JAVASCRIPT, PRISMA } from "../types.ts";

type Types = { MessageIds: "token" | "annotatedToken"; RuleOptions: [] };

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Disallow encrypting tokens that are looked up by their value",
      url: docsUrl("no-token-in-encryption-map"),
      presets: ["recommended", "hipaa", "strict"],
      area: "confidentiality",
      controls: ["164.312(d)"],
      risk: "critical",
    },
    fixable: "code",
    languages: [PRISMA, JAVASCRIPT],
    schema: [],
    messages: {
      token:
        "'{{model}}.{{field}}' is looked up by its value: encrypted with a random vector it is never found again. Store a hash of it instead.",
      annotatedToken:
        "'{{model}}.{{field}}' is looked up by its value and marked @encrypted: it is never found again. Store a hash of it instead.",
    },
  },
  create(context) {
    return byLanguage(context, {
      prisma: (schemaContext) =>
        visitModels(
          schemaContext,
          (model, schema, project) => {
            for (const field of model.fields) {
              if (!isAnnotated(field) || !isToken(field, schema, project)) continue;
              schemaContext.report({
                node: field.node.name,
                messageId: "annotatedToken",
                data: { model: model.name, field: field.name },
              });
            }
          },
          { anyDatabase: true },
        ),
      javascript: (clientContext) => {
        const project = projectOf(clientContext);
        return {
          Program: () => {
            checkMaps(clientContext, project);
          },
        };
      },
    });
  },
};

function isAnnotated(field: Field): boolean {
  return readAnnotations(field.documentation).encrypted !== null;
}

function isToken(field: Field, schema: SchemaModel, project: Project): boolean {
  const { label } = classificationOf(field, schema, project.settings);
  return isLookedUp(field, label === "credential");
}

function checkMaps(
  context: Pick<ClientContext<Types>, "report" | "sourceCode">,
  project: Project,
): void {
  const { schema } = project;
  if (!schema) return;
  for (const map of project.mapsHere) {
    for (const entry of tokensIn(map, schema, project)) {
      const edit = removalOf(entry, context.sourceCode.text);
      context.report({
        loc: placeOf(context.sourceCode, entry.site),
        messageId: "token",
        data: { model: entry.model, field: entry.field },
        fix: edit ? (fixer) => apply(fixer, edit) : null,
      });
    }
  }
}

function tokensIn(map: EncryptionMap, schema: SchemaModel, project: Project): MapEntry[] {
  return map.models.flatMap((mapped) => {
    const model = modelNamed(mapped.name, schema);
    if (!model) return [];
    return mapped.entries.filter((entry) => {
      const field = fieldNamed(entry.field, model);
      return field !== null && isToken(field, schema, project);
    });
  });
}

export default rule;
