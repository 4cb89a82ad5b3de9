import type { Linter } from "eslint";
import { describe, expect, it } from "vitest";

import rule from "../../../src/rules/schema/require-check-constraint.ts";
import { lint, makeProject } from "../../support/temporary-project.ts";

const MIGRATION = "prisma/migrations/20260101000000_init/migration.sql";

function schemaWith(fields: string): string {
  return `datasource db {\n  provider = "postgresql"\n}\n\nmodel Invoice {\n  id String @id\n${fields}}\n`;
}

const DISCOUNT = schemaWith(
  `  discount Int @map("discount_percent")\n  discountPercent Int @map("discount")\n`,
);

async function findings(
  sql: string,
  schema: string,
  options: object = {},
  others: Record<string, string> = {},
): Promise<string[]> {
  const folder = makeProject({ "prisma/schema.prisma": schema, [MIGRATION]: sql, ...others });
  const also: Linter.Config[] = [
    {
      files: ["**/*.prisma"],
      rules: { "prisma-sentinel/require-check-constraint": ["error", options] },
    },
  ];
  return (await lint(folder, { preset: "recommended", also }))
    .filter((finding) => finding.rule === "require-check-constraint")
    .map(({ line, column, message }) => `${String(line)}:${String(column)} ${message}`);
}

const TABLE = `CREATE TABLE "Invoice" ("id" TEXT PRIMARY KEY, "discount" INT, "discount_percent" INT);\n`;
const FOUND = [
  "8:3 'Invoice.discountPercent' is a percentage, and no migration limits 'discount' by a CHECK: 1,000 and -5 are stored like any other number.",
];

describe("require-check-constraint", () => {
  it("is in the preset hipaa", () => {
    expect(rule.meta?.docs?.presets).toEqual(["hipaa", "strict"]);
  });

  it.each([
    ["no CHECK", TABLE, FOUND],
    ["one", `${TABLE}ALTER TABLE "Invoice" ADD CHECK ("discount" <= 100);`, []],
    [
      "one over several columns",
      `${TABLE}ALTER TABLE "Invoice" ADD CHECK ("discount" < "discount_percent");`,
      [],
    ],
    [
      "one that is not validated",
      `${TABLE}ALTER TABLE "Invoice" ADD CHECK ("discount" > 0) NOT VALID;`,
      [],
    ],
    [
      "one of another column",
      `${TABLE}ALTER TABLE "Invoice" ADD CHECK ("discount_percent" > 0);`,
      FOUND,
    ],
    [
      "one that is dropped",
      `${TABLE}ALTER TABLE "Invoice" ADD CONSTRAINT c CHECK ("discount" > 0); ALTER TABLE "Invoice" DROP CONSTRAINT c;`,
      FOUND,
    ],
    [
      "a domain",
      `CREATE DOMAIN share AS int CHECK (VALUE < 101); ${TABLE}ALTER TABLE "Invoice" ALTER "discount" TYPE share;`,
      [],
    ],
    [
      "a formula",
      `CREATE TABLE "Invoice" ("id" TEXT PRIMARY KEY, "discount" INT GENERATED ALWAYS AS (1) STORED);`,
      [],
    ],
    [
      "computed constraints",
      `${TABLE}DO $$ BEGIN EXECUTE (SELECT 'ALTER TABLE "Invoice" ADD ' || x FROM y); END $$;`,
      [],
    ],
    ["columns that are not all known", `CREATE TABLE "Invoice" AS SELECT 1 AS "discount";`, []],
    ["no table", "SELECT 1;", []],
  ])("with %s", async (_what, sql, expected) => {
    expect(await findings(sql, DISCOUNT)).toEqual(expected);
  });

  it.each([
    ["discountPercent Int", true],
    ["percentage Decimal?", true],
    ["windowPct Float", true],
    ["riskScore Int?", true],
    ["tax_rate Decimal", true],
    ["noShowRate Float", true],
    ["hourlyRate Decimal", false],
    ["rate Decimal", false],
    ["taxRateCents Int", false],
    ["heartRate Int", false],
    ["exchangeRate Decimal", false],
    ["percentLabel String", false],
    ["score String", false],
    ["scores Int[]", false],
    ["amount Float", false],
  ])("judges %s", async (field, isReported) => {
    const [name = ""] = field.split(" ");
    const sql = `CREATE TABLE "Invoice" ("id" TEXT PRIMARY KEY, "${name}" INT);`;
    expect(await findings(sql, schemaWith(`  ${field}\n`))).toHaveLength(isReported ? 1 : 0);
  });

  it.each([
    ["taxRate Float @default(0.16)", "share"],
    ["taxRate Float @default(16.0)", "percentage"],
    ["successRate Int?", "percentage"],
  ])("tells of %s what its numbers mean", async (field, kind) => {
    const [name = ""] = field.split(" ");
    const sql = `CREATE TABLE "Invoice" ("id" TEXT PRIMARY KEY, "${name}" INT);`;
    expect(await findings(sql, schemaWith(`  ${field}\n`))).toEqual([
      expect.stringContaining(`7:3 'Invoice.${name}' is a ${kind}, `),
    ]);
  });

  it("goes by its options", async () => {
    const sql = `CREATE TABLE "Invoice" ("id" TEXT PRIMARY KEY, "status" TEXT);`;
    const chosen = { fields: [{ models: "Invoice", fields: "status" }] };
    expect(await findings(sql, schemaWith("  status String\n"), chosen)).toEqual([
      "7:3 No migration limits 'status' of 'Invoice.status' by a CHECK, as this project's configuration asks for: any value is stored.",
    ]);
    expect(
      await findings(
        `${sql}ALTER TABLE "Invoice" ADD CHECK ("status" <> '');`,
        schemaWith("  status String\n"),
        chosen,
      ),
    ).toEqual([]);
    expect(
      await findings(sql, schemaWith("  status String\n"), {
        fields: [{ models: "Other", fields: "status" }],
      }),
    ).toEqual([]);
  });

  it("is silent for other databases", async () => {
    expect(await findings(TABLE, DISCOUNT.replace("postgresql", "mysql"))).toEqual([]);
  });
});
