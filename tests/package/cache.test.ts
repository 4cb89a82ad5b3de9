/**
 * `eslint --cache` keeps a file's findings for as long as the file and its configuration are the same. Ours
 * depend on other files too, so a change to one of those must reach every file of the project.
 */

import { beforeEach, describe, expect, inject, it } from "vitest";

import type { Finding, UserProject } from "./project.ts";
import { findingsIn, userProject } from "./project.ts";

const HEAD = `datasource db {
  provider = "postgresql"
}
`;

const RETAINED = `${HEAD}
model Patient {
  id        String    @id @default(uuid()) @db.Uuid
  createdAt DateTime  @default(now()) @db.Timestamptz(3)
  updatedAt DateTime  @updatedAt @db.Timestamptz(3)
  deletedAt DateTime? @db.Timestamptz(3)
  firstName String
  ssn       String
}

model Shelf {
  id        String    @id @default(uuid()) @db.Uuid
  createdAt DateTime  @default(now()) @db.Timestamptz(3)
  updatedAt DateTime  @updatedAt @db.Timestamptz(3)
  deletedAt DateTime? @db.Timestamptz(3)
}
`;

const SHELF = RETAINED.lastIndexOf("  deletedAt");
/** Without the soft delete of `Shelf`. */
const NOT_RETAINED = `${RETAINED.slice(0, SHELF)}}\n`;

const files = {
  "package.json": "{}\n",
  "eslint.config.mjs": `import sentinel from "eslint-plugin-prisma-sentinel";

export default sentinel.configure({ preset: "hipaa" });
`,
  "prisma/schema.prisma": RETAINED,
  "prisma/migrations/20260101000000_init/migration.sql": "SELECT 1;\n",
  "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
  "src/encryption-map.ts": `import { PATIENT } from "./names";
export const ENCRYPTED_FIELDS = { Patient: ["firstName", ...PATIENT] };
`,
  "src/names.ts": 'export const PATIENT = ["ssn"];\n',
  "src/shelves.ts": `import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export const clear = (id: string) => prisma.shelf.delete({ where: { id } });
`,
};

const SHARED_CLIENT = `import { PrismaClient } from "@prisma/client";

export const prisma = new PrismaClient();
`;

const ALL = [
  "prisma/migrations/20260101000000_init/migration.sql",
  "prisma/schema.prisma",
  "src/encryption-map.ts",
  "src/names.ts",
  "src/shelves.ts",
];

const SKIPPING = /Skipping file since it hasn't changed: (.*)$/gmu;

interface CachedRun {
  findings: string[];
  /** The files whose findings came from the cache. */
  skipped: string[];
}

function describeFinding({ file, rule, line }: Finding): string {
  return `${file}:${line} ${String(rule)}`;
}

function lintCached(project: UserProject): CachedRun {
  const { stdout, stderr } = project.eslint(["--cache", "--format", "json", "."], {
    DEBUG: "eslint:*",
    DEBUG_COLORS: "no",
  });
  const skipped = [...stderr.matchAll(SKIPPING)].map(([, path = ""]) =>
    path.slice(project.folder.length + 1),
  );
  return {
    findings: findingsIn(stdout, stderr, project.folder).map(describeFinding),
    skipped: skipped.filter((path) => ALL.includes(path)).sort(),
  };
}

const HARD_DELETE = "src/shelves.ts:5 prisma-sentinel/no-hard-delete";
const PLAIN_TEXT = "prisma/schema.prisma:11 prisma-sentinel/require-phi-encryption";

describe("eslint --cache", () => {
  let project: UserProject;

  beforeEach(() => {
    project = userProject({ packed: inject("packed"), files });
    expect(lintCached(project)).toEqual({ findings: [HARD_DELETE], skipped: [] });
  });

  it("lints nothing again when nothing has changed", () => {
    expect(lintCached(project)).toEqual({ findings: [HARD_DELETE], skipped: ALL });
  });

  it("lints client code again when the schema has changed", () => {
    project.write("prisma/schema.prisma", NOT_RETAINED);

    expect(lintCached(project)).toEqual({ findings: [], skipped: [] });
  });

  it.each([
    [
      "the encryption map",
      "src/encryption-map.ts",
      'export const ENCRYPTED_FIELDS = { Patient: ["firstName"] };\n',
    ],
    ["a module that the map imports", "src/names.ts", "export const PATIENT = [];\n"],
  ])("lints the schema again when %s has changed", (_, path, text) => {
    project.write(path, text);

    const { findings, skipped } = lintCached(project);

    expect(skipped).toEqual([]);
    expect(findings).toContain(PLAIN_TEXT);
  });

  it("lints client code again, and nothing else, when another module constructs a client", () => {
    project.write("src/db.ts", SHARED_CLIENT);

    expect(lintCached(project)).toEqual({
      findings: ["src/shelves.ts:3 prisma-sentinel/no-extra-prisma-client", HARD_DELETE],
      skipped: ALL.filter((path) => !path.endsWith(".ts")),
    });
  });

  it("lints all files again when a migration has changed, and when one is added", () => {
    project.write("prisma/migrations/20260101000000_init/migration.sql", "SELECT 1 AS one;\n");
    expect(lintCached(project).skipped).toEqual([]);

    project.write("prisma/migrations/20260201000000_next/migration.sql", "SELECT 2;\n");
    expect(lintCached(project).skipped).toEqual([]);
  });
});
