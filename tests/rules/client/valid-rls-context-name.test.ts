import { join } from "node:path";

import rule from "../../../src/rules/client/valid-rls-context-name.ts";
import { testOnCode } from "../../rule-tester.ts";
import { makeProject } from "../../support/temporary-project.ts";

const SCHEMA = `datasource db {\n  provider = "postgresql"\n}\n`;

/** Settings of a project with these migrations, and a hand-written script. */
function projectWith(migrations: readonly string[], script = "", provider = "postgresql") {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA.replace("postgresql", provider),
    "prisma/rls.sql": script,
    ...Object.fromEntries(
      migrations.map((sql, index) => [
        `prisma/migrations/2026010100000${index}_step/migration.sql`,
        sql,
      ]),
    ),
  });
  return {
    "prisma-sentinel": {
      schema: join(folder, "prisma/schema.prisma"),
      sql: [join(folder, "prisma/rls.sql")],
    },
  };
}

const POLICY = `CREATE POLICY p ON "Visit" USING ("tenantId" = current_setting('app.tenant_id', true)::uuid);`;
const TRIGGER = `CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO "AuditLog" ("actorId") VALUES (current_setting('app.actor_id', true)); RETURN NEW;
END $$;`;

const settings = projectWith([POLICY], TRIGGER);

testOnCode("valid-rls-context-name", rule, {
  valid: [
    {
      name: "names that are read",
      settings,
      code: `
const ACTOR = "app.actor_id";
await tx.$executeRaw\`SELECT set_config('app.tenant_id', \${id}, true), set_config(\${ACTOR}, \${a}, true)\`;
await tx.$executeRawUnsafe(\`SET LOCAL App.Tenant_Id = '\${id}'\`);
await tx.$executeRawUnsafe("SELECT set_config($1, $2, true)", ACTOR, actor);
`,
    },
    {
      name: "settings of PostgreSQL, of extensions and of other programs",
      settings,
      code: `
await tx.$executeRaw\`SET LOCAL statement_timeout = 5000\`;
await tx.$executeRaw\`SET LOCAL ROLE tenant\`;
await tx.$executeRaw\`SET LOCAL hnsw.ef_search = 100\`;
await tx.$executeRaw\`SELECT set_config('request.jwt.claims', \${claims}, true)\`;
await tx.$executeRaw\`SELECT set_config('jobs.priority', 'low', true)\`;
`,
    },
    {
      name: "names that only run time knows",
      settings,
      code: `
await tx.$executeRaw\`SELECT set_config(\${name}, \${id}, true)\`;
await tx.$executeRawUnsafe(\`SELECT set_config('app.\${name}', 'x', true)\`);
await tx.$executeRawUnsafe(\`SET LOCAL app.\${name} = 'x'\`);
`,
    },
    {
      name: "migrations that read nothing",
      settings: projectWith([`CREATE TABLE "Visit" (id text);`]),
      code: "await tx.$executeRaw`SET LOCAL app.tenantId = 'x'`",
    },
    {
      name: "migrations that read a name that is put together",
      settings: projectWith([POLICY, "SELECT current_setting('app.' || name) FROM names;"]),
      code: "await tx.$executeRaw`SET LOCAL app.tenantId = 'x'`",
    },
    {
      name: "no migrations",
      code: "await tx.$executeRaw`SET LOCAL app.tenantId = 'x'`",
    },
    {
      name: "another database",
      settings: projectWith([POLICY], "", "sqlite"),
      code: "await tx.$executeRaw`SET LOCAL app.tenantId = 'x'`",
    },
  ],
  invalid: [
    {
      name: "a name written in another way",
      settings,
      code: "await tx.$executeRaw`SELECT set_config('app.tenantId', ${id}, true)`",
      errors: [
        {
          messageId: "misspelt",
          data: { name: "app.tenantId", meant: "app.tenant_id" },
          line: 1,
          column: 41,
          endLine: 1,
          endColumn: 53,
          suggestions: [
            {
              messageId: "rename",
              data: { meant: "app.tenant_id" },
              output: "await tx.$executeRaw`SELECT set_config('app.tenant_id', ${id}, true)`",
            },
          ],
        },
      ],
    },
    {
      name: "SET",
      settings,
      code: `
await tx.$executeRawUnsafe(
  \`SET LOCAL rls.current_tenant TO '\${id}'\`,
);
await tx.$executeRawUnsafe("SET SESSION app.actor = 'x'");
`,
      errors: [
        {
          messageId: "misspelt",
          data: { name: "rls.current_tenant", meant: "app.tenant_id" },
          line: 3,
          column: 14,
          endLine: 3,
          endColumn: 32,
          suggestions: [
            {
              messageId: "rename",
              data: { meant: "app.tenant_id" },
              output: `
await tx.$executeRawUnsafe(
  \`SET LOCAL app.tenant_id TO '\${id}'\`,
);
await tx.$executeRawUnsafe("SET SESSION app.actor = 'x'");
`,
            },
          ],
        },
        {
          messageId: "misspelt",
          data: { name: "app.actor", meant: "app.actor_id" },
          line: 5,
          column: 41,
          endLine: 5,
          endColumn: 50,
          suggestions: [
            {
              messageId: "rename",
              data: { meant: "app.actor_id" },
              output: `
await tx.$executeRawUnsafe(
  \`SET LOCAL rls.current_tenant TO '\${id}'\`,
);
await tx.$executeRawUnsafe("SET SESSION app.actor_id = 'x'");
`,
            },
          ],
        },
      ],
    },
    {
      name: "a name that is like none",
      settings,
      code: "await tx.$executeRaw`SELECT set_config('app.shift', ${id}, true)`",
      errors: [
        {
          messageId: "unread",
          data: { name: "app.shift", read: "'app.actor_id', 'app.tenant_id'" },
          line: 1,
          column: 41,
          endLine: 1,
          endColumn: 50,
        },
      ],
    },
    {
      name: "where many are read",
      settings: projectWith([
        "SELECT current_setting('app.a1'), current_setting('app.b2'), current_setting('app.c3'), current_setting('app.d4');",
      ]),
      code: "await tx.$executeRaw`SELECT set_config('app.shift', ${id}, true)`",
      errors: [
        {
          messageId: "unread",
          data: { name: "app.shift", read: "'app.a1', 'app.b2', 'app.c3', others" },
          line: 1,
          column: 41,
          endLine: 1,
          endColumn: 50,
        },
      ],
    },
    {
      name: "a name in a constant is renamed by hand",
      settings,
      code: `
const TENANT = "app.tenantId";
await tx.$executeRaw\`SELECT set_config(\${TENANT}, \${id}, true)\`;
await tx.$executeRawUnsafe(\`SET LOCAL \${TENANT} = '\${id}'\`);
`,
      errors: [
        { messageId: "misspelt", line: 3, column: 42, endLine: 3, endColumn: 48 },
        { messageId: "misspelt", line: 4, column: 41, endLine: 4, endColumn: 47 },
      ],
    },
    {
      name: "a text that cannot be followed",
      settings,
      code: `
const HEAD = "SET LOCAL app.ten";
await tx.$executeRawUnsafe(HEAD + "antId = 'x'");
`,
      errors: [{ messageId: "misspelt", line: 3, column: 10, endLine: 3, endColumn: 27 }],
    },
    {
      name: "outside of a transaction too",
      settings,
      code: "prisma.$executeRaw`SELECT set_config('app.tenantId', '', false)`",
      errors: [
        {
          messageId: "misspelt",
          line: 1,
          column: 39,
          endLine: 1,
          endColumn: 51,
          suggestions: [
            {
              messageId: "rename",
              output: "prisma.$executeRaw`SELECT set_config('app.tenant_id', '', false)`",
            },
          ],
        },
      ],
    },
  ],
});
