import type { RuleTextEdit, RuleTextEditor } from "@eslint/core";

import { apply } from "../../fixes/edit.ts";
import { setNativeTypes } from "../../fixes/native-types.ts";
import { isCalendarDate, lacksTimeZone, timestamptzFor } from "../../model/schema/time-zones.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, SentinelRuleDefinition } from "../types.ts";
import { POSTGRESQL, PRISMA } from "../types.ts";
import { isNewColumn } from "./new-column.ts";
import { areTogether, dataOfFields, eachSchema } from "./report-together.ts";
import type { TogetherOptions } from "./report-together.ts";
import { visitTimestampColumns } from "./timestamp-columns.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds:
    | "noTimeZone"
    | "noTimeZones"
    | "calendarDate"
    | "noTimeZoneColumn"
    | "useTimestamptz"
    | "useTimestamptzes"
    | "useDate";
  RuleOptions: [TogetherOptions];
};

const rule: SentinelRuleDefinition<Types> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require points in time to be stored with a time zone",
      url: docsUrl("require-timestamptz"),
      presets: ["hipaa", "strict"],
      area: "time",
      controls: [],
      risk: "medium",
    },
    fixable: "code",
    hasSuggestions: true,
    languages: [PRISMA, POSTGRESQL],
    schema: [{ type: "object", properties: { each: eachSchema }, additionalProperties: false }],
    defaultOptions: [{ each: false }],
    messages: {
      noTimeZone:
        "'{{model}}.{{field}}' is stored as timestamp without time zone: what moment it means depends on who reads it.",
      noTimeZones:
        "{{count}} fields of '{{model}}' are stored as timestamp without time zone, {{fields}}: what moment they mean depends on who reads them.",
      calendarDate:
        "'{{model}}.{{field}}' is a day of the calendar stored as a timestamp: in another time zone it turns into the day before or after.",
      noTimeZoneColumn:
        "Column '{{column}}' of '{{table}}' is a timestamp without time zone: what moment it means depends on who reads it.",
      useTimestamptz:
        "Store it with a time zone: {{type}}. The migration converts the rows that exist.",
      useTimestamptzes:
        "Store all {{count}} with a time zone. The migration converts the rows that exist.",
      useDate: "Store it as a date: @db.Date. The migration converts the rows that exist.",
    },
  },
  create(context) {
    return byLanguage(context, {
      prisma: (schemaContext) =>
        visitModels(schemaContext, (model, schema, project) => {
          checkModel(schemaContext, model, schema, project);
        }),
      postgresql: visitTimestampColumns,
    });
  },
};

type FieldContext = Pick<PrismaContext<Types>, "report" | "sourceCode" | "options">;

function checkModel(
  context: FieldContext,
  model: Model,
  schema: SchemaModel,
  project: Project,
): void {
  const [options] = context.options;
  const fields = model.fields.filter(lacksTimeZone);
  for (const field of fields.filter(isCalendarDate)) reportDate(context, field);
  const moments = fields.filter((field) => !isCalendarDate(field));
  // What is free to change is fixed; what a database has is only offered.
  for (const isNew of [true, false]) {
    const alike = moments.filter((field) => isNewColumn(field, project) === isNew);
    const groups = areTogether(alike, options) ? [alike] : alike.map((field) => [field]);
    for (const group of groups) reportMoments(context, model, group, isNew, schema);
  }
}

function placeOfType({ nativeType, node }: Field) {
  return nativeType?.node ?? node.fieldType.name;
}

/** One field stands where its type is, several at the model's name. */
function reportMoments(
  context: FieldContext,
  model: Model,
  fields: readonly Field[],
  isNew: boolean,
  schema: SchemaModel,
): void {
  const [first] = fields;
  if (!first) return;
  const isOne = fields.length === 1;
  const data = isOne
    ? { model: model.name, field: first.name, type: timestamptzFor(first, schema) }
    : dataOfFields(model, fields);
  const fix = (fixer: RuleTextEditor): RuleTextEdit => {
    const types = fields.map((field) => [field, timestamptzFor(field, schema)] as const);
    return apply(fixer, setNativeTypes(model, types, context.sourceCode.text));
  };
  context.report({
    node: isOne ? placeOfType(first) : model.node.name,
    messageId: isOne ? "noTimeZone" : "noTimeZones",
    data,
    fix: isNew ? fix : null,
    suggest: isNew ? [] : [{ messageId: isOne ? "useTimestamptz" : "useTimestamptzes", data, fix }],
  });
}

function reportDate(context: FieldContext, field: Field): void {
  const { model } = field;
  const type = "@db.Date";
  const { text } = context.sourceCode;
  context.report({
    node: placeOfType(field),
    messageId: "calendarDate",
    data: { model: model.name, field: field.name },
    suggest: [
      {
        messageId: "useDate",
        data: { type },
        fix: (fixer) => apply(fixer, setNativeTypes(model, [[field, type]], text)),
      },
    ],
  });
}

export default rule;
