import { apply } from "../../fixes/edit.ts";
import { editFields } from "../../fixes/prisma.ts";
import type { FieldChange } from "../../fixes/prisma.ts";
import type { SqlColumnDef } from "../../languages/postgresql/ast.ts";
import { timestampColumns } from "../../model/catalog/timestamps.ts";
import type { TimestampColumn } from "../../model/catalog/timestamps.ts";
import { withTimeZone } from "../../fixes/sql-types.ts";
import { timestampType } from "../../model/schema/conventions.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import { liesWithin } from "../../text/ranges.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import type { PrismaContext, SentinelRuleDefinition, SqlContext } from "../types.ts";
import { POSTGRESQL, PRISMA } from "../types.ts";
import { isNewColumn } from "./new-column.ts";
import { visitModels } from "./visit-models.ts";

type Types = {
  MessageIds: "noTimeZone" | "calendarDate" | "noTimeZoneColumn" | "useTimestamptz" | "useDate";
  RuleOptions: [];
};

/** Names of days of the calendar, which have no time of day and so no time zone. */
const CALENDAR_DATE = /^(?:dob|(?:date_?of_?)?(?:birth|death)(?:_?(?:date|day))?|birthday)$/iu;

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
    schema: [],
    messages: {
      noTimeZone:
        "'{{model}}.{{field}}' is stored as timestamp without time zone: what moment it means depends on who reads it.",
      calendarDate:
        "'{{model}}.{{field}}' is a day of the calendar stored as a timestamp: in another time zone it turns into the day before or after.",
      noTimeZoneColumn:
        "Column '{{column}}' of '{{table}}' is a timestamp without time zone: what moment it means depends on who reads it.",
      useTimestamptz:
        "Store it with a time zone: {{type}}. The migration converts the rows that exist.",
      useDate: "Store it as a date: @db.Date. The migration converts the rows that exist.",
    },
  },
  create(context) {
    return byLanguage(context, {
      prisma: (schemaContext) =>
        visitModels(schemaContext, (model, schema, project) => {
          for (const field of model.fields) {
            if (lacksTimeZone(field)) reportField(schemaContext, model, field, schema, project);
          }
        }),
      postgresql: (sqlContext) => {
        const project = projectOf(sqlContext);
        if (!project.isPostgres || project.isApplied) return {};
        let columns: readonly TimestampColumn[] = [];
        return {
          SqlScript() {
            columns = timestampColumns(project.catalog, project.schema, project.path);
          },
          SqlColumnDef(node) {
            checkColumnType(sqlContext, node, columns);
          },
        };
      },
    });
  },
};

function lacksTimeZone(field: Field): boolean {
  if (field.type !== "DateTime") return false;
  return field.nativeType === null || field.nativeType.name === "Timestamp";
}

function changeTo(attribute: string, field: Field): FieldChange {
  return field.nativeType
    ? {
        kind: "replaceAttribute",
        field: field.node,
        attribute: field.nativeType.node,
        source: attribute,
      }
    : { kind: "insertAttribute", field: field.node, attribute };
}

/** A precision that was written is kept. */
function timestamptzFor(field: Field, schema: SchemaModel): string {
  const precision = field.nativeType?.arguments[0];
  if (precision !== undefined) return `@db.Timestamptz(${precision})`;
  return timestampType(schema)[0] ?? "@db.Timestamptz(3)";
}

function reportField(
  context: Pick<PrismaContext<Types>, "report" | "sourceCode">,
  model: Model,
  field: Field,
  schema: SchemaModel,
  project: Project,
): void {
  const isDate = CALENDAR_DATE.test(field.name);
  const attribute = isDate ? "@db.Date" : timestamptzFor(field, schema);
  const node = field.nativeType?.node ?? field.node.fieldType.name;
  const data = { model: model.name, field: field.name };
  const messageId = isDate ? "calendarDate" : "noTimeZone";
  const { text } = context.sourceCode;
  const edit = () => editFields(model.node, text, [changeTo(attribute, field)]);
  if (!isDate && isNewColumn(field, project)) {
    context.report({
      node,
      messageId,
      data,
      fix: (fixer) => apply(fixer, edit()),
    });
    return;
  }
  context.report({
    node,
    messageId,
    data,
    suggest: [
      {
        messageId: isDate ? "useDate" : "useTimestamptz",
        data: { type: attribute },
        fix: (fixer) => apply(fixer, edit()),
      },
    ],
  });
}

// ---- SQL: tables that the schema does not have -----------------------------------------------------------

function checkColumnType(
  context: Pick<SqlContext<Types>, "report" | "sourceCode">,
  { typeName }: SqlColumnDef,
  columns: readonly TimestampColumn[],
): void {
  if (!typeName) return;
  const found = columns.find(({ column }) => liesWithin(typeName.range, column.origin.range));
  if (!found) return;
  const type = withTimeZone(context.sourceCode.getText(typeName));
  context.report({
    node: typeName,
    messageId: "noTimeZoneColumn",
    data: { table: found.table.name, column: found.column.name },
    suggest: [
      {
        messageId: "useTimestamptz",
        data: { type },
        fix: (fixer) => fixer.replaceTextRange(typeName.range, type),
      },
    ],
  });
}

export default rule;
