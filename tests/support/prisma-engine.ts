/** Prisma's own engine, the judge of what our parser and model make of a schema. */

import { createRequire } from "node:module";
import type * as Internals from "@prisma/internals";
import type { SchemaTexts } from "./schemas.ts";

type EngineDocument = Awaited<ReturnType<typeof Internals.getDMMF>>;

export type EngineDatamodel = EngineDocument["datamodel"];

// The package is CommonJS, and its named exports cannot be seen from ES modules.
const internals = createRequire(import.meta.url)("@prisma/internals") as typeof Internals;

/** The preview features that the engine still knows; others it rejects. */
const PREVIEW_FEATURES: ReadonlySet<string> = new Set([
  "nativeDistinct",
  "partialIndexes",
  "postgresqlExtensions",
  "relationJoins",
  "shardKeys",
  "strictUndefinedChecks",
  "typedSql",
  "views",
]);

/** What Prisma makes of a schema; rejects with its diagnostics when the schema is invalid. */
export async function engineDatamodel(files: SchemaTexts): Promise<EngineDatamodel> {
  const { datamodel } = await engineDocument(files);
  return datamodel;
}

/** The same with the operations that a client has: what Prisma hands to its generators. */
export function engineDocument(files: SchemaTexts): Promise<EngineDocument> {
  return internals.getDMMF({ datamodel: files.map(forEngine7) });
}

/** The text of a single file as `prisma format` leaves it. */
export async function engineFormat(text: string): Promise<string> {
  const files = await internals.formatSchema({ schemas: [["schema.prisma", text]] });
  return files[0]?.[1] ?? "";
}

/**
 * The file without what Prisma 5 and 6 took and 7 rejects: connection strings in the datasource and preview
 * features that have become general or been dropped.
 */
export function forEngine7([path, text]: SchemaTexts[number]): SchemaTexts[number] {
  const kept = text
    .replaceAll(/^[ \t]*(?:url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gmu, "")
    .replaceAll(/previewFeatures[ \t]*=[ \t]*\[([^\]]*)\]/gu, (_, list: string) => {
      const names = list
        .split(",")
        .filter((name) => PREVIEW_FEATURES.has(name.replaceAll(/["\s]/gu, "")));
      return `previewFeatures = [${names.join(",")}]`;
    });
  return [path, kept];
}
