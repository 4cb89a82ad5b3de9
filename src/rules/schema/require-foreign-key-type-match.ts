import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import type { FieldChange } from "../../fixes/prisma.ts";
import { mayReferTo } from "../../model/schema/foreign-key-types.ts";
import { postgresType } from "../../model/schema/native-types.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, PrismaRuleDefinition } from "../types.ts";
import { PRISMA } from "../types.ts";
import { isNewColumn } from "./new-column.ts";
import { visitModels } from "./visit-models.ts";

type Types = { MessageIds: "mismatch" | "useType"; RuleOptions: [] };

const rule: PrismaRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require foreign keys of a type that PostgreSQL can compare with their target",
      url: docsUrl("require-foreign-key-type-match"),
      presets: ["recommended", "hipaa", "strict"],
      area: "relations",
      controls: [],
      risk: "critical",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA],
    schema: [],
    messages: {
      mismatch:
        "'{{model}}.{{field}}' is {{type}} and refers to '{{target}}', which is {{targetType}}: Prisma accepts that, PostgreSQL refuses the foreign key and with it the migration.",
      useType:
        "Give '{{field}}' the type of '{{target}}'. The migration converts the rows that exist.",
    },
  },
  create(context) {
    return visitModels(context, (model, schema, project) => {
      if (schema.datasource?.relationMode === "prisma") return;
      for (const { field, target } of references(model)) {
        checkReference(context, field, target, schema, project);
      }
    });
  },
};

interface Reference {
  field: Field;
  target: Field;
}

/** Each pair of columns once, even where two relations share one. */
function references(model: Model): Reference[] {
  const pairs: Reference[] = [];
  for (const { relation } of model.fields) {
    for (const [index, field] of relation?.fields.entries() ?? []) {
      const target = relation?.references[index];
      const isKnown = pairs.some((pair) => pair.field === field && pair.target === target);
      if (target && !isKnown) pairs.push({ field, target });
    }
  }
  return pairs;
}

function checkReference(
  context: Pick<PrismaContext<Types>, "report" | "sourceCode">,
  field: Field,
  target: Field,
  schema: SchemaModel,
  project: Project,
): void {
  const type = postgresType(field, schema);
  const targetType = postgresType(target, schema);
  // Prisma itself refuses two different scalar types.
  if (type === null || targetType === null || field.type !== target.type) return;
  if (mayReferTo(type, targetType)) return;
  const { model } = field;
  const { text } = context.sourceCode;
  const to = `${target.model.name}.${target.name}`;
  const change = toTypeOf(target, field);
  const fix = change && ((fixer: Fixer) => apply(fixer, editFields(model.node, text, [change])));
  const isFree = isNewColumn(field, project);
  context.report({
    node: field.nativeType?.node ?? field.node.fieldType.name,
    messageId: "mismatch",
    data: { model: model.name, field: field.name, type, target: to, targetType },
    fix: isFree ? fix : null,
    suggest:
      isFree || !fix
        ? []
        : [{ messageId: "useType", data: { field: field.name, target: to }, fix }],
  });
}

type Fixer = Parameters<typeof apply>[0];

/** Null where both have the type that Prisma gives by default, and so the same. */
function toTypeOf(target: Field, field: Field): FieldChange | null {
  const attribute = field.nativeType?.node;
  if (target.nativeType === null) {
    return attribute ? { kind: "removeAttribute", field: field.node, attribute } : null;
  }
  const { name, arguments: given, node } = target.nativeType;
  const [prefix = "db"] = node.name.name.split(".");
  const source = `@${prefix}.${name}${given.length > 0 ? `(${given.join(", ")})` : ""}`;
  return attribute
    ? { kind: "replaceAttribute", field: field.node, attribute, source }
    : { kind: "insertAttribute", field: field.node, attribute: source };
}

export default rule;
