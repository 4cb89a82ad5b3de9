import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import type { EngineDatamodel } from "../../support/prisma-engine.ts";
import { engineDatamodel } from "../../support/prisma-engine.ts";
import type { SchemaTexts } from "../../support/schemas.ts";
import { modelOf, readSchema, schemaPaths } from "../../support/schemas.ts";
import { comparable, comparableEngine } from "./dmmf.ts";

/** Null where the engine rejects the schema. Those written for this test are all valid. */
async function accepted(path: string, files: SchemaTexts): Promise<EngineDatamodel | null> {
  const reading = engineDatamodel(files);
  return basename(path).startsWith("model-") ? reading : reading.catch(() => null);
}

describe("the schema model equals Prisma's", () => {
  for (const path of schemaPaths()) {
    it(basename(path), async ({ skip }) => {
      const files = readSchema(path);
      const datamodel = await accepted(path, files);
      const model = modelOf(files);
      if (datamodel === null) return skip("the engine rejects it");
      expect(comparable(model)).toEqual(comparableEngine(datamodel));
    });
  }
});
