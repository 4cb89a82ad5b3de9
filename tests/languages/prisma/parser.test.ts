import { describe, expect, it } from "vitest";

import type {
  PrismaField,
  PrismaModel,
  PrismaNode,
  PrismaSchema,
} from "../../../src/languages/prisma/ast.ts";
import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { syntaxFixture } from "../../support/prisma-texts.ts";
import { nodesOf } from "../../support/prisma-tree.ts";

type Type = PrismaNode["type"];

/** The nodes of one type, in source order. */
function all<T extends Type>(schema: PrismaSchema, type: T): Extract<PrismaNode, { type: T }>[] {
  const isWanted = (node: PrismaNode): node is Extract<PrismaNode, { type: T }> =>
    node.type === type;
  return [...nodesOf(schema)].filter(isWanted);
}

function fieldsIn(lines: string): PrismaField[] {
  return all(parseSchema(`model M {\n${lines}\n}\n`), "PrismaField");
}

function fieldIn(line: string): PrismaField {
  const [field] = fieldsIn(line);
  if (field === undefined) throw new Error(`No field in ${line}`);
  return field;
}

/** Each error as the text it points at and its message. */
function errorsOf(text: string): [piece: string, message: string][] {
  return parseSchema(text).errors.map(({ message, range }) => [text.slice(...range), message]);
}

function errorsIn(line: string): [piece: string, message: string][] {
  return errorsOf(`model M {\n  ${line}\n}\n`);
}

describe("blocks", () => {
  it("have exact ranges", () => {
    const text = "\nmodel User { // people\n  id Int\n}\n";
    const schema = parseSchema(text);
    expect(schema.body).toMatchObject([
      {
        type: "PrismaModel",
        range: [1, 34],
        keyword: { name: "model", range: [1, 6] },
        name: { name: "User", range: [7, 11] },
        bodyRange: [12, 34],
        members: [{ type: "PrismaField", range: [26, 32] }],
      },
    ]);
    expect(schema.comments).toMatchObject([{ value: " people", range: [14, 23] }]);
    expect(schema.loc).toEqual({ start: { line: 1, column: 1 }, end: { line: 5, column: 1 } });
  });

  it.each([
    ["model", "PrismaModel"],
    ["view", "PrismaView"],
    ["type", "PrismaCompositeType"],
    ["enum", "PrismaEnum"],
    ["datasource", "PrismaDatasource"],
    ["generator", "PrismaGenerator"],
  ])("of keyword %s are a %s", (keyword, type) => {
    expect(parseSchema(`${keyword} x {\n}`).body).toMatchObject([{ type, name: { name: "x" } }]);
  });

  it("need no space after the keyword, nor a line of their own", () => {
    const { body, errors } = parseSchema("modelA{\n} enumB {\n}");
    expect(body).toMatchObject([{ name: { name: "A" } }, { name: { name: "B" } }]);
    expect(errors).toEqual([]);
  });

  it("without a keyword are one error", () => {
    const text = "table {\n  id Int // key\n} // end\n";
    const { body, errors, comments } = parseSchema(text);
    expect(body).toMatchObject([{ type: "PrismaInvalid", range: [0, 25] }]);
    expect(errors).toMatchObject([{ range: [0, 5] }]);
    expect(comments.map(({ value }) => value)).toEqual([" key", " end"]);
  });

  it("that are never closed end where the next begins, and stay in the tree", () => {
    const text = syntaxFixture("unclosed");
    expect(parseSchema(text).body).toMatchObject([
      { name: { name: "Before" }, members: [{ type: "PrismaField" }] },
      { name: { name: "Patient" }, members: [{ type: "PrismaField" }] },
      { name: { name: "Last" }, members: [{ name: { name: "A" } }, { name: { name: "B" } }] },
    ]);
    expect(errorsOf(text)).toEqual([
      ["model Patient", "The block `Before` is never closed: a `}` is missing."],
      ["enum Last", "The block `Last` is never closed: a `}` is missing."],
    ]);
  });
});

describe("fields", () => {
  it("have exact ranges", () => {
    const line = '  name String? @map("full_name") @db.VarChar(10) // c';
    const text = `model M {\n${line}\n}\n`;
    const piece = (part: string): [number, number] => {
      const start = text.indexOf(part);
      return [start, start + part.length];
    };
    expect(fieldIn(line)).toEqual({
      type: "PrismaField",
      range: piece('name String? @map("full_name") @db.VarChar(10)'),
      name: { type: "PrismaName", range: piece("name"), name: "name" },
      fieldType: {
        type: "PrismaFieldType",
        range: piece("String?"),
        name: { type: "PrismaName", range: piece("String"), name: "String" },
        arity: "optional",
        unsupported: null,
      },
      attributes: [
        {
          type: "PrismaAttribute",
          range: piece('@map("full_name")'),
          name: { type: "PrismaName", range: piece("map"), name: "map" },
          arguments: [
            {
              type: "PrismaArgument",
              range: piece('"full_name"'),
              name: null,
              value: { type: "PrismaString", range: piece('"full_name"'), value: "full_name" },
            },
          ],
        },
        {
          type: "PrismaAttribute",
          range: piece("@db.VarChar(10)"),
          name: { type: "PrismaName", range: piece("db.VarChar"), name: "db.VarChar" },
          arguments: [
            {
              type: "PrismaArgument",
              range: piece("10"),
              name: null,
              value: { type: "PrismaNumber", range: piece("10"), raw: "10" },
            },
          ],
        },
      ],
      documentation: null,
    });
  });

  it.each([
    ["a String", "required", "String", null],
    ["a String ?", "optional", "String", null],
    ["a String []", "list", "String", null],
    ['a Unsupported("point")', "required", "Unsupported", "point"],
    ['a Unsupported( "point" )[]', "list", "Unsupported", "point"],
    ["a Unsupported", "required", "Unsupported", null],
  ])("%s is %s", (line, arity, name, unsupported) => {
    const { fieldType } = fieldIn(line);
    expect(fieldType).toMatchObject({ arity, name: { name } });
    expect(fieldType.unsupported?.value ?? null).toBe(unsupported);
  });

  it("may be named like keywords, in any script, with digits first", () => {
    const names = ["model", "enum", "type", "Été", "日本", "a-b_c", "9lives"];
    const fields = fieldsIn(names.map((name) => `${name} Int`).join("\n"));
    expect(fields.map(({ name }) => name.name)).toEqual(names);
  });

  it.each(["_a Int", "a\u0301 Int", "😀 Int"])("may not be named as in %j", (line) => {
    expect(fieldsIn(line)).toEqual([]);
  });

  it("tell attributes with empty parentheses from those without", () => {
    const [bare, empty] = fieldIn("a Int @id @default()").attributes;
    expect([bare?.arguments, empty?.arguments]).toEqual([null, []]);
  });

  it("take spaces and no space around attributes", () => {
    const { attributes } = fieldIn("a Int @ default ( 1 )@b@c.d");
    expect(attributes.map(({ name }) => name.name)).toEqual(["default", "b", "c.d"]);
  });
});

describe("values", () => {
  /** The value in `@x(…)`, without ranges. */
  function valueOf(source: string): unknown {
    const value = fieldIn(`a Int @x(${source})`).attributes[0]?.arguments?.[0]?.value ?? null;
    return JSON.parse(
      JSON.stringify(value, (key, part: unknown) => (key === "range" ? undefined : part)),
    );
  }

  it.each([
    ["1", { type: "PrismaNumber", raw: "1" }],
    ["-10.50", { type: "PrismaNumber", raw: "-10.50" }],
    ["true", { type: "PrismaConstant", name: "true" }],
    ["address.city", { type: "PrismaConstant", name: "address.city" }],
    ['"a\\"b\\\\ \\u00e9\\ud83d\\ude00\\n"', { type: "PrismaString", value: 'a"b\\ é😀\n' }],
    ["[]", { type: "PrismaArray", elements: [] }],
    ["{}", { type: "PrismaObject", entries: [] }],
  ])("%s", (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  it("nest", () => {
    expect(valueOf('[f(sort: Desc), {a: {not: "x"}}, 1(2)]')).toMatchObject({
      elements: [
        {
          type: "PrismaFunctionCall",
          callee: { name: "f" },
          arguments: [{ name: { name: "sort" }, value: { name: "Desc" } }],
        },
        { entries: [{ key: { name: "a" }, value: { entries: [{ key: { name: "not" } }] } }] },
        { type: "PrismaFunctionCall", callee: { name: "1" } },
      ],
    });
  });

  it("may be missing from a property", () => {
    const [property] = all(parseSchema("datasource db {\n  url = // later\n}\n"), "PrismaProperty");
    expect(property).toMatchObject({ range: [18, 23], key: { name: "url" }, value: null });
  });
});

describe("errors", () => {
  it.each([
    ["id Int @id }", "}", "This line is not a valid field or attribute definition."],
    ["a two words", "words", "This line is not a valid field or attribute definition."],
    ['a Int @default("x)', '"x)', "This line is not a valid field or attribute definition."],
    ["_a Int // c", "_a Int", "This line is not a valid field or attribute definition."],
    ["a: Int", ":", "Field declarations don't require a `:`."],
    ["a Int!", "Int!", "Fields are required by default, `!` is no longer required."],
    ["a [Int]", "[Int]", "To specify a list, please use `Type[]` instead of `[Type]`."],
    ["a Int[] ?", "Int[] ?", "Optional lists are not supported. Use either `Type[]` or `Type?`."],
    ["a @id", "a", "This field declaration is invalid. It is either missing a name or a type."],
    [
      "a Int @default(1, )",
      ",",
      "Trailing commas are not valid in attribute arguments, please remove the comma.",
    ],
    ["a Int @map(name :)", "name :", "The `name` argument is missing a value."],
    [
      'a Int @map("C:\\dir")',
      "\\d",
      "Unknown escape sequence. If the value is a windows-style path, `\\` must be escaped as `\\\\`.",
    ],
    ['a Int @map("\\ud800x")', "\\ud800", "Invalid unicode escape sequence."],
  ])("in %s point at %s", (line, piece, message) => {
    expect(errorsIn(line)).toEqual([[piece, message]]);
  });

  it.each([
    ["enum E {\n  A B\n}", "B", "This line is not an enum value definition."],
    ["generator g {\n  a b\n}", "b", "This line is not a valid definition within a generator."],
    ["datasource d {\n  ?\n}", "?", "This line is not a valid definition within a datasource."],
    [
      "modl A {",
      "modl A {",
      "This line is invalid. It does not start with any known Prisma schema keyword.",
    ],
    [
      "type A = String @x // c",
      "type A = String @x",
      "Invalid type definition. Please check the documentation in https://pris.ly/d/composite-types",
    ],
  ])("in %j point at %s", (text, piece, message) => {
    expect(errorsOf(text)).toEqual([[piece, message]]);
  });

  it("cost one member each and keep the rest", () => {
    const schema = parseSchema("model A {\n  a Int\n  b Int @\n  c Int\n}\n");
    expect(schema.body).toMatchObject([
      {
        members: [
          { name: { name: "a" } },
          { type: "PrismaInvalid", range: [20, 27] },
          { name: { name: "c" } },
        ],
      },
    ]);
  });

  it("keep fields of older forms", () => {
    const fields = fieldsIn("a: Int\nb Int!\nc [Int]\nd Int[]?");
    expect(fields.map(({ name, fieldType }) => [name.name, fieldType.arity])).toEqual([
      ["a", "required"],
      ["b", "required"],
      ["c", "list"],
      ["d", "list"],
    ]);
  });

  it("leave comments on broken lines in place", () => {
    const text = 'model A {\n  a "// no" /* b */ c // eslint-disable-line\n}\n';
    expect(parseSchema(text).comments.map(({ value }) => value)).toEqual([
      " b ",
      " eslint-disable-line",
    ]);
  });
});

describe("documentation", () => {
  const { body } = parseSchema(syntaxFixture("comments"));

  function documentationIn(name: string): unknown {
    const block = body.find((node) => "name" in node && node.name.name === name);
    if (block === undefined || !("name" in block)) throw new Error(`No block ${name}`);
    const members = (block as PrismaModel).members;
    return [
      block.documentation,
      ...members.flatMap((member) =>
        "documentation" in member ? [[member.name.name, member.documentation]] : [],
      ),
    ];
  }

  it("joins doc comments around line comments, block comments and what trails the line", () => {
    expect(documentationIn("Documented")).toEqual([
      "First line.\nSecond line.",
      ["id", "The id,\nof two lines.\nand a third"],
      ["name", "Block\n     comment\ntrailing block"],
      ["slug", "/ Four slashes."],
      ["body", "* \n   * Star per line.\nover\n  two lines"],
      ["title", "before"],
      ["after", "Goes nowhere."],
    ]);
  });

  it("of a generator goes to the next block without its own, too", () => {
    expect(documentationIn("client")).toEqual(["Of the generator, and so of Second."]);
    expect(documentationIn("Second")).toEqual([
      "Of the generator, and so of Second.",
      ["id", null],
    ]);
  });

  it("may stand behind a closing brace, never behind an opening one", () => {
    expect(documentationIn("Third")).toEqual(["Of the third.", ["id", null]]);
  });

  it("belongs to enums and their values", () => {
    expect(documentationIn("Kind")).toEqual([
      "Directly above.",
      ["A", "A value.\ntrailing"],
      ["B", null],
      ["C", "C"],
    ]);
  });

  it.each(["/// a\n\nmodel A {\n}", "/* a */ \nmodel A {\n}", "/// a\nbad\nmodel A {\n}"])(
    "is detached in %j",
    (text) => {
      const [model] = all(parseSchema(text), "PrismaModel");
      expect(model?.documentation).toBe(null);
    },
  );
});

describe("line breaks and spaces", () => {
  it.each(["\n", "\r\n", "\r"])("may be %j", (lineBreak) => {
    const text = ["model A {", "  a Int", "", "  bad", "  b Int // c", "}", ""].join(lineBreak);
    const schema = parseSchema(text);
    expect(schema.loc.end).toEqual({ line: 7, column: 1 });
    expect(all(schema, "PrismaField").map(({ range }) => text.slice(...range))).toEqual([
      "a Int",
      "b Int",
    ]);
    expect(schema.comments[0]?.value).toBe(" c");
    expect(errorsOf(text)).toHaveLength(1);
  });

  it("may be no-break spaces and tabs", () => {
    expect(parseSchema(syntaxFixture("spaces")).errors).toEqual([]);
  });

  it("may follow a byte order mark", () => {
    const schema = parseSchema("\uFEFFmodel A {\n}");
    expect(schema.body).toMatchObject([{ range: [1, 12] }]);
    expect(schema.errors).toEqual([]);
  });
});

describe("the next dialect", () => {
  it.each(["// use prisma-8\n", "\uFEFF//use prisma-next\r\n", "  // use prisma-8 (rc)\n"])(
    "is not read after %j",
    (line) => {
      const text = `${line}// eslint-disable\nmodel A {\n  a = "// b"\n`;
      const schema = parseSchema(text);
      expect(schema).toMatchObject({ dialect: "prisma-8", body: [], errors: [] });
      expect(schema.comments).toHaveLength(2);
    },
  );

  it.each(["\n// use prisma-8\n", "// use prisma-80\n", "/// use prisma-8\n", "use prisma-8\n"])(
    "is not declared by %j",
    (text) => {
      expect(parseSchema(text).dialect).toBe("prisma");
    },
  );
});
