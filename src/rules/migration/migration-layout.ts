import { basename, dirname, join } from "node:path";

import type { MigrationFile } from "../../model/catalog/types.ts";
import {
  emptyFaults,
  lockFaults,
  looksLikeMigration,
  nameFaults,
  orderFaults,
} from "../../model/migration/layout.ts";
import type { LayoutFault, Naming } from "../../model/migration/layout.ts";
import { filesBeside, foldersWithoutScript, readLock } from "../../project/migrations-folder.ts";
import { isMigration } from "../../project/migrations.ts";
import { projectOf } from "../../project/snapshot.ts";
import type { Project } from "../../project/snapshot.ts";
import { docsUrl } from "../docs-url.ts";
import { placeOf } from "../place-of.ts";
import type { SqlRuleDefinition } from "../types.ts";
import { POSTGRESQL } from "../types.ts";

type Fault =
  | "unstable"
  | "staysLast"
  | "name"
  | "noTimestamps"
  | "noSuchTime"
  | "onlyTime"
  | "notSnakeCase"
  | "usesLater"
  | "empty"
  | "noLock"
  | "wrongLock"
  | "noScript"
  | "notRun";

const rule: SqlRuleDefinition<{ MessageIds: Fault; RuleOptions: [{ naming: Naming }] }> = {
  meta: {
    type: "problem",
    docs: {
      description:
        "Require a folder of migrations that Prisma runs in the order in which it was written",
      url: docsUrl("migration-layout"),
      presets: ["recommended", "hipaa", "strict"],
      presetOptions: { strict: { naming: "timestamp" } },
      area: "migrations",
      controls: [],
      risk: "low",
    },
    languages: [POSTGRESQL],
    schema: [
      {
        type: "object",
        properties: {
          naming: {
            description:
              "What names of migrations are reported: those whose place in the order is uncertain (`ordered`), or all that are not as Prisma makes them (`timestamp`).",
            type: "string",
            enum: ["ordered", "timestamp"],
          },
        },
        additionalProperties: false,
      },
    ],
    defaultOptions: [{ naming: "ordered" }],
    messages: {
      unstable:
        "'{{name}}' comes before '{{other}}' in some versions of Prisma and after it in others, because the order of '_' and digits differs between them. Begin the name with YYYYMMDDHHMMSS_.",
      staysLast:
        "'{{name}}' sorts after every migration that Prisma will create: an empty database gets it last, whatever was written later. Begin the name with YYYYMMDDHHMMSS_.",
      name: "'{{name}}' is not YYYYMMDDHHMMSS_snake_case, as Prisma names migrations: its place in the order says nothing about when it was written.",
      noTimestamps:
        "No migration from '{{name}}' on is called YYYYMMDDHHMMSS_snake_case, as Prisma names them: their order says nothing about when they were written, and each number has to be given by hand.",
      noSuchTime:
        "'{{name}}' begins with a time that does not exist: there is no {{part}}. Prisma writes YYYYMMDDHHMMSS, in UTC.",
      onlyTime:
        "'{{name}}' is a timestamp alone: nobody can tell what the migration does. Prisma names migrations YYYYMMDDHHMMSS_snake_case.",
      notSnakeCase:
        "'{{name}}' has something else than small letters, digits and '_' behind its timestamp: Prisma names migrations YYYYMMDDHHMMSS_snake_case.",
      usesLater:
        "'{{table}}' is made by '{{other}}', which Prisma applies after '{{name}}': on an empty database this statement fails. Give one of the two a name that puts them in order.",
      empty:
        "'{{name}}' does nothing, and no comment says why. Remove the folder if it was never applied, else say in a comment what became of it.",
      noLock:
        'migration_lock.toml is missing beside the migrations: Prisma cannot tell what database they are for. Commit it with the line provider = "postgresql".',
      wrongLock:
        'migration_lock.toml names {{provider}}, and the schema has postgresql: Prisma refuses to run the migrations (P3019). It needs the line provider = "postgresql", written exactly so.',
      noScript:
        "'{{name}}' has no migration.sql, and Prisma takes every folder beside the migrations for one (P3015). Restore the script or remove the folder.",
      notRun:
        "Prisma never runs '{{name}}.sql': a migration is a folder with a migration.sql. Move it to '{{name}}/migration.sql', or remove it.",
    },
  },
  create(context) {
    const project = projectOf(context);
    if (!project.isPostgres || project.isApplied) return {};
    const [{ naming }] = context.options;
    return {
      SqlScript(script) {
        const start = script.tokens[0]?.range ?? [0, 0];
        for (const { fault, range, data } of faults(project, naming))
          context.report({
            loc: placeOf(context.sourceCode, range ?? start),
            messageId: fault,
            data,
          });
      },
    };
  },
};

function faults(project: Project, naming: Naming): LayoutFault<Fault>[] {
  const { role, migration: file } = project;
  if (role !== "migration" || !file) return [];
  return [...migrationFaults(file, project, naming), ...folderFaults(project)];
}

function migrationFaults(
  file: MigrationFile,
  { migrations, catalogBefore: before, catalog: final }: Project,
  naming: Naming,
): LayoutFault<Fault>[] {
  const names = () => migrations.filter(({ path }) => isMigration(path)).map(({ name }) => name);
  return [
    ...nameFaults(file.name, names, naming),
    ...emptyFaults(file),
    ...orderFaults({ file, migrations, before, final }),
  ];
}

/** What is wrong with the whole folder is said in its newest migration. */
function folderFaults(project: Project): LayoutFault<Fault>[] {
  const { location, migrations, path } = project;
  const folder = dirname(dirname(path));
  const newest = migrations.findLast((file) => isMigration(file.path));
  if (location?.migrations !== folder || newest?.path !== path) return [];
  const applied = new Set(project.settings.sql?.map((script) => project.fromRoot(script)));
  return [
    ...lockFaults(readLock(folder)),
    ...foldersWithoutScript(folder).map((name) => folderFault("noScript", name)),
    ...filesBeside(folder)
      .filter((name) => looksLikeMigration(name) && !applied.has(join(folder, name)))
      .map((name) => folderFault("notRun", basename(name, ".sql"))),
  ];
}

function folderFault(fault: Fault, name: string): LayoutFault<Fault> {
  return { fault, range: null, data: { name } };
}

export default rule;
