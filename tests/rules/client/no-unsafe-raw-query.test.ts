import rule from "../../../src/rules/client/no-unsafe-raw-query.ts";
import { testOnCode } from "../../rule-tester.ts";

const settings = { "prisma-sentinel": { schema: "tests/fixtures/client/clinic.prisma" } };

testOnCode("no-unsafe-raw-query", rule, {
  valid: [
    "prisma.$queryRaw`SELECT * FROM patients WHERE id = ${id}`",
    "prisma.$queryRaw(Prisma.sql`SELECT ${id}`)",
    "prisma.$queryRaw(query)",
    "prisma.$queryRaw(buildQuery(id))",
    "const q = Prisma.sql`SELECT ${id}`; prisma.$queryRaw(q as any)",
    "prisma.$queryRawUnsafe('SELECT 1')",
    "prisma.$queryRawUnsafe('SELECT * FROM patients WHERE id = $1', id)",
    "const T = 'patients' as const; prisma.$executeRawUnsafe(`TRUNCATE ${T}`)",
    "for (const t of ['a', 'b']) prisma.$executeRawUnsafe(`DROP TABLE ${t}`)",
    "prisma.$executeRawUnsafe(`SET LOCAL statement_timeout = ${Number(ms)}`)",
    "prisma.$queryRawUnsafe(`SELECT * FROM p WHERE id IN (${ids.map(() => '?').join(', ')})`, ...ids)",
    "const list = ids.map((_, i) => `$${i + 1}`).join(', '); prisma.$queryRawUnsafe(`SELECT * FROM p WHERE id IN (${list})`, ...ids)",
    "prisma.$executeRawUnsafe(`INSERT INTO p VALUES ${rows.map((_, i) => `($${i * 2 + 1}, $${i * 2 + 2}::uuid)`).join()}`, ...rows.flat())",
    "prisma.$queryRawUnsafe(`SELECT * FROM p WHERE id IN (${Array(ids.length).fill('?').join()})`, ...ids)",
    "Prisma.raw('ASC')",
    "Prisma.raw(desc ? 'DESC' : 'ASC')",
    "const COLUMNS = { name: 'p.name' }; Prisma.raw(COLUMNS[key])",
    "if (!['a', 'b'].includes(x)) throw e; Prisma.raw(x)",
    "const part = (alias: string) => Prisma.sql`${Prisma.raw(alias)}.id`; part('p'); part('q')",
    "Prisma.sql(['SELECT 1'])",
    "Prisma.sql(['SELECT ', ''], id)",
    "knex.raw(x); db.raw(x); String.raw`${x}`",
    "prisma.$queryRawTyped(find(id))",
    "prisma.$queryRawUnsafe()",
  ],
  invalid: [
    {
      name: "a value is made a parameter",
      code: "prisma.$queryRawUnsafe(`SELECT * FROM patients WHERE mrn = '${mrn}' LIMIT ${n}`)",
      output: "prisma.$queryRaw`SELECT * FROM patients WHERE mrn = ${mrn} LIMIT ${n}`",
      settings,
      errors: [
        {
          messageId: "unsafeText",
          data: { method: "$queryRawUnsafe", piece: "mrn" },
          line: 1,
          column: 8,
          endLine: 1,
          endColumn: 23,
        },
      ],
    },
    {
      name: "types and lines stay",
      code: `
const rows = await this.prisma.$queryRawUnsafe<Patient[]>(
  \`
    SELECT * FROM patients
    WHERE views > \${ min } AND title IN ('\${ a }', '\${b}')
  \`,
);
`,
      output: `
const rows = await this.prisma.$queryRaw<Patient[]>\`
    SELECT * FROM patients
    WHERE views > \${ min } AND title IN (\${ a }, \${b})
  \`;
`,
      settings,
      errors: [{ messageId: "unsafeText", line: 2, column: 32, endLine: 2, endColumn: 47 }],
    },
    {
      name: "writes",
      code: `
prisma.$executeRawUnsafe(\`INSERT INTO "Tag" (id, name) VALUES ('\${id}', '\${name}')\`);
prisma["$executeRawUnsafe"](\`UPDATE "Tag" SET name = '\${name}' WHERE id = '\${id}'\`);
prisma.$executeRawUnsafe(\`DELETE FROM "Tag" WHERE name BETWEEN '\${a}' AND '\${b}';\`);
`,
      output: `
prisma.$executeRaw\`INSERT INTO "Tag" (id, name) VALUES (\${id}, \${name})\`;
prisma["$executeRaw"]\`UPDATE "Tag" SET name = \${name} WHERE id = \${id}\`;
prisma.$executeRaw\`DELETE FROM "Tag" WHERE name BETWEEN \${a} AND \${b};\`;
`,
      settings,
      errors: [
        { messageId: "unsafeText", line: 2, column: 8, endLine: 2, endColumn: 25 },
        { messageId: "unsafeText", line: 3, column: 8, endLine: 3, endColumn: 27 },
        { messageId: "unsafeText", line: 4, column: 8, endLine: 4, endColumn: 25 },
      ],
    },
    {
      name: "a column that is no text needs a cast",
      code: "prisma.$queryRawUnsafe(`SELECT * FROM patients p WHERE p.id = '${id}'`)",
      settings,
      errors: [
        {
          messageId: "unsafeText",
          line: 1,
          column: 8,
          endLine: 1,
          endColumn: 23,
          suggestions: [
            {
              messageId: "useParameters",
              output: "prisma.$queryRaw`SELECT * FROM patients p WHERE p.id = ${id}::uuid`",
            },
          ],
        },
      ],
    },
    {
      name: "casts to enums, dates and numbers",
      code: "prisma.$queryRawUnsafe(`SELECT 1 FROM \"Session\", patients, \"Article\" WHERE role = '${r}' AND \"birthDate\" = '${d}' AND views = '${v}'`)",
      settings,
      errors: [
        {
          messageId: "unsafeText",
          line: 1,
          column: 8,
          endLine: 1,
          endColumn: 23,
          suggestions: [
            {
              messageId: "useParameters",
              output:
                'prisma.$queryRaw`SELECT 1 FROM "Session", patients, "Article" WHERE role = ${r}::"Role" AND "birthDate" = ${d}::date AND views = ${v}::int`',
            },
          ],
        },
      ],
    },
    {
      name: "a cast that is there stays",
      code: "prisma.$queryRawUnsafe(`SELECT * FROM patients WHERE id = '${id}'::uuid`)",
      output: "prisma.$queryRaw`SELECT * FROM patients WHERE id = ${id}::uuid`",
      settings,
      errors: [{ messageId: "unsafeText", line: 1, column: 8, endLine: 1, endColumn: 23 }],
    },
    {
      name: "a part of a string",
      code: "prisma.$queryRawUnsafe(`SELECT * FROM patients WHERE mrn LIKE '%${a} ${b}%'`)",
      settings,
      errors: [
        {
          messageId: "unsafeText",
          line: 1,
          column: 8,
          endLine: 1,
          endColumn: 23,
          suggestions: [
            {
              messageId: "useParameters",
              output: "prisma.$queryRaw`SELECT * FROM patients WHERE mrn LIKE ${`%${a} ${b}%`}`",
            },
          ],
        },
      ],
    },
    {
      name: "lists",
      code: `
import { Prisma } from "@prisma/client";
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN (\${ids.join(",")})\`);
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN (\${rows.map((r) => \`'\${r}'\`).join(",")})\`);
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN ('\${ids.join("','")}')\`);
`,
      settings,
      errors: [
        {
          messageId: "unsafeText",
          line: 3,
          column: 8,
          endLine: 3,
          endColumn: 23,
          suggestions: [
            {
              messageId: "useJoin",
              output: `
import { Prisma } from "@prisma/client";
prisma.$queryRaw\`SELECT * FROM "Tag" WHERE id IN (\${Prisma.join(ids)})\`;
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN (\${rows.map((r) => \`'\${r}'\`).join(",")})\`);
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN ('\${ids.join("','")}')\`);
`,
            },
          ],
        },
        {
          messageId: "unsafeText",
          line: 4,
          column: 8,
          endLine: 4,
          endColumn: 23,
          suggestions: [
            {
              messageId: "useJoin",
              output: `
import { Prisma } from "@prisma/client";
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN (\${ids.join(",")})\`);
prisma.$queryRaw\`SELECT * FROM "Tag" WHERE id IN (\${Prisma.join(rows)})\`;
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN ('\${ids.join("','")}')\`);
`,
            },
          ],
        },
        {
          messageId: "unsafeText",
          line: 5,
          column: 8,
          endLine: 5,
          endColumn: 23,
          suggestions: [
            {
              messageId: "useJoin",
              output: `
import { Prisma } from "@prisma/client";
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN (\${ids.join(",")})\`);
prisma.$queryRawUnsafe(\`SELECT * FROM "Tag" WHERE id IN (\${rows.map((r) => \`'\${r}'\`).join(",")})\`);
prisma.$queryRaw\`SELECT * FROM "Tag" WHERE id IN (\${Prisma.join(ids)})\`;
`,
            },
          ],
        },
      ],
    },
    {
      name: "SET takes no parameters",
      code: "db.$executeRawUnsafe(`SET LOCAL app.tenant = '${tenantId}';`)",
      settings,
      errors: [
        {
          messageId: "unsafeText",
          line: 1,
          column: 4,
          endLine: 1,
          endColumn: 21,
          suggestions: [
            {
              messageId: "useSetConfig",
              output: "db.$executeRaw`SELECT set_config('app.tenant', ${tenantId}, true)`",
            },
          ],
        },
      ],
    },
    // Nothing is offered where the value may be a name, a piece of SQL, or part of what stays text.
    ...[
      "prisma.$queryRawUnsafe(`SELECT * FROM ${t}`)",
      'prisma.$queryRawUnsafe(`SELECT * FROM "${t}"`)',
      "prisma.$queryRawUnsafe(`SELECT 1 ORDER BY ${c}`)",
      "prisma.$queryRawUnsafe(`SELECT * FROM a WHERE ${c} = 1`)",
      "prisma.$queryRawUnsafe(`SELECT ${c} FROM a`)",
      "prisma.$queryRawUnsafe(`SELECT * FROM a WHERE id = 1 ${rest}`)",
      "prisma.$queryRawUnsafe(`SELECT * FROM a WHERE id IN (${ids.join(',')})`)",
      "prisma.$queryRawUnsafe(`SELECT * FROM a WHERE id = ${b ? 'now()' : c}`)",
      "prisma.$queryRawUnsafe(`SELECT 1 /* ${c} */`)",
      "prisma.$queryRawUnsafe(`SELECT $1 FROM a WHERE id = ${id}`, x)",
      "prisma.$queryRawUnsafe(`SELECT 1 FROM a WHERE id = ${id}; DROP TABLE b`)",
      "prisma.$queryRawUnsafe(`SELECT 1 FROM a WHERE id = $$${id}$$`)",
      "prisma.$queryRawUnsafe(`SELECT 1 FROM a WHERE id = '${id}''s'`)",
      "prisma.$queryRawUnsafe(/* all */ `SELECT 1 FROM a WHERE id = ${id}`)",
      "prisma?.$queryRawUnsafe(`SELECT 1 FROM a WHERE id = ${id}`)",
      "prisma.$queryRawUnsafe('SELECT 1 FROM a WHERE id = ' + id)",
      "prisma.$queryRawUnsafe(sql)",
      "prisma.$queryRawUnsafe(`ALTER TABLE a ALTER b SET DEFAULT ${id}`)",
    ].map((code) => ({
      name: `no fix: ${code}`,
      code,
      errors: [
        {
          messageId: "unsafeText" as const,
          line: 1,
          column: code.indexOf("$queryRawUnsafe") + 1,
          endLine: 1,
          endColumn: code.indexOf("$queryRawUnsafe") + 16,
        },
      ],
    })),
    {
      name: "aliases",
      code: "const run = prisma.$queryRawUnsafe.bind(prisma); run(`SELECT ${x}`)",
      errors: [
        {
          messageId: "unsafeText",
          data: { method: "$queryRawUnsafe", piece: "x" },
          line: 1,
          column: 50,
          endLine: 1,
          endColumn: 53,
        },
      ],
    },
    {
      name: "constants put together at run time",
      code: `
const conditions = [];
if (user) conditions.push(\`"userId" = $\${n++}\`);
prisma.$queryRawUnsafe(\`SELECT * FROM log WHERE \${conditions.join(" AND ")}\`, ...values);
`,
      errors: [
        {
          messageId: "dynamicText",
          data: { method: "$queryRawUnsafe" },
          line: 4,
          column: 8,
          endLine: 4,
          endColumn: 23,
        },
      ],
    },
    {
      name: "pieces",
      code: `
import { Prisma as P } from "@prisma/client";
import { raw } from "@prisma/client/runtime/library";
P.raw(\`ORDER BY \${req.query.sort}\`);
raw(x);
const order = z.enum(["ASC", "DESC"]).parse(input);
P.raw(order);
`,
      errors: [
        {
          messageId: "rawFragment",
          data: { method: "raw", piece: "req.query.sort" },
          line: 4,
          column: 3,
          endLine: 4,
          endColumn: 6,
        },
        { messageId: "rawFragment", line: 5, column: 1, endLine: 5, endColumn: 4 },
        { messageId: "rawFragment", line: 7, column: 3, endLine: 7, endColumn: 6 },
      ],
    },
    ...[
      ["Prisma.sql([x])", "sql", "x"],
      ["Prisma.sql([`SELECT ${x}`] as any)", "sql", "x"],
      ["Prisma.sql(x as any)", "sql", "x"],
      ["Prisma.sql(strings)", "sql", "strings"],
      ["db.$queryRaw(x as any)", "$queryRaw", "x"],
      ["db.$queryRaw(x as unknown as TemplateStringsArray)", "$queryRaw", "x"],
      ["db.$queryRaw([x] as any)", "$queryRaw", "x"],
      ["db.$queryRaw(Object.assign([x], { raw: [x] }))", "$queryRaw", "x"],
      ["db.$executeRaw(`DELETE FROM a WHERE id = ${x}`)", "$executeRaw", "x"],
      ["const t = Object.assign([x], { raw: [x] }); db.$executeRaw(t, y)", "$executeRaw", "x"],
    ].map(([code = "", method = "", piece = ""]) => ({
      name: `a template that is none: ${code}`,
      code,
      errors: [
        {
          messageId: "fabricatedTemplate" as const,
          data: { method, piece },
          line: 1,
          column: code.indexOf(method) + 1,
          endLine: 1,
          endColumn: code.indexOf(method) + 1 + method.length,
        },
      ],
    })),
  ],
});
