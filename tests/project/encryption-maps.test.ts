import { expect, it } from "vitest";

import { lint, makeProject, writeIn } from "../support/temporary-project.ts";
import type { Finding } from "../support/temporary-project.ts";

const SCHEMA =
  'datasource db {\n  provider = "postgresql"\n}\n\nmodel Patient {\n  id        String    @id @default(uuid())\n  ssn       String\n  phone     String\n  deletedAt DateTime? @db.Timestamptz(3)\n}\n';

function unencrypted(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ rule, file }) => rule === "require-phi-encryption" && file.endsWith(".prisma"))
    .map(({ message }) => message);
}

it("finds the map of a repository, and says where a field is missing", async () => {
  const folder = makeProject({
    "packages/database/package.json": "{}",
    "packages/database/prisma/schema.prisma": SCHEMA,
    "packages/api/src/crypto.ts": 'export const ENCRYPTED_FIELDS = { Patient: ["ssn"] };\n',
  });
  const [message, ...others] = unencrypted(await lint(folder, { preset: "hipaa" }));
  expect(others).toEqual([]);
  expect(message).toContain("'Patient.phone'");
  expect(message).toContain("not encrypted by ENCRYPTED_FIELDS (packages/api/src/crypto.ts)");
});

it("sees a change of the map at the next lint", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA,
    "src/crypto.ts": 'export const ENCRYPTED_FIELDS = { Patient: ["ssn"] };\n',
  });
  expect(unencrypted(await lint(folder, { preset: "hipaa" }))).toHaveLength(1);
  writeIn(
    folder,
    "src/crypto.ts",
    'export const ENCRYPTED_FIELDS = { Patient: ["ssn", "phone"] };\n',
  );
  expect(unencrypted(await lint(folder, { preset: "hipaa" }))).toEqual([]);
});

it("keeps the maps of two projects in one repository apart", async () => {
  const folder = makeProject({
    "clinic/prisma/schema.prisma": SCHEMA,
    "clinic/src/crypto.ts": 'export const ENCRYPTED_FIELDS = { Patient: ["ssn"] };\n',
    "hospital/prisma/schema.prisma": SCHEMA,
    "hospital/src/crypto.ts": 'export const ENCRYPTED_FIELDS = { Patient: ["ssn", "phone"] };\n',
  });
  const findings = await lint(folder, { preset: "hipaa" });
  expect(unencrypted(findings)).toHaveLength(1);
  expect(findings.find(({ rule }) => rule === "require-phi-encryption")?.file).toMatch(
    /^clinic\//u,
  );
});

it("takes the map that the settings name, and no other", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA,
    "src/crypto.ts": 'export const ENCRYPTED_FIELDS = { Patient: ["ssn", "phone"] };\n',
    "src/other.ts": 'export const COLUMNS = { Patient: ["ssn"] };\n',
  });
  const encryptionMaps = [{ file: "src/other.ts", export: "COLUMNS" }];
  expect(unencrypted(await lint(folder, { preset: "hipaa", encryptionMaps }))).toHaveLength(1);
});

const LIST = 'new Set(["ssn", "phone"]);\n';
const EXTENSION = `
export const encryption = Prisma.defineExtension({
  query: { $allModels: { $allOperations({ args, query }) { walk(args.data); return query(args); } } },
});
function walk(data) {
  for (const key of Object.keys(data)) if (ENCRYPTED_FIELDS.has(key)) data[key] = encrypt(data[key]);
}
`;
/** With a second model that has a field of the list, and a field that the list leaves out. */
const TWO_MODELS = `${SCHEMA.replace("  deletedAt", "  email     String\n  visits    Visit[]\n  deletedAt")}
model Visit {
  id        String  @id @default(uuid())
  patient   Patient @relation(fields: [patientId], references: [id])
  patientId String
  phone     String
}
`;

it("finds a list that an extension encrypts for all models, exported or not", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": TWO_MODELS,
    "src/extension.ts": `const ENCRYPTED_FIELDS = ${LIST}${EXTENSION}`,
  });
  const [message, ...others] = unencrypted(await lint(folder, { preset: "hipaa" }));
  expect(others).toEqual([]);
  expect(message).toContain("'Patient.email'");
  expect(message).toContain("not encrypted by ENCRYPTED_FIELDS (src/extension.ts)");
});

it("finds a list that the extension of another module encrypts", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": TWO_MODELS,
    "src/fields.ts": `export const ENCRYPTED_FIELDS = ${LIST}`,
    "src/extension.ts": `import { ENCRYPTED_FIELDS } from "./fields";\n${EXTENSION}`,
  });
  const [message, ...others] = unencrypted(await lint(folder, { preset: "hipaa" }));
  expect(others).toEqual([]);
  expect(message).toContain("not encrypted by ENCRYPTED_FIELDS (src/fields.ts)");
});

it("passes over a list that nothing encrypts", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": TWO_MODELS,
    "src/fields.ts": `export const ENCRYPTED_FIELDS = ${LIST}`,
    "src/extension.ts": `import { ENCRYPTED_FIELDS } from "./other";\n${EXTENSION}`,
    "src/map.ts": 'export const ENCRYPTED = { Patient: ["email"] };\n',
  });
  expect(unencrypted(await lint(folder, { preset: "hipaa" }))).toHaveLength(3);
});

it("takes a map that the settings name and its module does not export", async () => {
  const folder = makeProject({
    "prisma/schema.prisma": SCHEMA,
    "src/crypto.ts":
      'const COLUMNS = { Patient: ["ssn", "phone"] };\nexport default cipher(COLUMNS);\n',
    "src/list.ts": 'const NAMES = ["ssn", "phone"];\n',
  });
  for (const [file, name] of [
    ["src/crypto.ts", "COLUMNS"],
    ["src/list.ts", "NAMES"],
  ] as const) {
    const encryptionMaps = [{ file, export: name }];
    const findings = await lint(folder, { preset: "hipaa", encryptionMaps });
    expect(findings.filter(({ rule }) => (rule ?? "").includes("encrypt"))).toEqual([]);
  }
});
