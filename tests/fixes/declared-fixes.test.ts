/** What `--fix` writes for the rules that are told what to check, held against `prisma format`. */

import { basename } from "node:path";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";

import sentinel from "../../src/index.ts";
import { engineFormat } from "../support/prisma-engine.ts";
import { readSchema, schemaPaths } from "../support/schemas.ts";

const CONFIG = {
  files: ["**/*.prisma"],
  plugins: { "prisma-sentinel": sentinel },
  language: "prisma-sentinel/prisma",
  rules: {
    "prisma-sentinel/naming-convention": [
      "error",
      {
        conventions: [
          { kinds: "table", case: "snake_case", number: "plural", derived: true },
          { kinds: ["column", "enumType"], case: "snake_case", derived: true },
        ],
        fixExisting: true,
      },
    ],
    "prisma-sentinel/field-order": ["error", { orders: [{ order: ["@relation", "...", "@id"] }] }],
    "prisma-sentinel/require-index": ["error", { indexes: [{ fields: ["/Id$/"], each: true }] }],
    "prisma-sentinel/require-unique": ["error", { sets: [{ fields: ["/name$/i", "@id"] }] }],
    "prisma-sentinel/require-default-empty-list": "error",
  },
} as unknown as Linter.Config;

describe.each(schemaPaths().map((path) => [basename(path), path] as const))("%s", (_, path) => {
  it("is formatted after all fixes, and fixed for good", async () => {
    for (const [, text] of readSchema(path)) {
      const formatted = await engineFormat(text);
      const { output, messages } = new Linter().verifyAndFix(formatted, [CONFIG], "schema.prisma");
      expect(await engineFormat(output)).toBe(output);
      expect(messages.filter(({ fix }) => fix !== undefined)).toEqual([]);
    }
  });
});
