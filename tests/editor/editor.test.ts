/** Squiggles and fixes as an editor shows them, through the server that VS Code runs. */

import { afterAll, beforeAll, expect, inject, it } from "vitest";

import { UserProject } from "../package/project.ts";
import type { Diagnostic } from "./client.ts";
import { Editor } from "./client.ts";

const SCHEMA = "prisma/schema.prisma";
const SCRIPT = "prisma/migrations/20260101000000_init/migration.sql";
const MAP = "src/encryption-map.ts";

const saved = `datasource db {
  provider = "postgresql"
}

model Patient {
  id        String    @id @default(uuid()) @db.Uuid
  createdAt DateTime  @default(now()) @db.Timestamptz(3)
  updatedAt DateTime  @updatedAt @db.Timestamptz(3)
  deletedAt DateTime? @db.Timestamptz(3)
  ssn       String
  diagnosis String
}
`;

const BOTH = 'export const ENCRYPTED_FIELDS = { Patient: ["ssn", "diagnosis"] };\n';
const ONE = 'export const ENCRYPTED_FIELDS = { Patient: ["diagnosis"] };\n';
const HALF_TYPED = "export const ENCRYPTED_FIELDS = { Patient: [\n";

const files = {
  "package.json": "{}\n",
  "eslint.config.mjs": `import sentinel from "eslint-plugin-prisma-sentinel";

export default [
  ...sentinel.configure({ preset: "hipaa" }),
  // What is typed below has no migration, and its script drops a table; policies and triggers are not its subject.
  {
    files: ["**/*.prisma", "**/*.sql"],
    rules: {
      "prisma-sentinel/no-schema-drift": "off",
      "prisma-sentinel/no-destructive-change": "off",
      "prisma-sentinel/require-row-level-security": "off",
      "prisma-sentinel/require-audit-trigger": "off",
    },
  },
];
`,
  [SCHEMA]: saved,
  [SCRIPT]: 'CREATE TABLE IF NOT EXISTS "Patient" ("id" UUID PRIMARY KEY);\n',
  "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
  [MAP]: BOTH,
};

let project: UserProject;
let editor: Editor;

beforeAll(async () => {
  project = new UserProject({ packed: inject("packed"), files });
  editor = await Editor.open(project.folder);
});

afterAll(async () => {
  await editor.close();
  project.remove();
});

/** `line:character-character rule`, counted from 1 as an editor shows it. */
function squiggle({ range: { start, end }, code }: Diagnostic): string {
  const endLine = end.line === start.line ? "" : `${String(end.line + 1)}:`;
  return `${String(start.line + 1)}:${String(start.character + 1)}-${endLine}${String(end.character + 1)} ${code ?? ""}`;
}

async function squiggles(path: string): Promise<string[]> {
  return (await editor.diagnostics(path)).map(squiggle);
}

async function fixedBy(path: string, rule: string, title: RegExp): Promise<string> {
  const diagnostics = await editor.diagnostics(path);
  const diagnostic = diagnostics.find(({ code }) => code === rule);
  if (!diagnostic) throw new Error(`${rule} finds nothing.`);
  const actions = await editor.quickFixes(path, diagnostic);
  const action = actions.find((candidate) => title.test(candidate.title));
  if (!action) throw new Error(`Only these: ${actions.map((one) => one.title).join(", ")}`);
  await editor.apply(action);
  return editor.textOf(path);
}

it("underlines what is wrong in a schema that is not saved", async () => {
  editor.openFile(SCHEMA, "prisma");
  expect(await squiggles(SCHEMA)).toEqual([]);

  editor.type(SCHEMA, saved.replace("uuid()", "ulid()").replace("deletedAt", "removed  "));

  expect(await squiggles(SCHEMA)).toEqual([
    "5:7-14 prisma-sentinel/require-soft-delete",
    "6:27-43 prisma-sentinel/require-id-strategy",
    "6:36-42 prisma-sentinel/no-incompatible-id-default",
  ]);
});

it("keeps all other findings while a line is half-typed", async () => {
  editor.type(SCHEMA, saved.replace("uuid()", "ulid()").replace("ssn       String", "ssn ("));

  expect(await squiggles(SCHEMA)).toEqual([
    "6:27-43 prisma-sentinel/require-id-strategy",
    "6:36-42 prisma-sentinel/no-incompatible-id-default",
    "10:7-8 prisma-sentinel/valid-schema",
  ]);
});

it("offers a suggestion as a quick fix", async () => {
  editor.type(SCHEMA, saved.replace("uuid()", "ulid()"));

  const text = await fixedBy(SCHEMA, "prisma-sentinel/no-incompatible-id-default", /UUID/u);

  expect(text).toBe(saved.replace("uuid()", "uuid(7)"));
});

it("offers to disable a rule in a way that the schema's language knows", async () => {
  editor.type(SCHEMA, saved.replace("uuid()", "ulid()"));

  const rule = "prisma-sentinel/no-incompatible-id-default";
  const text = await fixedBy(SCHEMA, rule, /for this line/u);

  expect(text).toContain(`\n  /** eslint-disable-next-line ${rule} */\n  id        String`);
  expect(await squiggles(SCHEMA)).toEqual(["7:27-43 prisma-sentinel/require-id-strategy"]);
});

it("fixes all on save in a schema", async () => {
  const without = saved.replace(/ {2}deletedAt.*\n/u, "");
  editor.type(SCHEMA, without);
  expect(await squiggles(SCHEMA)).toEqual(["5:7-14 prisma-sentinel/require-soft-delete"]);

  await editor.fixAll(SCHEMA);

  expect(editor.textOf(SCHEMA)).toMatch(/^ {2}deletedAt DateTime\? @db\.Timestamptz\(\d\)$/mu);
  expect(await squiggles(SCHEMA)).toEqual([]);
});

it("underlines what is wrong in a script that is not saved, and fixes all of it on save", async () => {
  editor.openFile(SCRIPT, "sql");
  expect(await squiggles(SCRIPT)).toEqual([]);

  editor.type(
    SCRIPT,
    'CREATE TABLE "Visit" ("id" UUID PRIMARY KEY);\nDROP TABLE "Old";\nSELEC 1;\n',
  );
  expect(await squiggles(SCRIPT)).toEqual([
    "1:1-13 prisma-sentinel/require-idempotent-ddl",
    "2:1-11 prisma-sentinel/require-idempotent-ddl",
    "3:1-6 prisma-sentinel/valid-sql",
  ]);

  await editor.fixAll(SCRIPT);

  expect(editor.textOf(SCRIPT)).toBe(
    'CREATE TABLE IF NOT EXISTS "Visit" ("id" UUID PRIMARY KEY);\nDROP TABLE IF EXISTS "Old";\nSELEC 1;\n',
  );
});

it("sees at the next lint that the encryption map has changed on disk", async () => {
  editor.type(SCHEMA, saved);
  expect(await squiggles(SCHEMA)).toEqual([]);

  project.write(MAP, ONE);
  expect(await squiggles(SCHEMA)).toEqual(["10:3-6 prisma-sentinel/require-phi-encryption"]);

  project.write(MAP, HALF_TYPED);
  await squiggles(SCHEMA);
  project.write(MAP, BOTH);
  expect(await squiggles(SCHEMA)).toEqual([]);
});
