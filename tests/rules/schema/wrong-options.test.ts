/** What ESLint says, when it reads its configuration, of options that the declarative rules do not have. */

import { Linter } from "eslint";
import { expect, it } from "vitest";

import sentinel from "../../../src/index.ts";

function refusal(rule: string, options: object): string {
  const config = {
    files: ["**/*.prisma"],
    plugins: { "prisma-sentinel": sentinel },
    language: "prisma-sentinel/prisma",
    rules: { [`prisma-sentinel/${rule}`]: ["error", options] },
  } as unknown as Linter.Config;
  try {
    new Linter().verify("", [config], { filename: "schema.prisma" });
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

it.each([
  ["require-fields", { require: [{ model: "AuditLog" }] }, 'Unexpected property "model"'],
  ["require-fields", { require: [{ models: "@patients" }] }, '"@patients"'],
  ["require-unique", { sets: [{ fields: ["a"], why: "b" }] }, 'Unexpected property "why"'],
  ["require-index", { indexes: [{ fields: ["@patient"] }] }, '"@patient"'],
  ["no-restricted-fields", { restrict: [{ models: "A" }] }, "fields"],
  ["field-order", { order: ["id"] }, 'Unexpected property "order"'],
  ["naming-convention", { conventions: [{ kinds: "modell" }] }, '"modell"'],
  ["naming-convention", { conventions: [{ kinds: "model", case: "kebab" }] }, '"kebab"'],
])("%s refuses %j", (rule, options, said) => {
  const message = refusal(rule, options);
  expect(message).toContain(`prisma-sentinel/${rule}`);
  expect(message).toContain(said);
});

it("a trait that does not exist is refused with those that do", () => {
  const message = refusal("require-fields", { require: [{ models: "@patients" }] });
  for (const trait of ["patient-linked", "tenant-scoped", "append-only", "protected"])
    expect(message).toContain(trait);
});
