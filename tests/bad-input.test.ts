/** Bad input is a finding that names the file and the remedy, and costs no other finding. */

import { describe, expect, it } from "vitest";

import { lint, makeProject } from "./support/temporary-project.ts";
import type { Finding } from "./support/temporary-project.ts";

const DATASOURCE = 'datasource db {\n  provider = "postgresql"\n}\n\n';
const PATIENT = "model Patient {\n  id  String @id @default(uuid())\n  ssn String\n}\n";
/** Two findings that must survive whatever else is wrong: one in the schema, one in a migration. */
const SCHEMA = DATASOURCE + PATIENT;
const MIGRATION = 'CREATE TABLE "Patient" ("id" TEXT PRIMARY KEY, "ssn" TEXT);\n';
const GOOD = {
  "package.json": "{}",
  "prisma/schema.prisma": SCHEMA,
  "prisma/migrations/20260101000000_init/migration.sql": MIGRATION,
};

function rulesIn(findings: readonly Finding[], file: string): (string | null)[] {
  return [...new Set(findings.filter((finding) => finding.file === file).map(({ rule }) => rule))];
}

function said(findings: readonly Finding[], rule: string): string[] {
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ file, message }) => `${file}: ${message}`);
}

function expectTheOthers(findings: readonly Finding[]): void {
  expect(rulesIn(findings, "prisma/schema.prisma")).toEqual(
    expect.arrayContaining(["require-phi-encryption", "require-soft-delete"]),
  );
  expect(rulesIn(findings, "prisma/migrations/20260101000000_init/migration.sql")).toContain(
    "require-idempotent-ddl",
  );
}

describe("schemas", () => {
  it("says so of an empty one, and lints the migrations", async () => {
    const findings = await lint(makeProject({ ...GOOD, "prisma/schema.prisma": "" }), {
      preset: "hipaa",
    });
    expect(said(findings, "valid-schema")).toEqual([
      "prisma/schema.prisma: prisma/schema.prisma is empty: Prisma needs a datasource and at least one model. Write them, or remove the file.",
    ]);
    expect(rulesIn(findings, "prisma/migrations/20260101000000_init/migration.sql")).toContain(
      "require-idempotent-ddl",
    );
  });

  it("lints migrations and code without one", async () => {
    const findings = await lint(
      makeProject({
        "db/migrations/20260101000000_init/migration.sql": MIGRATION,
        "src/a.ts": "prisma.$queryRawUnsafe(`SELECT ${name}`);",
      }),
      { preset: "hipaa" },
    );
    expect(rulesIn(findings, "db/migrations/20260101000000_init/migration.sql")).toContain(
      "require-idempotent-ddl",
    );
    expect(rulesIn(findings, "src/a.ts")).toContain("no-unsafe-raw-query");
  });

  it("takes each of two for its own project", async () => {
    const findings = await lint(
      makeProject({ ...GOOD, "other/package.json": "{}", "other/prisma/schema.prisma": SCHEMA }),
      { preset: "hipaa" },
    );
    expectTheOthers(findings);
    expect(rulesIn(findings, "other/prisma/schema.prisma")).toContain("require-phi-encryption");
    expect(said(findings, "valid-schema")).toEqual([]);
  });

  it("leaves out four stray files beside the real one, each with one message", async () => {
    const strays = ["a", "b", "old", "snapshot"].map(
      (name) => [`prisma/${name}.prisma`, SCHEMA] as const,
    );
    const findings = await lint(makeProject({ ...GOOD, ...Object.fromEntries(strays) }), {
      preset: "hipaa",
    });
    expectTheOthers(findings);
    expect(said(findings, "valid-schema")).toHaveLength(4);
    for (const [file] of strays) {
      expect(rulesIn(findings, file)).toEqual(["valid-schema"]);
      expect(said(findings, "valid-schema").join()).toContain(
        `${file} is no part of the schema at prisma/schema.prisma: Prisma never reads it`,
      );
    }
  });

  it("reads on after a broken line", async () => {
    const broken = `${DATASOURCE}model Broken {\n  id String @id(\n}\n\n${PATIENT}`;
    const findings = await lint(makeProject({ ...GOOD, "prisma/schema.prisma": broken }), {
      preset: "hipaa",
    });
    expectTheOthers(findings);
    expect(findings.filter(({ rule }) => rule === "valid-schema")).toMatchObject([{ line: 6 }]);
  });

  it("says so of the next dialect, and guesses nothing", async () => {
    const next = "// use prisma-8\nmodel Patient {\n  ssn pg.Text\n}\n";
    const findings = await lint(makeProject({ ...GOOD, "prisma/schema.prisma": next }), {
      preset: "hipaa",
    });
    expect(rulesIn(findings, "prisma/schema.prisma")).toEqual(["valid-schema"]);
    expect(said(findings, "valid-schema")[0]).toContain("is written for Prisma 8");
  });

  it.each([
    ["CRLF", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark", (text: string) => `\uFEFF${text}`],
    ["both", (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`],
  ])("finds the same in the same places in files with %s", async (_, change) => {
    const changed = Object.fromEntries(
      Object.entries(GOOD).map(([path, text]) => [
        path,
        path === "package.json" ? text : change(text),
      ]),
    );
    const plain = await lint(makeProject(GOOD), { preset: "hipaa" });
    expect(await lint(makeProject(changed), { preset: "hipaa" })).toEqual(plain);
  });

  it.each([
    ["with", "\uFEFF"],
    ["without", ""],
  ])("says so of files in UTF-16 %s a byte order mark, once each", async (_, mark) => {
    const utf16 = (text: string) => Buffer.from(mark + text, "utf16le");
    const second = "prisma/migrations/20260102000000_more/migration.sql";
    const inMigration = await lint(makeProject({ ...GOOD, [second]: utf16("SELECT 1;\n") }), {
      preset: "hipaa",
    });
    expectTheOthers(inMigration);
    expect(said(inMigration, "valid-sql")).toEqual([
      `${second}: This file is UTF-16, as \`>\` of Windows PowerShell writes it; PostgreSQL and Prisma read UTF-8. Save it as UTF-8.`,
    ]);
    expect(said(inMigration, "no-schema-drift")).toEqual([]);
    const inSchema = await lint(makeProject({ ...GOOD, "prisma/schema.prisma": utf16(SCHEMA) }), {
      preset: "hipaa",
    });
    expect(rulesIn(inSchema, "prisma/schema.prisma")).toEqual(["valid-schema"]);
    expect(said(inSchema, "valid-schema")).toHaveLength(1);
    expect(said(inSchema, "valid-schema")[0]).toContain("is UTF-16");
  });

  it("has nothing to say of PostgreSQL in a schema for MySQL", async () => {
    const mysql = makeProject({
      "prisma/schema.prisma": SCHEMA.replace("postgresql", "mysql"),
      "prisma/migrations/20260101000000_init/migration.sql":
        "CREATE TABLE `Patient` (`id` VARCHAR(191) NOT NULL);\n",
    });
    expect(
      rulesIn(
        await lint(mysql, { preset: "hipaa" }),
        "prisma/migrations/20260101000000_init/migration.sql",
      ),
    ).toEqual([]);
  });
});

describe("migrations", () => {
  it("lints a 0-byte one", async () => {
    const findings = await lint(
      makeProject({ ...GOOD, "prisma/migrations/20260102000000_empty/migration.sql": "" }),
      { preset: "hipaa" },
    );
    expectTheOthers(findings);
    expect(rulesIn(findings, "prisma/migrations/20260102000000_empty/migration.sql")).toEqual([
      "migration-layout",
    ]);
  });

  it("names the bad statement and lints the good ones", async () => {
    const text = `CREATE TABEL "X" ();\n${MIGRATION}`;
    const path = "prisma/migrations/20260101000000_init/migration.sql";
    const findings = await lint(makeProject({ ...GOOD, [path]: text }), { preset: "hipaa" });
    expectTheOthers(findings);
    expect(findings.filter(({ rule }) => rule === "valid-sql")).toMatchObject([
      { file: path, line: 1, column: 8 },
    ]);
  });
});

describe("encryption maps", () => {
  const maps = [{ file: "src/map.ts", export: "ENCRYPTED_FIELDS" }];

  it("says that the file is missing, in the schema", async () => {
    const findings = await lint(makeProject(GOOD), { preset: "hipaa", encryptionMaps: maps });
    expectTheOthers(findings);
    expect(said(findings, "valid-encryption-map")).toEqual([
      "prisma/schema.prisma: The encryption map src/map.ts does not exist. Correct settings.encryptionMaps in your ESLint config.",
    ]);
  });

  it("says that the file does not parse", async () => {
    const folder = makeProject({ ...GOOD, "src/map.ts": "export const = {" });
    const findings = await lint(folder, {
      preset: "hipaa",
      encryptionMaps: maps,
      patterns: ["**/*.prisma"],
    });
    expect(said(findings, "valid-encryption-map")[0]).toContain("src/map.ts does not parse");
    expect(rulesIn(findings, "prisma/schema.prisma")).toContain("require-soft-delete");
  });

  it("says what is not static, and reports no field as missing that may be there", async () => {
    const folder = makeProject({
      ...GOOD,
      "src/map.ts": "export const ENCRYPTED_FIELDS = { Patient: load() };\n",
    });
    const findings = await lint(folder, { preset: "hipaa", encryptionMaps: maps });
    expect(said(findings, "valid-encryption-map")[0]).toMatch(
      /^src\/map\.ts: .*`load\(\)`.*cannot be read without running/u,
    );
    expect(said(findings, "require-phi-encryption")).toEqual([]);
    expect(rulesIn(findings, "prisma/schema.prisma")).toContain("require-soft-delete");
  });

  it("names the exports there are", async () => {
    const folder = makeProject({
      ...GOOD,
      "src/map.ts": "export const PHI = { Patient: ['ssn'] };\n",
    });
    const findings = await lint(folder, { preset: "hipaa", encryptionMaps: maps });
    expect(said(findings, "valid-encryption-map")).toEqual([
      "src/map.ts: The encryption map 'ENCRYPTED_FIELDS' is not in this module. It exports PHI.",
    ]);
  });
});

describe("settings", () => {
  it("names a wrong key in the schema, and lints on", async () => {
    const options = { preset: "hipaa", encryptionMap: [] } as Parameters<typeof lint>[1];
    const findings = await lint(makeProject(GOOD), options);
    expectTheOthers(findings);
    expect(said(findings, "valid-schema")).toEqual([
      'prisma/schema.prisma: settings["prisma-sentinel"].encryptionMap is not a setting; did you mean "encryptionMaps"?',
    ]);
  });

  it("names a schema that is not there, and lints the one that is", async () => {
    const findings = await lint(makeProject(GOOD), { preset: "hipaa", schema: "db/schema.prisma" });
    expectTheOthers(findings);
    expect(said(findings, "valid-schema")[0]).toMatch(
      /^prisma\/schema\.prisma: The setting schema names db\/schema\.prisma, which does not exist/u,
    );
  });

  it("names a setting of the wrong type, and lints on", async () => {
    const options = { preset: "hipaa", migrations: 1 } as unknown as Parameters<typeof lint>[1];
    const findings = await lint(makeProject(GOOD), options);
    expectTheOthers(findings);
    expect(said(findings, "valid-schema")).toEqual([
      'prisma/schema.prisma: settings["prisma-sentinel"].migrations must be a non-empty string, not 1.',
    ]);
  });

  it("names a preset that is not there", async () => {
    const options = { preset: "hippa" } as unknown as Parameters<typeof lint>[1];
    await expect(lint(makeProject(GOOD), options)).rejects.toThrow(
      'prisma-sentinel has no preset "hippa"; the presets are recommended, hipaa, strict, all.',
    );
  });
});
