import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { commentsOf } from "../../../src/model/encryption/annotation-comments.ts";
import { buildSchemaModel } from "../../../src/model/schema/build.ts";

function modelsOf(text: string) {
  const schema = buildSchemaModel([{ path: "schema.prisma", text, ast: parseSchema(text) }]);
  return [...schema.models.values()];
}

/** The documentation that the comments of a field make, as the parser joins it. */
function joined(comments: readonly { kind: string; value: string }[]): string | null {
  const documenting = comments.filter(({ kind }) => kind !== "line");
  if (documenting.length === 0) return null;
  return documenting
    .map(({ kind, value }) => (kind === "doc" ? value.trimStart() : value.trim()))
    .join("\n");
}

const MANY = `
model A { // of the model
  /// lost

  /// @encrypted
  // remark
  /// kept
  a String /// behind

  /// above the index
  @@index([a]) /// behind the index

  b String // two slashes
  c String
  /* a block */
  d String /* behind */
  /// last
}

model B {
  id String @id
}
`;

const FOLDER = "tests/fixtures/schemas";
const fixtures = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".prisma"))
  .map((name) => readFileSync(join(FOLDER, name), "utf8"));

it.each([MANY, MANY.replaceAll("\n", "\r\n"), ...fixtures])(
  "gives each field the comments that the parser joins to its documentation %#",
  (text) => {
    for (const model of modelsOf(text)) {
      const { ofFields } = commentsOf(model);
      for (const field of model.fields) {
        expect(joined(ofFields.get(field.node) ?? []), field.name).toBe(field.documentation);
      }
    }
  },
);

it("keeps apart the comments that document nothing", () => {
  const [model] = modelsOf(MANY);
  const others = model ? commentsOf(model).others : [];
  expect(others.map(({ value }) => value.trim())).toEqual([
    "of the model",
    "lost",
    "behind the index",
    "last",
  ]);
});
