import rule from "../../../src/rules/schema/require-referential-action.ts";
import { schema, testOnSchemas } from "../../rule-tester.ts";

const notes = (key: string, actions: string) =>
  schema(
    `model Patient {\n  id String @id\n  notes Note[]\n}\nmodel Note {\n  id String @id\n  patientId ${key}\n  patient Patient? @relation(fields: [patientId], references: [id]${actions})\n}`,
  );

const many = (...actions: string[]) =>
  schema(
    `model A {\n  id String @id\n}\nmodel Note {\n  id String @id\n${["a", "b", "c"]
      .map(
        (name, index) =>
          `  ${name}Id String${name === "b" ? "?" : ""}\n  ${name} A${name === "b" ? "?" : ""} @relation("${name}", fields: [${name}Id], references: [id]${actions[index] ?? ""})\n`,
      )
      .join("")}}`,
  );

testOnSchemas("require-referential-action", rule, {
  valid: [notes("String", ", onDelete: Restrict"), notes("String?", ", onDelete: NoAction")],
  invalid: [
    {
      name: "many at once: what each does now is written",
      code: many("", "", ""),
      errors: [
        {
          message:
            "3 relations of 'Note' do not say what becomes of its rows when the other side is deleted, 'a', 'b' and 'c'; the default follows from the key's nullability, and changes with it.",
          line: 8,
          column: 7,
          endLine: 8,
          endColumn: 11,
          suggestions: [
            {
              messageId: "writeAll",
              output: many(", onDelete: Restrict", ", onDelete: SetNull", ", onDelete: Restrict"),
            },
          ],
        },
      ],
    },
    {
      code: notes("String", ""),
      errors: [
        {
          message:
            "'Note.patient' does not say what becomes of it when its 'Patient' is deleted; by default that is Restrict, and changes with the key's nullability.",
          line: 12,
          column: 3,
          endLine: 12,
          endColumn: 10,
          suggestions: [
            {
              messageId: "write",
              data: { action: "Restrict" },
              output: notes("String", ", onDelete: Restrict"),
            },
            {
              messageId: "write",
              data: { action: "Cascade" },
              output: notes("String", ", onDelete: Cascade"),
            },
          ],
        },
      ],
    },
    {
      code: notes("String?", ", onUpdate: Cascade"),
      errors: [
        {
          messageId: "implicit",
          line: 12,
          column: 3,
          endLine: 12,
          endColumn: 10,
          suggestions: [
            {
              messageId: "write",
              data: { action: "SetNull" },
              output: notes("String?", ", onUpdate: Cascade, onDelete: SetNull"),
            },
            {
              messageId: "write",
              data: { action: "Restrict" },
              output: notes("String?", ", onUpdate: Cascade, onDelete: Restrict"),
            },
            {
              messageId: "write",
              data: { action: "Cascade" },
              output: notes("String?", ", onUpdate: Cascade, onDelete: Cascade"),
            },
          ],
        },
      ],
    },
  ],
});
