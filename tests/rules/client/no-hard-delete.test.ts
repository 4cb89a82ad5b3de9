import { resolve } from "node:path";

import rule from "../../../src/rules/client/no-hard-delete.ts";
import { testOnCode, testOnSql } from "../../rule-tester.ts";

const schema = "tests/fixtures/client/clinic.prisma";
const settings = { "prisma-sentinel": { schema } };

/** Settings that say more than where the schema is. */
function settingsWith(softDelete: Record<string, unknown>) {
  return { "prisma-sentinel": { schema, softDelete } };
}

testOnCode("no-hard-delete", rule, {
  valid: [
    { code: "prisma.patient.update({ where: { id }, data: { deletedAt: new Date() } })", settings },
    { name: "a model that keeps nothing", code: "prisma.tag.delete({ where: { id } })", settings },
    ...["{ lt: cutoff }", "{ not: null }", "{ lte: cutoff, not: null }"].map((filter) => ({
      name: `a purge of what is marked as deleted: ${filter}`,
      code: `prisma.patient.deleteMany({ where: { clinicId, deletedAt: ${filter} } })`,
      settings,
    })),
    { name: "a session", code: "prisma.session.deleteMany({ where: { userId } })", settings },
    {
      name: "no alias of the timestamp",
      code: "prisma.article.delete({ where: { id } })",
      settings,
    },
    { name: "no client", code: "cache.patient.delete(id); patients.delete(id)", settings },
    { name: "no such model", code: "prisma.ghost.delete({ where: { id } })", settings },
    {
      name: "no schema",
      code: "prisma.patient.delete({ where: { id } })",
      settings: { "prisma-sentinel": { schema: "tests/fixtures/client/none.prisma" } },
    },
    ...[
      "src/patient.test.ts",
      "src/__tests__/patient.ts",
      "tests/patient.ts",
      "prisma/seed.ts",
      "prisma/seeds/patients.ts",
      "scripts/seed-patients.ts",
    ].map((filename) => ({
      name: `allowed in ${filename}`,
      code: "prisma.patient.deleteMany()",
      filename,
      settings,
    })),
    {
      name: "allowed by option",
      code: "prisma.patient.deleteMany()",
      filename: "src/jobs/purge.ts",
      options: [{ allowIn: ["src/jobs/{purge,retention}.ts"] }],
      settings,
    },
    {
      name: "an extension elsewhere turns it into an update",
      code: "prisma.patient.delete({ where: { id } })",
      settings: settingsWith({ handledByExtension: true }),
    },
    {
      name: "an extension in the file turns it into an update",
      code: `
prisma.patient.delete({ where: { id } });
const prisma = base.$extends({ query: { patient: { delete({ args }) { return soft(args) } } } });
`,
      settings,
    },
    {
      name: "an extension of all models",
      code: `
export default Prisma.defineExtension({ model: { $allModels: { deleteMany() {} } } });
prisma.patient.deleteMany();
`,
      settings,
    },
    {
      name: "a relation that is only disconnected",
      code: "prisma.patient.update({ where, data: { notes: { disconnect: { id }, set: [] } } })",
      settings,
    },
    {
      name: "a nested delete that is none",
      code: "prisma.visit.update({ where, data: { patient: { delete: false } } })",
      settings,
    },
    {
      name: "nested deletes that are given nothing",
      code: "prisma.patient.update({ where, data: { ...(x && { visits: { delete: undefined, deleteMany: null } }) } })",
      settings,
    },
    {
      name: "a condition, and a relation that another one replaces",
      code: "const old = { visits: { deleteMany: {} } }; prisma.patient.update({ where, data: { ...old, visits: { create } } })",
      settings,
    },
    {
      name: "what another object is given",
      code: "const a = {}, b = {}; a.visits = { deleteMany: {} }; prisma.patient.update({ where, data: b })",
      settings,
    },
    {
      name: "raw reading",
      code: "prisma.$queryRaw`SELECT * FROM patients WHERE deleted`",
      settings,
    },
    { name: "raw on another table", code: 'prisma.$executeRaw`DELETE FROM "Tag"`', settings },
    {
      name: "raw on an unknown table",
      code: "prisma.$executeRawUnsafe(`TRUNCATE ${t}`)",
      settings,
    },
    {
      name: "raw text about deleting",
      code: "prisma.$executeRaw`SELECT 'DELETE FROM patients'`",
      settings,
    },
  ],
  invalid: [
    {
      code: "prisma.patient.delete({ where: { id } })",
      settings,
      errors: [
        {
          messageId: "softDeletable",
          data: { what: "'delete'", model: "Patient", field: "deletedAt" },
          line: 1,
          column: 16,
          endLine: 1,
          endColumn: 22,
          suggestions: [
            {
              messageId: "markDeleted",
              output:
                "prisma.patient.update({ where: { id }, data: { deletedAt: new Date(), isDeleted: true } })",
            },
          ],
        },
      ],
    },
    {
      name: "keeps the selection, on lines of its own",
      code: `
await tx.note.delete({
  where: { id },
  select: { id: true },
});
`,
      settings,
      errors: [
        {
          messageId: "softDeletable",
          data: { what: "'delete'", model: "Note", field: "deleted_at" },
          line: 2,
          column: 15,
          endLine: 2,
          endColumn: 21,
          suggestions: [
            {
              messageId: "markDeleted",
              output: `
await tx.note.update({
  where: { id },
  data: { deleted_at: new Date() },
  select: { id: true },
});
`,
            },
          ],
        },
      ],
    },
    {
      name: "of all rows",
      code: "prisma.note.deleteMany(); prisma.note['deleteMany']({})",
      settings,
      errors: [
        {
          messageId: "softDeletable",
          line: 1,
          column: 13,
          endLine: 1,
          endColumn: 23,
          suggestions: [
            {
              messageId: "markDeleted",
              output:
                "prisma.note.updateMany({ data: { deleted_at: new Date() } }); prisma.note['deleteMany']({})",
            },
          ],
        },
        {
          messageId: "softDeletable",
          line: 1,
          column: 39,
          endLine: 1,
          endColumn: 51,
          suggestions: [
            {
              messageId: "markDeleted",
              output:
                "prisma.note.deleteMany(); prisma.note['updateMany']({ data: { deleted_at: new Date() } })",
            },
          ],
        },
      ],
    },
    {
      name: "no suggestion for arguments that are not seen",
      code: "prisma.note.delete(args); prisma.note.delete({ ...args, where: { id } })",
      settings,
      errors: [
        { messageId: "softDeletable", line: 1, column: 13, endLine: 1, endColumn: 19 },
        { messageId: "softDeletable", line: 1, column: 39, endLine: 1, endColumn: 45 },
      ],
    },
    {
      name: "a protected model that has no field to mark rows with",
      code: "(this.prisma as any).visit.delete({ where: { id } })",
      settings,
      errors: [
        {
          messageId: "protected",
          data: { what: "'delete'", model: "Visit", field: "" },
          line: 1,
          column: 28,
          endLine: 1,
          endColumn: 34,
        },
      ],
    },
    {
      name: "an alias of the timestamp by the settings",
      code: "prisma.article.delete({ where: { id } })",
      settings: settingsWith({ aliases: ["archivedAt"] }),
      errors: [
        {
          messageId: "softDeletable",
          data: { what: "'delete'", model: "Article", field: "archivedAt" },
          line: 1,
          column: 16,
          endLine: 1,
          endColumn: 22,
          suggestions: [
            {
              messageId: "markDeleted",
              output: "prisma.article.update({ where: { id }, data: { archivedAt: new Date() } })",
            },
          ],
        },
      ],
    },
    {
      name: "an extension of another method or model",
      code: `
const prisma = base.$extends({ query: { note: { delete() {} }, patient: { deleteMany() {} } } });
prisma.patient.delete(args);
`,
      settings,
      errors: [{ messageId: "softDeletable", line: 3, column: 16, endLine: 3, endColumn: 22 }],
    },
    {
      name: "nested deletes, which no extension sees",
      code: `
prisma.patient.update({
  where: { id },
  data: { notes: { deleteMany: {} }, visits: { delete: [{ id: a }] }, tags: { delete: { id: b } } },
});
`,
      settings: settingsWith({ handledByExtension: true }),
      errors: [
        {
          messageId: "softDeletable",
          data: { what: "A nested 'deleteMany'", model: "Note", field: "deleted_at" },
          line: 4,
          column: 20,
          endLine: 4,
          endColumn: 30,
        },
        {
          messageId: "protected",
          data: { what: "A nested 'delete'", model: "Visit", field: "" },
          line: 4,
          column: 48,
          endLine: 4,
          endColumn: 54,
        },
      ],
    },
    {
      name: "nested deletes further down",
      code: `
const data = { patient: { update: { notes: { delete: { id } } } } };
prisma.visit.upsert({ where, create, update: data });
prisma.tag.update({ where, data: { patients: { update: { where, data: { notes: { deleteMany: {} } } } } } });
`,
      settings,
      errors: [
        { messageId: "softDeletable", line: 2, column: 46, endLine: 2, endColumn: 52 },
        { messageId: "softDeletable", line: 4, column: 82, endLine: 4, endColumn: 92 },
      ],
    },
    {
      name: "spread on a condition",
      code: "prisma.patient.update({ where, data: { ...rest, ...(x ? { visits: { deleteMany: {} } } : {}) } })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 69, endLine: 1, endColumn: 79 }],
    },
    {
      name: "spread where a condition holds",
      code: "prisma.patient.update({ where, data: { ...(x && { visits: { deleteMany: {} } }) } })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 61, endLine: 1, endColumn: 71 }],
    },
    {
      name: "data on a condition",
      code: "prisma.patient.update({ where, data: x ? { visits: { deleteMany: {} } } : {} })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 54, endLine: 1, endColumn: 64 }],
    },
    {
      name: "a relation on a condition",
      code: "prisma.patient.update({ where, data: { visits: x ? { deleteMany: {} } : undefined } })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 54, endLine: 1, endColumn: 64 }],
    },
    {
      name: "the operation on a condition",
      code: "prisma.patient.update({ where, data: { visits: { create, ...(x ? { deleteMany: {} } : null) } } })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 68, endLine: 1, endColumn: 78 }],
    },
    {
      name: "or else",
      code: "prisma.patient.update({ where, data: { visits: given ?? { deleteMany: {} } } })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 59, endLine: 1, endColumn: 69 }],
    },
    {
      name: "assigned to the data",
      code: "const data = { ...rest }; if (x) data.visits = { deleteMany: {}, ...more }; prisma.patient.update({ where, data })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 50, endLine: 1, endColumn: 60 }],
    },
    {
      name: "assigned to data that is declared empty",
      code: "let data: Update; data = {}; data['visits'] = { deleteMany: {} }; prisma.patient.update({ where, data })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 49, endLine: 1, endColumn: 59 }],
    },
    {
      name: "assigned to a parameter",
      code: "const f = (data) => { data.visits = { deleteMany: {} }; return prisma.patient.update({ where, data }) }",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 39, endLine: 1, endColumn: 49 }],
    },
    {
      name: "assigned to what is left of an input",
      code: "const { id, ...data } = dto; data.visits = { deleteMany: {} }; prisma.patient.update({ where: { id }, data })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 46, endLine: 1, endColumn: 56 }],
    },
    {
      name: "in arguments by a name, once for two calls",
      code: "const visits = { deleteMany: {} }; prisma.patient.upsert({ where, create, update: { visits } }); prisma.patient.update({ where, data: { visits } })",
      settings,
      errors: [{ messageId: "protected", line: 1, column: 18, endLine: 1, endColumn: 28 }],
    },
    {
      name: "raw queries",
      code: `
prisma.$executeRaw\`DELETE FROM patients WHERE id = \${id}\`;
prisma.$executeRawUnsafe("TRUNCATE TABLE public.patients, \\"Tag\\" CASCADE");
prisma.$queryRaw(Prisma.sql\`WITH gone AS (DELETE FROM "Note" RETURNING *) SELECT * FROM gone\`);
prisma.$executeRaw\`DELETE FROM "Visit" \${where}\`;
`,
      settings: settingsWith({ handledByExtension: true }),
      errors: [
        {
          messageId: "softDeletable",
          data: { what: "DELETE", model: "Patient", field: "deletedAt" },
          line: 2,
          column: 8,
          endLine: 2,
          endColumn: 19,
        },
        {
          messageId: "softDeletable",
          data: { what: "TRUNCATE", model: "Patient", field: "deletedAt" },
          line: 3,
          column: 8,
          endLine: 3,
          endColumn: 25,
        },
        { messageId: "softDeletable", line: 4, column: 8, endLine: 4, endColumn: 17 },
        {
          messageId: "protected",
          data: { what: "DELETE", model: "Visit", field: "" },
          line: 5,
          column: 8,
          endLine: 5,
          endColumn: 19,
        },
      ],
    },
    {
      name: "a raw query whose text is a constant",
      code: 'const T = "patients";\nconst sql = `DELETE FROM ${T}`;\nprisma.$executeRawUnsafe(sql);',
      settings,
      errors: [{ messageId: "softDeletable", line: 3, column: 8, endLine: 3, endColumn: 25 }],
    },
  ],
});

testOnSql("no-hard-delete in SQL", rule, {
  valid: [
    { code: 'DELETE FROM "Tag";', settings },
    { code: "DELETE FROM old_patients;", settings },
    { code: 'UPDATE patients SET "deletedAt" = now();', settings },
    { code: "DELETE FROM patients;", settings, filename: "prisma/seeds/reset.sql" },
    {
      name: "an applied migration",
      code: "DELETE FROM patients;",
      filename: resolve("prisma/migrations/20240101000000_init/migration.sql"),
      settings: { "prisma-sentinel": { schema, baseline: "20240101000000" } },
    },
  ],
  invalid: [
    {
      code: "DELETE FROM patients WHERE mrn = '';",
      settings,
      errors: [
        {
          messageId: "softDeletable",
          data: { what: "DELETE", model: "Patient", field: "deletedAt" },
          line: 1,
          column: 13,
          endLine: 1,
          endColumn: 21,
        },
      ],
    },
    {
      code: 'TRUNCATE public.patients, "Tag", "Visit";',
      settings,
      errors: [
        { messageId: "softDeletable", line: 1, column: 10, endLine: 1, endColumn: 25 },
        {
          messageId: "protected",
          data: { what: "TRUNCATE", model: "Visit", field: "" },
          line: 1,
          column: 34,
          endLine: 1,
          endColumn: 41,
        },
      ],
    },
    {
      name: "in a block and in a common table expression",
      code: 'DO $$ BEGIN\n  DELETE FROM "Note";\nEND $$;\nWITH d AS (DELETE FROM "Note" RETURNING *) SELECT * FROM d;',
      settings,
      errors: [
        { messageId: "softDeletable", line: 2, column: 15, endLine: 2, endColumn: 21 },
        { messageId: "softDeletable", line: 4, column: 24, endLine: 4, endColumn: 30 },
      ],
    },
  ],
});
