import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import type { TextEdit } from "../../src/fixes/edit.ts";
import {
  insertBlockAttribute,
  insertField,
  insertFieldAttribute,
  removeAttribute,
  replaceFieldType,
} from "../../src/fixes/prisma.ts";
import { removeFields } from "../../src/fixes/prisma-removal.ts";
import type {
  PrismaBlockAttribute,
  PrismaField,
  PrismaModelLike,
  PrismaSchema,
} from "../../src/languages/prisma/ast.ts";
import { parseSchema } from "../../src/languages/prisma/parser.ts";
import { engineFormat } from "../support/prisma-engine.ts";
import { readSchema, schemaPaths } from "../support/schemas.ts";

/**
 * Blocks are formatted one by one: with the models around them the engine would also complete relations,
 * which is more than layout.
 */
interface Block {
  text: string;
  model: PrismaModelLike;
}

function modelsOf(ast: PrismaSchema): PrismaModelLike[] {
  return ast.body.filter(
    (node) =>
      node.type === "PrismaModel" ||
      node.type === "PrismaView" ||
      node.type === "PrismaCompositeType",
  );
}

function readBlock(text: string): Block {
  const [model] = modelsOf(parseSchema(text));
  if (model === undefined) throw new Error(`No block in ${text}`);
  return { text, model };
}

async function formattedBlocks(path: string): Promise<Block[]> {
  const sources = readSchema(path).flatMap(([, text]) =>
    modelsOf(parseSchema(text)).map((model) => text.slice(...model.range) + "\n"),
  );
  return Promise.all(sources.map(async (source) => readBlock(await engineFormat(source))));
}

function apply(text: string, edit: TextEdit): string {
  return text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
}

function without(text: string, [start, end]: readonly [number, number]): string {
  return text.slice(0, start) + text.slice(end);
}

function fieldsOf(model: PrismaModelLike): PrismaField[] {
  return model.members.filter((member) => member.type === "PrismaField");
}

function blockAttributesOf(model: PrismaModelLike): PrismaBlockAttribute[] {
  return model.members.filter((member) => member.type === "PrismaBlockAttribute");
}

/** The line of a member with its newline. */
function lineOf(text: string, member: PrismaField | PrismaBlockAttribute): [number, number] {
  return [text.lastIndexOf("\n", member.range[0]) + 1, text.indexOf("\n", member.range[1]) + 1];
}

/** Whether the member fills its line and no comment above belongs to it. */
function standsAlone(text: string, member: PrismaField | PrismaBlockAttribute): boolean {
  const [start, end] = lineOf(text, member);
  const above = text.slice(0, start).trimEnd();
  const isBelowComment = /(?:^|\n)[ ]*(?:\/\/[^\n]*|[^\n]*\*\/)$/u.test(above);
  return text.slice(start, end).trim() === text.slice(...member.range) && !isBelowComment;
}

/** Whether a member stands on the line right below another. */
function isBelow(text: string, member: PrismaField, above: PrismaField | undefined): boolean {
  return above !== undefined && lineOf(text, above)[1] === lineOf(text, member)[0];
}

function sources(text: string, field: PrismaField) {
  return {
    name: field.name.name,
    type: text.slice(...field.fieldType.range),
    attributes: field.attributes.map((attribute) => text.slice(...attribute.range)),
  };
}

/** Guards against a loop that checks nothing. The fixtures named `model-` have some of everything. */
function expectChecks(path: string, count: number): void {
  if (process.env["SENTINEL_SCHEMAS"] !== undefined) console.log(basename(path), count);
  if (basename(path).startsWith("model-")) expect(count).toBeGreaterThan(0);
}

describe.each(schemaPaths().map((path) => [basename(path), path] as const))("%s", (_, path) => {
  const blocks = formattedBlocks(path);

  it("gets back each field that was removed, byte for byte", async () => {
    let count = 0;
    for (const { text, model } of await blocks) {
      const fields = fieldsOf(model);
      for (const [index, field] of fields.entries()) {
        if (!standsAlone(text, field) || !isBelow(text, field, fields[index - 1])) continue;
        const less = readBlock(await engineFormat(without(text, lineOf(text, field))));
        const after = fieldsOf(less.model)[index - 1];
        if (fieldsOf(less.model).length !== fields.length - 1 || after === undefined) continue;
        const edit = insertField(less.model, less.text, sources(text, field), { after });
        expect(apply(less.text, edit)).toBe(text);
        count += 1;
      }
    }
    expectChecks(path, count);
  });

  it("removes each field with its line, byte for byte", async () => {
    let count = 0;
    for (const { text, model } of await blocks) {
      for (const field of fieldsOf(model)) {
        const edit = removeFields(model, text, [field]);
        const isAlone = standsAlone(text, field) && lineOf(text, field)[0] > model.bodyRange[0];
        expect(edit !== null).toBe(isAlone);
        if (!edit) continue;
        const expected = await engineFormat(without(text, lineOf(text, field)));
        // The engine writes the other side of a relation of a model to itself anew.
        if (fieldsOf(readBlock(expected).model).length !== fieldsOf(model).length - 1) continue;
        expect(apply(text, edit)).toBe(expected);
        count += 1;
      }
    }
    expectChecks(path, count);
  });

  it("gets back each attribute of a field, byte for byte", async () => {
    let count = 0;
    for (const { text, model } of await blocks) {
      for (const [index, field] of fieldsOf(model).entries()) {
        for (const attribute of field.attributes) {
          const expected = await engineFormat(without(text, attribute.range));
          const less = readBlock(expected);
          if (fieldsOf(less.model).length !== fieldsOf(model).length) continue;
          expect(apply(text, removeAttribute(attribute, field, model, text))).toBe(expected);
          const lesser = fieldsOf(less.model)[index];
          if (lesser === undefined) throw new Error("The field is gone");
          const source = text.slice(...attribute.range);
          const edit = insertFieldAttribute(lesser, less.model, less.text, source);
          expect(apply(less.text, edit)).toBe(text);
          count += 1;
        }
      }
    }
    expectChecks(path, count);
  });

  it("gets back the last block attribute of each name, byte for byte", async () => {
    let count = 0;
    for (const { text, model } of await blocks) {
      const attributes = blockAttributesOf(model);
      for (const [index, attribute] of attributes.entries()) {
        const { name } = attribute.name;
        if (attributes.slice(index + 1).some((other) => other.name.name === name)) continue;
        if (!standsAlone(text, attribute)) continue;
        const less = readBlock(await engineFormat(without(text, lineOf(text, attribute))));
        const source = text.slice(...attribute.range);
        expect(apply(less.text, insertBlockAttribute(less.model, less.text, source))).toBe(text);
        count += 1;
      }
    }
    expectChecks(path, count);
  });

  it("leaves nothing for the formatter to do", async () => {
    let count = 0;
    for (const { text, model } of await blocks) {
      for (const field of fieldsOf(model)) {
        const added = {
          name: "whenItWasDeletedAtLast",
          type: "DateTime?",
          attributes: ["@db.Timestamptz(6)", '@map("when")'],
        };
        const edits = [
          insertField(model, text, added, { after: field }),
          insertFieldAttribute(field, model, text, "@updatedAt"),
          replaceFieldType(field, model, text, "ATypeWithAVeryLongNameIndeed[]"),
          replaceFieldType(field, model, text, "X"),
        ];
        for (const edit of edits) {
          const edited = apply(text, edit);
          expect(await engineFormat(edited)).toBe(edited);
          count += 1;
        }
      }
      for (const attribute of ["@@index([a])", "@@id([a])", '@@map("a")', '@@schema("a")']) {
        const edited = apply(text, insertBlockAttribute(model, text, attribute));
        expect(await engineFormat(edited)).toBe(edited);
        count += 1;
      }
    }
    expectChecks(path, count);
  });
});
