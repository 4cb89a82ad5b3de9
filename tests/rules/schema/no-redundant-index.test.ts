import rule from "../../../src/rules/schema/no-redundant-index.ts";
import { testOnSchemas } from "../../rule-tester.ts";

/** A model with these lines below its fields. */
const note = (...lines: string[]) =>
  `model Note {\n  id String @id\n  a  String\n  b  String\n\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

/** The same with a text of this type. */
const wide = (nativeType: string, ...lines: string[]) =>
  `model Note {\n  id   String @id\n  a    String\n  text String ${nativeType}\n\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

testOnSchemas("no-redundant-index", rule, {
  valid: [
    note("@@index([a])", "@@index([b, a])"),
    note("@@unique([a])", "@@unique([a, b])"),
    note("@@index([a], type: Hash)", "@@index([a, b])"),
    note("@@index([a])", "@@index([a, b], type: Gin)"),
    note('@@index([a], where: raw("b is null"))', "@@index([a, b])"),
    note("@@index([a])", '@@index([a, b], where: raw("b is null"))'),
    note("@@index([a, b(sort: Desc)])", "@@index([a, b])"),
    note('@@index([a(ops: raw("text_pattern_ops"))])', "@@index([a, b])"),
    { name: "a unique says more than an index", code: note("@@index([a, b])", "@@unique([a])") },
    {
      name: "another database",
      code: 'datasource db {\n  provider = "mysql"\n}\n' + note("@@index([a])", "@@index([a, b])"),
    },
  ],
  invalid: [
    {
      name: "beside wide text the smaller one may be worth its room",
      code: wide("@db.VarChar(500)", "@@index([a])", "@@index([a, text])"),
      errors: [
        {
          message:
            "@@index([a]) of 'Note' serves no lookup that @@index([a, text]) does not, and each write keeps both up to date. It is worth that only where the wide text in the other makes reading slow.",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 15,
          suggestions: [
            { messageId: "remove", output: wide("@db.VarChar(500)", "@@index([a, text])") },
          ],
        },
      ],
    },
    ...["@db.Text", "@db.VarChar", "@db.Citext"].map((nativeType) => ({
      code: wide(nativeType, "@@index([a])", "@@index([a, text])"),
      errors: [
        {
          messageId: "smaller" as const,
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 15,
          suggestions: 1,
        },
      ],
    })),
    {
      name: "text that is not wide",
      code: wide("@db.VarChar(50)", "@@index([a])", "@@index([a, text])"),
      output: wide("@db.VarChar(50)", "@@index([a, text])"),
      errors: [{ messageId: "redundant", line: 6, column: 3, endLine: 6, endColumn: 15 }],
    },
    {
      name: "another one serves that holds no wide text",
      code: wide("@db.Text", "@@index([a])", "@@index([a, text])", "@@index([a, id])"),
      output: wide("@db.Text", "@@index([a, text])", "@@index([a, id])"),
      errors: [
        {
          messageId: "redundant",
          data: { model: "Note", index: "@@index([a])", by: "@@index([a, id])" },
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 15,
        },
      ],
    },
    {
      name: "the wide text is in both",
      code: wide("@db.Text", "@@index([text])", "@@index([text, a])"),
      output: wide("@db.Text", "@@index([text, a])"),
      errors: [{ messageId: "redundant", line: 6, column: 3, endLine: 6, endColumn: 18 }],
    },
    {
      code: note("@@index([a])", "@@index([a, b])"),
      output: note("@@index([a, b])"),
      errors: [
        {
          message:
            "@@index([a]) of 'Note' adds nothing to @@index([a, b]), which serves the same lookups: each write keeps it up to date for no read.",
          line: 6,
          column: 3,
          endLine: 6,
          endColumn: 15,
        },
      ],
    },
    {
      name: "beside a unique, in the other direction",
      code: note("@@unique([a, b])", "@@index([a(sort: Desc)])"),
      output: note("@@unique([a, b])"),
      errors: [{ messageId: "redundant", line: 7, column: 3, endLine: 7, endColumn: 27 }],
    },
    {
      name: "of two that are the same the first stays, and the empty line goes with the last attribute",
      code: "model Note {\n  id String @id\n  a  String @unique\n\n  @@index([a])\n}\n",
      output: "model Note {\n  id String @id\n  a  String @unique\n}\n",
      errors: [{ messageId: "redundant", line: 5, column: 3, endLine: 5, endColumn: 15 }],
    },
    {
      name: "a unique id",
      code: "model Note {\n  id String @id @unique\n}\n",
      output: "model Note {\n  id String @id\n}\n",
      errors: [
        {
          message:
            "@unique on 'id' of 'Note' adds nothing to @id on 'id', which serves the same lookups: each write keeps it up to date for no read.",
          line: 2,
          column: 17,
          endLine: 2,
          endColumn: 24,
        },
      ],
    },
    {
      name: "in a chain only what nothing else leans on goes",
      code: note("@@index([a])", "@@index([a, b])", "@@index([a, b, id])"),
      output: note("@@index([a])", "@@index([a, b, id])"),
      errors: [
        { messageId: "redundant", line: 6, column: 3, endLine: 6, endColumn: 15 },
        { messageId: "redundant", line: 7, column: 3, endLine: 7, endColumn: 18 },
      ],
    },
    {
      name: "a comment stays with its index",
      code: note("@@index([a]) // the report", "@@index([a, b])"),
      output: null,
      errors: [{ messageId: "redundant", line: 6, column: 3, endLine: 6, endColumn: 15 }],
    },
  ],
});
