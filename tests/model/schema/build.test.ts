import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isPostgres } from "../../../src/model/schema/build.ts";
import { postgresType } from "../../../src/model/schema/native-types.ts";
import type { Field, Model, SchemaModel } from "../../../src/model/schema/types.ts";
import { modelOf, modelOfText, schemaPaths } from "../../support/schemas.ts";

function modelNamed(schema: SchemaModel, name: string): Model {
  const model = schema.models.get(name);
  if (model === undefined) throw new Error(`No model ${name}`);
  return model;
}

function fieldNamed(schema: SchemaModel, model: string, name: string): Field {
  const field = modelNamed(schema, model).field(name);
  if (field === undefined) throw new Error(`No field ${model}.${name}`);
  return field;
}

describe("datasource and generators", () => {
  it("reads the first datasource, and postgres as postgresql", () => {
    const schema = modelOfText(
      'datasource one {\n  provider = "postgres"\n}\ndatasource two {\n  provider = "mysql"\n}\n',
    );
    expect(schema.datasource).toMatchObject({
      name: "one",
      provider: "postgresql",
      relationMode: "foreignKeys",
    });
    expect(isPostgres(schema)).toBe(true);
  });

  it.each(["cockroachdb", "mysql"])("does not take %s for PostgreSQL", (provider) => {
    const schema = modelOfText(`datasource db {\n  provider = "${provider}"\n}\n`);
    expect(isPostgres(schema)).toBe(false);
  });

  it("knows no provider that is not written out", () => {
    const schema = modelOfText(
      'datasource db {\n  provider = env("P")\n  relationMode = "prisma"\n}\n',
    );
    expect(schema.datasource).toMatchObject({ provider: null, relationMode: "prisma" });
    expect(modelOf([]).datasource).toBeNull();
  });

  it("lists the preview features of generators", () => {
    const schema = modelOfText(
      'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["views", "typedSql"]\n}\n',
    );
    expect(schema.generators).toMatchObject([
      { name: "client", provider: "prisma-client", previewFeatures: ["views", "typedSql"] },
    ]);
  });
});

describe("several files", () => {
  it("resolve each other's names, and keep their own", () => {
    const schema = modelOf([
      [
        "/b.prisma",
        "model B {\n  id Int @id\n  aId Int\n  a A @relation(fields: [aId], references: [id])\n  e E\n}\n",
      ],
      ["/a.prisma", "model A {\n  id Int @id\n  bs B[]\n}\nenum E {\n  X\n}\n"],
    ]);
    expect(fieldNamed(schema, "B", "e").kind).toBe("enum");
    expect(fieldNamed(schema, "B", "a").relation?.opposite).toBe(fieldNamed(schema, "A", "bs"));
    expect(modelNamed(schema, "A").file.path).toBe("/a.prisma");
  });
});

describe("broken schemas", () => {
  it("let the first of two blocks and fields win", () => {
    const schema = modelOfText(
      "model A {\n  id Int @id\n  id String\n}\nmodel A {\n  other Int\n}\nenum A {\n  X\n}\n",
    );
    expect(modelNamed(schema, "A").fields.map(({ name, type }) => [name, type])).toEqual([
      ["id", "Int"],
    ]);
    expect(schema.enums.size).toBe(0);
  });

  it("keep the fields around a line that is none", () => {
    const schema = modelOfText("model A {\n  id Int @id\n  half\n  b String\n}\n");
    expect(modelNamed(schema, "A").fields.map(({ name }) => name)).toEqual(["id", "b"]);
  });

  it("have fields of unknown type", () => {
    const schema = modelOfText("model A {\n  b Missing[]\n}\n");
    expect(fieldNamed(schema, "A", "b")).toMatchObject({ kind: "unknown", relation: null });
  });

  it("resolve no part of a key that names a missing field", () => {
    const schema = modelOfText(
      "model A {\n  x Int\n  b B @relation(fields: [x, y], references: [p, q])\n}\nmodel B {\n  p Int\n  q Int\n}\n",
    );
    expect(fieldNamed(schema, "A", "b").relation).toMatchObject({
      fields: [],
      references: [],
      databaseName: "",
    });
    expect(fieldNamed(schema, "A", "x").foreignKeys).toEqual([]);
  });

  it("take no name for a property of every object", () => {
    const schema = modelOfText(
      'datasource db {\n  provider = "constructor"\n}\nmodel toString {\n  valueOf String @constructor @db.constructor\n  @@constructor([valueOf])\n}\n',
    );
    const field = fieldNamed(schema, "toString", "valueOf");
    expect(field.model).toMatchObject({ primaryKey: null, uniques: [], indexes: [] });
    expect(postgresType(field, schema)).toBeNull();
  });

  it("never throw, wherever the text ends", () => {
    for (const path of schemaPaths()) {
      if (!path.endsWith(".prisma")) continue;
      const text = readFileSync(path, "utf8");
      for (let end = 0; end < text.length; end += 7) {
        expect(() => modelOf([[path, text.slice(0, end)]])).not.toThrow();
      }
    }
  });
});

describe("names", () => {
  it("are mapped", () => {
    const schema = modelOfText(
      'model A {\n  id Int @id @map("a_id")\n  @@map(name: "as")\n  @@schema("audit")\n}\nenum E {\n  X @map("x y")\n  @@map("es")\n}\n',
    );
    expect(modelNamed(schema, "A")).toMatchObject({ databaseName: "as", databaseSchema: "audit" });
    expect(fieldNamed(schema, "A", "id").databaseName).toBe("a_id");
    expect(schema.enums.get("E")).toMatchObject({
      databaseName: "es",
      values: [{ name: "X", databaseName: "x y" }],
    });
  });
});

describe("fields", () => {
  const schema = modelOfText(`model A {
  id   String   @id @default(uuid(7)) @db.Uuid
  code String   @default("x\\"y") @db.VarChar(12)
  tags String[] @default([])
  sum  Decimal  @default(1.50) @db.Decimal(12, 2)
  geo  Unsupported("point")? @ignore
  @@ignore
}
`);

  it("have defaults as written", () => {
    const defaults = modelNamed(schema, "A").fields.map((field) => field.default);
    expect(defaults).toMatchObject([
      { kind: "function", name: "uuid", argument: "7" },
      { kind: "literal", value: 'x"y' },
      { kind: "list" },
      { kind: "literal", value: "1.50" },
      null,
    ]);
  });

  it("have native types with their arguments", () => {
    expect(fieldNamed(schema, "A", "id").nativeType).toMatchObject({ name: "Uuid", arguments: [] });
    expect(fieldNamed(schema, "A", "sum").nativeType).toMatchObject({
      name: "Decimal",
      arguments: ["12", "2"],
    });
  });

  it("know what is ignored and unsupported", () => {
    expect(fieldNamed(schema, "A", "geo")).toMatchObject({ kind: "unsupported", ignored: true });
    expect(modelNamed(schema, "A").ignored).toBe(true);
  });

  it("are an id or unique by a block attribute of theirs alone", () => {
    const keys = modelOfText(
      "model A {\n  a Int\n  b Int\n  c Int\n  @@id([a])\n  @@unique([b])\n  @@unique([b, c])\n}\n",
    );
    expect(fieldNamed(keys, "A", "a").isId).toBe(true);
    expect(fieldNamed(keys, "A", "b").isUnique).toBe(true);
    expect(fieldNamed(keys, "A", "c").isUnique).toBe(false);
  });
});
