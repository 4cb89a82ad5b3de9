import { compareWithCatalog } from "../../model/drift/compare.ts";
import type { Difference } from "../../model/drift/types.ts";
import { migrationName } from "../../project/migrations.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { byLanguage } from "../by-language.ts";
import { docsUrl } from "../docs-url.ts";
import type { SentinelRuleDefinition } from "../types.ts";
import { POSTGRESQL, PRISMA } from "../types.ts";

const rule: SentinelRuleDefinition<{ MessageIds: Difference["kind"]; RuleOptions: [] }> = {
  meta: {
    type: "problem",
    docs: {
      description: "Require schema and migrations to describe the same database",
      url: docsUrl("no-schema-drift"),
      presets: ["recommended", "hipaa", "strict"],
      area: "migrations",
      controls: [],
      risk: "critical",
    },
    languages: [PRISMA, POSTGRESQL],
    schema: [],
    messages: {
      missingTable:
        "No migration creates the table '{{table}}': on a database that the migrations have made, each query for it fails. `prisma migrate dev` would create it.",
      missingColumn:
        "No migration gives '{{table}}' the column '{{name}}' ({{migration}} was the last to change the table): on a database that the migrations have made, queries for this model fail. `prisma migrate dev` would add it.",
      missingEnum:
        "No migration creates the type '{{table}}' of this enum. `prisma migrate dev` would create it.",
      missingEnumValue:
        "No migration adds the value '{{name}}' to the type '{{table}}' ({{migration}} created it): writing it fails. `prisma migrate dev` would add it.",
      missingPrimaryKey:
        "The migrations leave '{{table}}' without a primary key, the schema has one over {{name}} ({{migration}} was the last to change the table). `prisma migrate dev` would add it.",
      missingUnique:
        "No migration makes {{name}} unique in '{{table}}' ({{migration}} was the last to change the table): the database lets duplicates in. `prisma migrate dev` would add a unique index, and fail where there are some.",
      missingIndex:
        "No migration creates this index over {{name}} of '{{table}}' ({{migration}} was the last to change the table). `prisma migrate dev` would create it.",
      missingIndexes:
        "No migration creates indexes that this model has, over {{name}} of '{{table}}' ({{migration}} was the last to change the table). `prisma migrate dev` would create them.",
      missingForeignKey:
        "The migrations leave '{{table}}' without the foreign key from {{name}} to '{{expected}}' ({{migration}} was the last to change the table): rows may refer to what is not there. `prisma migrate dev` would add it, and fail where some do.",
      extraTable:
        "No model stands for the table '{{table}}' that the migrations make ({{migration}} was the last to change it): `prisma migrate dev` would drop it, with all its rows.",
      extraColumn:
        "The migrations give '{{table}}' a column '{{name}}' ({{found}}, {{migration}}) that this model does not have: `prisma migrate dev` would drop it, with its data.",
      extraEnum:
        "No enum stands for the type '{{table}}' that the migrations make: `prisma migrate dev` would drop it.",
      extraEnumValue:
        "The migrations give the type '{{table}}' a value '{{name}}' that this enum does not have: reading a row with it fails, and `prisma migrate dev` would remove it.",
      extraEnumValues:
        "The migrations give the type '{{table}}' values that this enum does not have, {{name}}: reading a row with one of them fails, and `prisma migrate dev` would remove them.",
      extraUnique:
        "The migrations make {{name}} unique in '{{table}}' ('{{found}}', {{migration}}) and this model does not: `prisma migrate dev` would drop the index, and let duplicates in.",
      extraIndex:
        "The migrations give '{{table}}' indexes that this model does not have: {{name}} ({{migration}} created the last). `prisma migrate dev` would drop them.",
      extraForeignKey:
        "The migrations give '{{table}}' a foreign key from {{name}} to '{{found}}' ({{migration}}) that this model does not have: `prisma migrate dev` would drop it.",
      differentPrimaryKey:
        "The migrations leave '{{table}}' with the primary key {{found}} ({{migration}}), the schema has {{expected}}. `prisma migrate dev` would replace it.",
      differentType:
        "The migrations leave '{{name}}' of '{{table}}' as {{found}} ({{migration}}), the schema has {{expected}}. `prisma migrate dev` would change the type, or drop the column and add it again.",
      differentNullability:
        "The migrations leave '{{name}}' of '{{table}}' {{found}} ({{migration}}), the schema has it {{expected}}. `prisma migrate dev` would change that.",
      missingDefault:
        "The migrations leave '{{name}}' of '{{table}}' without a default ({{migration}}), the schema has one. `prisma migrate dev` would set it.",
      extraDefault:
        "The migrations give '{{name}}' of '{{table}}' a default ({{migration}}) that the schema does not have. `prisma migrate dev` would drop it.",
    },
  },
  create(context) {
    const check = (): void => {
      const project = projectOf(context);
      for (const difference of differencesOf(project)) {
        const home = homeOf(difference, project);
        if (home.path !== project.path) continue;
        const { kind, place: _, touched, ...data } = difference;
        const migration = touched === null ? "none" : migrationName(touched.path);
        context.report({
          node: { range: home.range },
          messageId: kind,
          data: { ...data, migration },
        });
      }
    };
    return byLanguage(context, {
      prisma: () => ({ PrismaSchema: check }),
      postgresql: () => ({ SqlScript: check }),
    });
  },
};

function differencesOf({ schema, role, location, catalog }: Project): readonly Difference[] {
  if (schema === null || role === "alone" || role === "stray" || role === "code") return [];
  return compareWithCatalog(schema, catalog, location?.external);
}

/** Tables and types that the schema lacks are reported where they are made, or, when that is history, at its datasource. */
function homeOf({ place }: Difference, project: Project): Difference["place"] {
  const datasource = project.schema?.datasource;
  if (!datasource || !project.isAppliedMigration(place.path)) return place;
  return { path: datasource.file.path, range: datasource.node.name.range };
}

export default rule;
