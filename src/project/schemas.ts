/** Schemas as they are on disk, and with one file as the editor has it. */

import { parseSchema } from "../languages/prisma/parser.ts";
import { buildSchemaModel } from "../model/schema/build.ts";
import type { SchemaFile, SchemaModel } from "../model/schema/types.ts";
import { fromFile } from "./cache.ts";
import type { SchemaLocation } from "./locate.ts";
import { remembered } from "./remembered.ts";

function parseSchemaFile(text: string, path: string): SchemaFile {
  return { path, text, ast: parseSchema(text) };
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
