import { expect, it } from "vitest";

import type { PrismaSchema } from "../../../src/languages/prisma/ast.ts";
import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { engineDatamodel } from "../../support/prisma-engine.ts";
import { syntaxFixture } from "../../support/prisma-texts.ts";

type Documented = Record<string, string | undefined>;

/** Documentation by name (`Model`, `Model.field`) as our tree has it. */
function ours({ body }: PrismaSchema): Documented {
  const found: Documented = {};
  for (const block of body) {
    if (block.type !== "PrismaModel" && block.type !== "PrismaEnum") continue;
    found[block.name.name] = block.documentation ?? undefined;
    for (const member of block.members) {
      if (!("documentation" in member)) continue;
      found[`${block.name.name}.${member.name.name}`] = member.documentation ?? undefined;
    }
  }
  return found;
}

/** The same as Prisma Client's generators get it. */
async function theEngines(text: string): Promise<Documented> {
  const { models, enums } = await engineDatamodel([["schema.prisma", text]]);
  const found: Documented = {};
  for (const { name, documentation, fields } of models) {
    found[name] = documentation;
    for (const field of fields) found[`${name}.${field.name}`] = field.documentation;
  }
  for (const { name, documentation, values } of enums) {
    found[name] = documentation;
    for (const value of values as readonly { name: string; documentation?: string }[]) {
      found[`${name}.${value.name}`] = value.documentation;
    }
  }
  return found;
}

const cases = {
  "the fixture": syntaxFixture("comments"),
  "comments with spaces behind them": "/* a */ \nmodel A {\n  id Int @id\n}\n",
  "comments on the line of a block": "/* a */ model A {\n  /* b */ id Int @id\n}\n",
  "empty doc comments": "///\nmodel A {\n  ///\n  id Int @id ///\n}\n",
  "doc comments among others": "/// a\n// b\n\n/// c\n// d\nmodel A {\n  id Int @id\n}\n",
  "a block attribute between": 'model A {\n  /// a\n  @@map("a") /// b\n\n  id Int @id\n}\n',
  "a later comment without documentation": "model A {\n  /// a\n\n  // b\n  id Int @id\n}\n",
  "other line breaks": "/// a\r\n/// b\rmodel A {\r\n  /* c\r\n d */\r\n  id Int @id\r\n}\r\n",
};

it.each(Object.entries(cases))("is attached as the engine does in %s", async (_name, text) => {
  const database = '\n\n// The database.\n\ndatasource db {\n  provider = "sqlite"\n}\n';
  expect(ours(parseSchema(text))).toEqual(await theEngines(text + database));
});
