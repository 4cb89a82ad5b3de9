/** The schemas that oracle tests run over. */

import { readFileSync, readdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseSchema } from "../../src/languages/prisma/parser.ts";
import { buildSchemaModel } from "../../src/model/schema/build.ts";
import type { SchemaModel } from "../../src/model/schema/types.ts";

const FIXTURES = join(import.meta.dirname, "../fixtures/schemas");

/** `[path, text]` of each file of a schema. */
export type SchemaTexts = [path: string, text: string][];

/**
 * Every schema among the fixtures; or, to try others by hand, the files and folders that `SENTINEL_SCHEMAS`
 * names, parted as in PATH.
 */
export function schemaPaths(): string[] {
  const named = process.env["SENTINEL_SCHEMAS"];
  if (named !== undefined) return named.split(delimiter);
  return readdirSync(FIXTURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith(".prisma"))
    .map(({ name }) => join(FIXTURES, name));
}

/** The files of one schema: a single file, or all `*.prisma` of a folder. */
export function readSchema(path: string): SchemaTexts {
  if (!statSync(path).isDirectory()) return [[path, readFileSync(path, "utf8")]];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => [join(path, name), readFileSync(join(path, name), "utf8")]);
}

/** Parses the files of a schema and builds its model. */
export function modelOf(files: SchemaTexts): SchemaModel {
  return buildSchemaModel(files.map(([path, text]) => ({ path, text, ast: parseSchema(text) })));
}

/** The model of a schema given as text, in PostgreSQL unless it says otherwise itself. */
export function modelOfText(text: string): SchemaModel {
  const datasource = text.includes("datasource ")
    ? ""
    : '\ndatasource db {\n  provider = "postgresql"\n}\n';
  return modelOf([["/schema.prisma", text + datasource]]);
}
