import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { isPostgres } from "../../../src/model/schema/build.ts";
import { migrationSql } from "../../support/schema-engine.ts";
import type { SchemaTexts } from "../../support/schemas.ts";
import { modelOf, readSchema, schemaPaths } from "../../support/schemas.ts";
import { factsOfModel, factsOfSql } from "./database-facts.ts";

/** Null where the engine rejects the schema. Those written for this test are all valid. */
async function acceptedSql(path: string, files: SchemaTexts): Promise<string | null> {
  const sql = migrationSql(files);
  return basename(path).startsWith("model-") ? sql : sql.catch(() => null);
}

describe("database names and column types are those that Prisma Migrate writes", () => {
  for (const path of schemaPaths()) {
    it(basename(path), async ({ skip }) => {
      const files = readSchema(path);
      const schema = modelOf(files);
      if (!isPostgres(schema)) return skip("not for PostgreSQL");
      const sql = await acceptedSql(path, files);
      if (sql === null) return skip("the engine rejects it");
      expect(factsOfModel(schema)).toEqual(factsOfSql(sql));
    });
  }
});
