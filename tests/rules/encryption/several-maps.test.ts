import { expect, it } from "vitest";

import { lint, makeProject } from "../../support/temporary-project.ts";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Patient {
  id   String @id @default(uuid()) @db.Uuid
  ssn  String
  note Json
}
`;
const FILES = {
  "prisma/schema.prisma": SCHEMA,
  "src/encryption.ts": 'export const PHI_FIELDS = { Patient: ["ssn"] };\n',
  "src/audit/phi.ts": 'export const PHI_COLUMNS = { Patient: ["ssn", "note"] };\n',
};

async function messages(files: Record<string, string>, settings: object = {}): Promise<string[]> {
  const found = await lint(makeProject(files), { preset: "recommended", ...settings });
  return found
    .filter(({ rule }) => rule === "valid-encryption-map")
    .map(({ file, line, message }) => `${file}:${line} ${message}`);
}

it("asks which of two maps encrypts, once", async () => {
  expect(await messages(FILES)).toEqual([
    "prisma/schema.prisma:1 Several objects look like encryption maps: PHI_FIELDS (src/encryption.ts), PHI_COLUMNS (src/audit/phi.ts). Name those that encrypt in settings.encryptionMaps; until then a field in any of them counts as encrypted.",
  ]);
});

it("takes the settings for an answer, and a map of hashes for no rival", async () => {
  const encryptionMaps = [{ file: "src/encryption.ts", export: "PHI_FIELDS" }];
  expect(await messages(FILES, { encryptionMaps })).toEqual([]);
  const hashed = {
    ...FILES,
    "src/audit/phi.ts": 'export const PHI_HASHES = { Patient: ["ssn"] };\n',
  };
  expect((await messages(hashed)).filter((message) => message.includes("Several"))).toEqual([]);
});
