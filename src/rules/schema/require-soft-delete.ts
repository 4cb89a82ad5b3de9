import type { RuleTextEdit, RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import type { NewField } from "../../fixes/prisma.ts";
import { addBookkeeping } from "../../fixes/timestamps.ts";
import { isExempt, isProtected } from "../../model/phi/protection.ts";
import type { SoftDeleteFields } from "../../model/schema/soft-delete.ts";
import { lookAlike, softDeleteFields, softDeleteNames } from "../../model/schema/soft-delete.ts";
import type { Model, SchemaModel } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "missing" | "missingPart" | "otherName";
  RuleOptions: [{ models: "protected" | "all" }];
};

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require protected models to be deleted softly",
      url: docsUrl("require-soft-delete"),
      presets: ["hipaa", "strict"],
      area: "audit",
      controls: ["164.312(c)(1)"],
      risk: "critical",
    },
    fixable: "code",
    languages: [PRISMA],
    schema: [
      {
        type: "object",
        properties: {
          models: {
            description:
              "`protected`: models about patients or with PHI; `all`: every model but join tables, append-only logs and sessions.",
            enum: ["protected", "all"],
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ models: "protected" }],
    messages: {
      missing:
        "'{{model}}' has no '{{timestamp}}': a record that is deleted is gone, and so is the proof of what it said.",
      missingPart: "'{{model}}' is deleted softly without '{{part}}', which the settings ask for.",
      otherName:
        "'{{model}}' has no '{{timestamp}}'. If '{{found}}' means that a row is deleted, name it in settings.softDelete.aliases.",
    },
  },
  create(context) {
    const [{ models }] = context.options;
    return visitModels(
      context,
      (model, schema, project) => {
        const { settings } = project;
        const isMeant =
          models === "all"
            ? !isExempt(model, schema, settings)
            : isProtected(model, schema, settings);
        if (isMeant) {
          checkModel(context, model, schema, project);
        }
      },
      { anyDatabase: true },
    );
  },
};

function checkModel(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  project: Project,
): void {
  const names = softDeleteNames(project.settings);
  const found = softDeleteFields(model, project.settings);
  const { timestamp } = names;
  const addMissing = (fixer: RuleTextEditor): RuleTextEdit =>
    apply(
      fixer,
      addBookkeeping(model, schema, missingFields(names, found), context.sourceCode.text),
    );
  if (!found.timestamp) {
    const other = lookAlike(model);
    context.report({
      node: model.node.name,
      messageId: other ? "otherName" : "missing",
      data: { model: model.name, timestamp, found: other?.name ?? "" },
      fix: other ? null : addMissing,
    });
    return;
  }
  for (const part of ["flag", "actor"] as const) {
    const name = names[part];
    if (name === null || found[part]) continue;
    context.report({
      node: model.node.name,
      messageId: "missingPart",
      data: { model: model.name, part: name },
      fix: addMissing,
    });
  }
}

/** The columns that are missing. All can be added to a table with rows: nullable, or with a default. */
function missingFields(
  names: SoftDeleteFields<string | null>,
  found: SoftDeleteFields<object | null>,
): NewField[] {
  const fields: NewField[] = [];
  if (names.timestamp !== null && !found.timestamp) {
    fields.push({ name: names.timestamp, type: "DateTime?", attributes: [] });
  }
  if (names.flag !== null && !found.flag) {
    fields.push({ name: names.flag, type: "Boolean", attributes: ["@default(false)"] });
  }
  if (names.actor !== null && !found.actor) {
    fields.push({ name: names.actor, type: "String?", attributes: [] });
  }
  return fields;
}

export default rule;
