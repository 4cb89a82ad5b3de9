/** Schemas as they are on disk, and with one file as the editor has it. */

import type { PrismaSchema } from "../languages/prisma/ast.ts";
import { parseSchema } from "../languages/prisma/parser.ts";
import type { Parsed } from "../languages/prisma/earlier-tree.ts";
import { buildSchemaModel } from "../model/schema/build.ts";
import type { SchemaFile, SchemaModel } from "../model/schema/types.ts";
import { fromFile, readText } from "./cache.ts";
import type { SchemaLocation } from "./locate.ts";
import { remembered } from "./remembered.ts";

function parseSchemaFile(text: string, path: string): SchemaFile {
  return { path, text, ast: parseSchema(text) };
}

/**
 * The tree of a schema's text: that of the file on disk where it is the same text, so that what was computed
 * from it holds for the linted file as well.
 */
export function schemaTree(text: string, path: string): PrismaSchema {
  const saved = readText(path) === text ? fromFile(path, parseSchemaFile) : null;
  if (saved) {
    // The file's tree is not this function's to lend.
    latest.delete(path);
    return saved.ast;
  }
  const earlier = latest.get(path);
  const tree = parseSchema(text, earlier && { earlier });
  latest.set(path, { text, tree });
  return tree;
}

/** A cache: while someone types, most of a file is as it was a moment before. */
const latest = new Map<string, Parsed>();

/** The file on disk when `ast` is its tree, else the linted text as a file of its own. */
export function linted(path: string, text: string, ast: PrismaSchema): SchemaFile {
  const saved = readText(path) === text ? fromFile(path, parseSchemaFile) : null;
  return saved?.ast === ast ? saved : { path, text, ast };
}

const modelOf = remembered<SchemaFile, SchemaModel>(buildSchemaModel);

/** The schema at a location; `overlay` takes the place of the file of its path, or joins the others. */
export function readSchema(location: SchemaLocation, overlay: SchemaFile | null): SchemaModel {
  const paths = new Set(location.files);
  if (overlay) paths.add(overlay.path);
  const files = [...paths]
    .sort()
    .map((path) => (path === overlay?.path ? overlay : fromFile(path, parseSchemaFile)));
  return modelOf(
    location.schema,
    files.filter((file) => file !== null),
  );
}
