/** Runs rules on encryption maps beside the schema in tests/fixtures/encryption. */

import { join } from "node:path";
import type { RuleDefinition } from "@eslint/core";
import { testOnCode, testOnSchemas } from "../../rule-tester.ts";

type Tests = Parameters<typeof testOnCode>[2];

// Absolute: the tester of TypeScript rules takes the root of the file system for the working directory.
const FOLDER = join(process.cwd(), "tests/fixtures/encryption");
const FILE = join(FOLDER, "map.ts");

/** A setting with a map of that export in the linted file. */
export function mapSettings(kind: "encrypted" | "hash" = "encrypted") {
  return {
    "prisma-sentinel": {
      schema: join(FOLDER, "schema.prisma"),
      encryptionMaps: [{ file: FILE, export: "MAP", kind }],
    },
  };
}

function inMap<Case extends object>(test: Case | string): Case {
  const given = typeof test === "string" ? ({ code: test } as unknown as Case) : test;
  return { filename: FILE, settings: mapSettings(), ...given };
}

/** Cases are modules whose export `MAP` is the map. */
export function testOnMaps(name: string, rule: RuleDefinition, { valid, invalid }: Tests): void {
  testOnCode(name, rule, { valid: valid.map(inMap), invalid: invalid.map(inMap) });
}

/** Settings with the map in tests/fixtures/encryption/fields.json: of patients and notes. */
export function encryptedFields(more: Record<string, unknown> = {}) {
  const encryptionMaps = [{ file: join(FOLDER, "fields.json"), export: "default" }];
  return { "prisma-sentinel": { encryptionMaps, ...more } };
}

type SchemaTests = Parameters<typeof testOnSchemas>[2];

function withFields<Case extends object>(test: Case | string): Case {
  const given = typeof test === "string" ? ({ code: test } as unknown as Case) : test;
  return { settings: encryptedFields(), ...given };
}

/** Cases are schemas whose fields are encrypted by that map. */
export function testOnEncryptedSchemas(
  name: string,
  rule: RuleDefinition,
  { valid, invalid }: SchemaTests,
): void {
  testOnSchemas(name, rule, { valid: valid.map(withFields), invalid: invalid.map(withFields) });
}
