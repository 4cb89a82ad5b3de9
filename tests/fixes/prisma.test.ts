import { describe, expect, it } from "vitest";
import { mergeEdits } from "../../src/fixes/edit.ts";
import type { FieldChange } from "../../src/fixes/prisma.ts";
import {
  editFields,
  insertBlockAttribute,
  insertField,
  insertFieldAttribute,
  removeAttribute,
  removeBlockAttribute,
  replaceAttribute,
  replaceFieldType,
} from "../../src/fixes/prisma.ts";
import type { PrismaField, PrismaModelLike } from "../../src/languages/prisma/ast.ts";
import { parseSchema } from "../../src/languages/prisma/parser.ts";
import type { TextEdit } from "../../src/fixes/edit.ts";

function fieldOf(model: PrismaModelLike, name: string): PrismaField {
  for (const member of model.members) {
    if (member.type === "PrismaField" && member.name.name === name) return member;
  }
  throw new Error(`No field ${name}`);
}

/** The last model of the text. */
function modelIn(text: string): PrismaModelLike {
  const model = parseSchema(text).body.findLast((node) => node.type === "PrismaModel");
  if (model === undefined) throw new Error("No model");
  return model;
}

/** The last model of the text and its field of that name. */
function locate(text: string, fieldName: string) {
  const model = modelIn(text);
  return { model, field: fieldOf(model, fieldName) };
}

function apply(text: string, { range, text: replacement }: TextEdit): string {
  return text.slice(0, range[0]) + replacement + text.slice(range[1]);
}

function edited(text: string, edit: (model: PrismaModelLike) => TextEdit): string {
  return apply(text, edit(modelIn(text)));
}

const DELETED_AT = { name: "deletedAt", type: "DateTime?", attributes: ["@db.Timestamptz(6)"] };

const ALIGNED = `model User {
  id    Int    @id
  email String @unique // work

  posts Post[]

  @@map("users")
}
`;

describe("insertField", () => {
  it("writes after the last field, and realigns that table alone", () => {
    expect(edited(ALIGNED, (model) => insertField(model, ALIGNED, DELETED_AT))).toBe(`model User {
  id    Int    @id
  email String @unique // work

  posts     Post[]
  deletedAt DateTime? @db.Timestamptz(6)

  @@map("users")
}
`);
  });

  it("writes below the given field, past its comment", () => {
    const { model, field } = locate(ALIGNED, "email");
    const edit = insertField(model, ALIGNED, DELETED_AT, { after: field });
    expect(apply(ALIGNED, edit)).toBe(`model User {
  id        Int       @id
  email     String    @unique // work
  deletedAt DateTime? @db.Timestamptz(6)

  posts Post[]

  @@map("users")
}
`);
  });

  it("leaves a table alone that is not aligned", () => {
    const text = "model A {\n\tid Int @id\n\temail   String\n}\n";
    expect(edited(text, (model) => insertField(model, text, DELETED_AT))).toBe(
      "model A {\n\tid Int @id\n\temail   String\n\tdeletedAt DateTime? @db.Timestamptz(6)\n}\n",
    );
  });

  it("counts the width of names in bytes, as the engine does", () => {
    const text = "model A {\n  名前 String\n}\n";
    const field = { name: "id", type: "Int", attributes: [] };
    expect(edited(text, (model) => insertField(model, text, field))).toBe(
      "model A {\n  名前 String\n  id     Int\n}\n",
    );
  });

  it("keeps CRLF, also where the table is realigned", () => {
    const text = "model A {\r\n  id Int @id\r\n}\r\n";
    expect(edited(text, (model) => insertField(model, text, DELETED_AT))).toBe(
      "model A {\r\n  id        Int       @id\r\n  deletedAt DateTime? @db.Timestamptz(6)\r\n}\r\n",
    );
  });

  it("goes below a comment that trails over several lines", () => {
    const text = "model A {\n  id Int @id /* one\n  two */\n}\n";
    const field = { name: "b", type: "Int", attributes: [] };
    expect(edited(text, (model) => insertField(model, text, field))).toBe(
      "model A {\n  id Int @id /* one\n  two */\n  b  Int\n}\n",
    );
  });

  it("sorts the attributes of the new field", () => {
    const text = "model A {\n}\n";
    const field = {
      name: "id",
      type: "String",
      attributes: ["@db.Uuid", "@default(uuid())", "@id"],
    };
    expect(edited(text, (model) => insertField(model, text, field))).toBe(
      "model A {\n  id String @id @default(uuid()) @db.Uuid\n}\n",
    );
  });

  it.each([
    ["model A {\n}", "model A {\n  b Int\n}"],
    ['model A {\n  @@map("a")\n}', 'model A {\n  b Int\n\n  @@map("a")\n}'],
    ['model A {\n\n  @@map("a")\n}', 'model A {\n  b Int\n\n  @@map("a")\n}'],
    ["model A { // c\n}", "model A { // c\n  b Int\n}"],
  ])("writes the first field into %j", (text, expected) => {
    const field = { name: "b", type: "Int", attributes: [] };
    expect(edited(text, (model) => insertField(model, text, field))).toBe(expected);
  });
});

describe("insertFieldAttribute", () => {
  const insert = (text: string, name: string, attribute: string) => {
    const { model, field } = locate(text, name);
    return apply(text, insertFieldAttribute(field, model, text, attribute));
  };

  it("goes to its place among the others", () => {
    const text = 'model A {\n  a DateTime @map("b") @db.Date\n}\n';
    expect(insert(text, "a", "@default(now())")).toBe(
      'model A {\n  a DateTime @default(now()) @map("b") @db.Date\n}\n',
    );
    expect(insert(text, "a", "@ignore")).toBe(
      'model A {\n  a DateTime @map("b") @ignore @db.Date\n}\n',
    );
    expect(insert(text, "a", "@unique")).toBe(
      'model A {\n  a DateTime @unique @map("b") @db.Date\n}\n',
    );
  });

  it("starts the column of attributes, before a comment", () => {
    const text = "model A {\n  id Int    @id\n  a  String // c\n}\n";
    expect(insert(text, "a", "@unique")).toBe(
      "model A {\n  id Int    @id\n  a  String @unique // c\n}\n",
    );
    const long = "model A {\n  id   Int\n  name String\n}\n";
    expect(insert(long, "id", "@id")).toBe("model A {\n  id   Int    @id\n  name String\n}\n");
  });

  it("sets a single space in a table that is not aligned", () => {
    const text = "model A {\n  id   Int @id\n  longName String\n}\n";
    expect(insert(text, "longName", "@unique")).toBe(
      "model A {\n  id   Int @id\n  longName String @unique\n}\n",
    );
  });
});

describe("replacing", () => {
  it("realigns after a new type, on other lines too", () => {
    const text = "model A {\n  id Int  @id\n  at Date @default(now())\n}\n";
    const { model, field } = locate(text, "at");
    expect(apply(text, replaceFieldType(field, model, text, "DateTime?"))).toBe(
      "model A {\n  id Int       @id\n  at DateTime? @default(now())\n}\n",
    );
  });

  it("changes nothing but the type where the table is not aligned", () => {
    const text = "model A {\n  id Int  @id\n  at   Date @default(now())\n}\n";
    const { model, field } = locate(text, "at");
    const edit = replaceFieldType(field, model, text, "DateTime?");
    expect(edit).toEqual({ range: [31, 35], text: "DateTime?" });
  });

  it("replaces an attribute in place, or where its name belongs", () => {
    const text = "model A {\n  a String @default(cuid()) @db.Text\n}\n";
    const { model, field } = locate(text, "a");
    const [defaultAttribute, native] = field.attributes;
    if (!defaultAttribute || !native) throw new Error("Attributes expected");
    expect(
      apply(text, replaceAttribute(defaultAttribute, field, model, text, "@default(uuid())")),
    ).toBe("model A {\n  a String @default(uuid()) @db.Text\n}\n");
    expect(apply(text, replaceAttribute(native, field, model, text, "@id"))).toBe(
      "model A {\n  a String @id @default(cuid())\n}\n",
    );
  });

  it("removes an attribute with its gap", () => {
    const text = "model A {\n  a String @unique @db.Text // c\n}\n";
    const { model, field } = locate(text, "a");
    const [unique, native] = field.attributes;
    if (!unique || !native) throw new Error("Attributes expected");
    expect(apply(text, removeAttribute(unique, field, model, text))).toBe(
      "model A {\n  a String @db.Text // c\n}\n",
    );
    const both: FieldChange[] = [
      { kind: "removeAttribute", field, attribute: unique },
      { kind: "removeAttribute", field, attribute: native },
    ];
    expect(apply(text, editFields(model, text, both))).toBe("model A {\n  a String // c\n}\n");
  });
});

describe("editFields", () => {
  it("makes several changes in one edit", () => {
    const { model, field } = locate(ALIGNED, "id");
    const edit = editFields(model, ALIGNED, [
      { kind: "replaceType", field, type: "String" },
      { kind: "insertAttribute", field, attribute: "@default(uuid(7))" },
      {
        kind: "insertField",
        after: field,
        field: { name: "createdAt", type: "DateTime", attributes: ["@default(now())"] },
      },
      {
        kind: "insertField",
        after: field,
        field: { name: "updatedAt", type: "DateTime", attributes: ["@updatedAt"] },
      },
    ]);
    expect(apply(ALIGNED, edit)).toBe(`model User {
  id        String   @id @default(uuid(7))
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
  email     String   @unique // work

  posts Post[]

  @@map("users")
}
`);
  });
});

describe("insertBlockAttribute", () => {
  const insert = (text: string, attribute: string) =>
    edited(text, (model) => insertBlockAttribute(model, text, attribute));

  it("goes after the last index, before what follows in the order", () => {
    const text = 'model A {\n  a Int\n\n  @@unique([a]) // c\n  @@map("a")\n}\n';
    expect(insert(text, "@@index([a])")).toBe(
      'model A {\n  a Int\n\n  @@unique([a]) // c\n  @@index([a])\n  @@map("a")\n}\n',
    );
    expect(insert(text, '@@schema("s")')).toBe(
      'model A {\n  a Int\n\n  @@unique([a]) // c\n  @@map("a")\n  @@schema("s")\n}\n',
    );
  });

  it("goes before the comments of the attribute that must follow", () => {
    const text = 'model A {\n  a Int /* b */\n  // one\n  /**\n   * two\n   */\n  @@map("a")\n}\n';
    expect(insert(text, "@@index([a])")).toBe(
      'model A {\n  a Int /* b */\n  @@index([a])\n  // one\n  /**\n   * two\n   */\n  @@map("a")\n}\n',
    );
  });

  it("does not take a comment beside a field for its own", () => {
    const text = 'model A {\n  a Int /* b */\n  @@map("a")\n}\n';
    expect(insert(text, "@@index([a])")).toBe(
      'model A {\n  a Int /* b */\n  @@index([a])\n  @@map("a")\n}\n',
    );
  });

  it.each([
    ["model A {\n  a Int // c\n}\n", "model A {\n  a Int // c\n\n  @@index([a])\n}\n"],
    ["model A {\r\n\ta Int\r\n}\r\n", "model A {\r\n\ta Int\r\n\r\n\t@@index([a])\r\n}\r\n"],
    [
      "model A {\n  a Int\n  // last\n\n}\n",
      "model A {\n  a Int\n  // last\n\n  @@index([a])\n\n}\n",
    ],
    ["model A {\n}\n", "model A {\n\n  @@index([a])\n}\n"],
  ])("parts the first one from the fields in %j", (text, expected) => {
    expect(insert(text, "@@index([a])")).toBe(expected);
  });

  it("joins with a new field into one edit", () => {
    const text = "model A {\n  id Int @id\n}\n";
    const model = modelIn(text);
    const edit = mergeEdits(text, [
      insertField(model, text, { name: "at", type: "Int", attributes: [] }),
      insertBlockAttribute(model, text, "@@index([at])"),
    ]);
    expect(apply(text, edit)).toBe("model A {\n  id Int @id\n  at Int\n\n  @@index([at])\n}\n");
  });
});

describe("half-typed blocks", () => {
  it.each(["model A {\n  a", "model A {\n  a Int\n  b Str", "model A {\n  a Int }"])(
    "get what is inserted on a line of its own in %j",
    (text) => {
      const field = { name: "z", type: "Int", attributes: [] };
      const withField = edited(text, (model) => insertField(model, text, field));
      expect(withField).toMatch(/^ {2}z Int$/mu);
      const withIndex = edited(text, (model) => insertBlockAttribute(model, text, "@@index([z])"));
      expect(withIndex).toMatch(/^ {2}@@index\(\[z\]\)$/mu);
    },
  );
});

describe("removeBlockAttribute", () => {
  const HEAD = "model User {\n  id    Int    @id\n  email String\n\n";

  /** Removes the first block attribute. */
  function without(text: string): string | null {
    const model = modelIn(text);
    const attribute = model.members.find((member) => member.type === "PrismaBlockAttribute");
    const edit = attribute && removeBlockAttribute(model, text, attribute);
    return edit ? apply(text, edit) : null;
  }

  it("takes the line away", () => {
    const text = `${HEAD}  @@index([id])\n  @@map("users")\n}\n`;
    expect(without(text)).toBe(`${HEAD}  @@map("users")\n}\n`);
  });

  it("takes the empty line above it along when nothing follows", () => {
    expect(without(`${HEAD}  @@index([id])\n}\n`)).toBe(`${HEAD.trimEnd()}\n}\n`);
  });

  it("keeps line breaks of two characters", () => {
    const text = `${HEAD}  @@index([id])\n  @@map("users")\n}\n`.replaceAll("\n", "\r\n");
    expect(without(text)).toBe(`${HEAD}  @@map("users")\n}\n`.replaceAll("\n", "\r\n"));
  });

  it.each([
    ["above it", `${HEAD}  // for the report\n  @@index([id])\n}\n`],
    ["beside it", `${HEAD}  @@index([id]) // for the report\n}\n`],
  ])("leaves it where a comment stands %s", (_, text) => {
    expect(without(text)).toBeNull();
  });
});
