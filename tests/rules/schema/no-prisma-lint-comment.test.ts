import { expect, it } from "vitest";

import rule from "../../../src/rules/schema/no-prisma-lint-comment.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";
import { engineFormat } from "../../support/prisma-engine.ts";

const model = (...lines: string[]): string =>
  schema(
    `model User {\n${lines.map((line) => `  ${line}\n`).join("")}}\n\nmodel Team {\n  id Int @id\n}`,
  );
const AROUND = schema(
  "// eslint-disable prisma-sentinel/require-fields\nmodel User {\n  id String @id\n}\n\n// eslint-enable prisma-sentinel/require-fields\n\nmodel Team {\n  id Int @id\n}",
);

testOnSchemas("no-prisma-lint-comment", rule, {
  valid: [
    model("id String @id // eslint-disable-line"),
    {
      name: "two slashes say nothing to prisma-lint",
      code: model("// prisma-lint-ignore-model", "id Int @id"),
    },
    model("/// Why prisma-lint-ignore-model was removed.", "id Int @id"),
  ],
  invalid: [
    {
      code: model(
        "/// prisma-lint-ignore-field field-name-camel-case, field-order",
        "Id String @id",
      ),
      errors: [
        {
          message:
            "'prisma-lint-ignore-field' speaks to prisma-lint and silences nothing here. Write 'eslint-disable' for 'field-order', 'naming-convention'.",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 66,
          suggestions: [
            {
              messageId: "write",
              output: model(
                "// eslint-disable-next-line prisma-sentinel/field-order, prisma-sentinel/naming-convention",
                "Id String @id",
              ),
            },
          ],
        },
      ],
    },
    {
      name: "around a model",
      code: model("/// prisma-lint-ignore-model require-field", "id String @id"),
      errors: [
        {
          messageId: "meansNothing",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 45,
          suggestions: [{ messageId: "write", output: AROUND }],
        },
      ],
    },
    {
      name: "what names fields is said in options; what is above no field silences none",
      code: schema(
        "model User {\n  /// prisma-lint-ignore-model require-field tenantId\n  id String @id\n  /// prisma-lint-ignore-field\n\n  name String\n}\nenum Role {\n  /// prisma-lint-ignore-enum no-such-rule\n  ADMIN\n}",
      ),
      errors: [
        { messageId: "byOptions", line: 6, column: 3, endLine: 6, endColumn: 54 },
        { messageId: "meansNothing", line: 8, column: 3, endLine: 8, endColumn: 31 },
        { messageId: "meansNothing", line: 13, column: 3, endLine: 13, endColumn: 43 },
      ],
    },
  ],
});

it("writes what `prisma format` leaves alone", async () => {
  expect(await engineFormat(AROUND)).toBe(AROUND);
});
