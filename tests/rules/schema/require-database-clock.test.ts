import rule from "../../../src/rules/schema/require-database-clock.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const consent = (value: string) =>
  schema(
    `model Consent {\n  id      String   @id\n  givenAt DateTime @default(${value}) @db.Timestamptz(3)\n}`,
  );

testOnSchemas("require-database-clock", rule, {
  valid: [
    consent('dbgenerated("now()")'),
    schema("model Order {\n  id String @id\n  at DateTime @default(now())\n}"),
    { name: "another database", code: consent("now()").replace("postgresql", "mysql") },
    { name: "other models are meant", code: consent("now()"), options: [{ models: "Order" }] },
  ],
  invalid: [
    {
      code: consent("now()"),
      errors: [
        {
          message:
            "Prisma Client fills 'Consent.givenAt' in: with now() the time is that of whichever machine wrote the row, and clocks of machines differ.",
          line: 7,
          column: 20,
          endLine: 7,
          endColumn: 35,
          suggestions: [
            {
              messageId: "useDatabase",
              data: { attribute: '@default(dbgenerated("now()"))' },
              output: consent('dbgenerated("now()")'),
            },
          ],
        },
      ],
    },
    {
      name: "a log by its name",
      code: schema(
        "model AuditLog {\n  id String @id\n  at DateTime @default(now())\n  updatedAt DateTime @updatedAt\n}",
      ),
      errors: [
        {
          messageId: "applicationClock",
          line: 7,
          column: 15,
          endLine: 7,
          endColumn: 30,
          suggestions: [
            {
              messageId: "useDatabase",
              output: schema(
                'model AuditLog {\n  id String @id\n  at DateTime @default(dbgenerated("now()"))\n  updatedAt DateTime @updatedAt\n}',
              ),
            },
          ],
        },
      ],
    },
    {
      name: "an option that cannot be read",
      code: "model A {\n  id String @id\n}\n",
      options: [{ models: "/(/" }],
      errors: [{ messageId: "unusablePattern", line: 1, column: 1, endLine: 1, endColumn: 10 }],
    },
  ],
});
