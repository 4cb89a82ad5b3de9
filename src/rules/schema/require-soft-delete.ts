import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import type { FieldChange } from "../../fixes/prisma.ts";
import {
  conventionalMap,
  conventionalName,
  lastColumn,
  timestampType,
} from "../../model/schema/conventions.ts";
import type { SoftDeleteFields } from "../../model/schema/soft-delete.ts";
import { lookAlike, softDeleteFields, softDeleteNames } from "../../model/schema/soft-delete.ts";
import { isExempt, isProtected } from "../../model/schema/protection.ts";
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
  if (!found.timestamp) {
    const other = lookAlike(model);
    context.report({
      node: model.node.name,
      messageId: other ? "otherName" : "missing",
      data: { model: model.name, timestamp, found: other?.name ?? "" },
      fix: other ? null : (fixer) => apply(fixer, addFields(context, model, schema, names, found)),
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
      fix: (fixer) => apply(fixer, addFields(context, model, schema, names, found)),
    });
  }
}

/** The columns that are missing. All can be added to a table with rows: nullable, or with a default. */
function addFields(
  context: PrismaContext<Types>,
  model: Model,
  schema: SchemaModel,
  names: SoftDeleteFields<string | null>,
  found: SoftDeleteFields<object | null>,
): ReturnType<typeof editFields> {
  const written = (name: string, type: string, attributes: string[]): FieldChange => {
    const after = lastColumn(model)?.node;
    const field = {
      name: conventionalName(name, model, schema),
      type,
      attributes: [
        ...attributes.filter((text) => !text.startsWith("@db.")),
        ...conventionalMap(name, model, schema),
        ...attributes.filter((text) => text.startsWith("@db.")),
      ],
    };
    return { kind: "insertField", field, ...(after ? { after } : {}) };
  };
  const changes: FieldChange[] = [];
  if (names.timestamp !== null && !found.timestamp) {
    changes.push(written(names.timestamp, "DateTime?", timestampType(schema)));
  }
  if (names.flag !== null && !found.flag) {
    changes.push(written(names.flag, "Boolean", ["@default(false)"]));
  }
  if (names.actor !== null && !found.actor) changes.push(written(names.actor, "String?", []));
  return editFields(model.node, context.sourceCode.text, changes);
}

export default rule;
