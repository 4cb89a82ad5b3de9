/** What `eslint --cache` takes for a change of the project. */

import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";

import { enterRound } from "../../src/project/cache.ts";
import { projectFingerprint } from "../../src/project/fingerprint.ts";
import { makeProject, writeIn } from "../support/temporary-project.ts";

const SCHEMA = `datasource db {
  provider = "postgresql"
}

model Team {
  id          String   @id
  memberCount Int      @default(0)
  members     Member[]
}

model Member {
  id     String @id
  teamId String
  team   Team   @relation(fields: [teamId], references: [id])
}
`;

const files = {
  "package.json": "{}",
  "prisma/schema.prisma": SCHEMA,
  "src/db.ts": `import { PrismaClient } from "@prisma/client";\nexport const db = new PrismaClient();\n`,
  "src/teams.ts": `import type { PrismaClient } from "@prisma/client";\nexport const all = (db: PrismaClient) => db.team.findMany();\n`,
  "apps/web/package.json": "{}",
  "apps/web/db.ts": `import * as prisma from "@prisma/client";\nexport class Db extends prisma.PrismaClient {}\n`,
};

const ALIASED = `import { PrismaClient as Client } from "@prisma/client";\nexport const other = new Client();\n`;
const WRITING = "export const one = (db) => db.team.update({ where, data: { memberCount: 1 } });\n";

/** What a run over the folder finds. */
async function fingerprint(folder: string, rule: string): Promise<string> {
  const schema = join(folder, "prisma/schema.prisma");
  // A second look at a file, after what belongs to the first is done, begins another round.
  for (const path of [schema, schema]) {
    enterRound(path, () => true);
    await Promise.resolve();
  }
  return projectFingerprint({}, folder, [`prisma-sentinel/${rule}`]);
}

describe("the fingerprint of a project", () => {
  let folder: string;

  beforeEach(() => {
    folder = makeProject(files);
  });

  it.each([
    ["constructs the client differently", "src/db.ts", `${files["src/db.ts"]}db.$connect();\n`],
    ["of another package does", "apps/web/db.ts", `${files["apps/web/db.ts"]}new Db();\n`],
    ["constructs a client as well", "src/other.ts", ALIASED],
    ["does so no more", "src/db.ts", "export const db = null;\n"],
  ])("changes for the rule on clients when a module %s", async (_, path, text) => {
    const before = await fingerprint(folder, "no-extra-prisma-client");
    writeIn(folder, path, text);
    expect(await fingerprint(folder, "no-extra-prisma-client")).not.toBe(before);
  });

  it("stays when a module changes that only takes a client", async () => {
    const before = await fingerprint(folder, "no-extra-prisma-client");
    writeIn(folder, "src/teams.ts", `${files["src/teams.ts"]}export const none = [];\n`);
    expect(await fingerprint(folder, "no-extra-prisma-client")).toBe(before);
  });

  it("changes for the rule on counters when code begins to write one, and then no more", async () => {
    const before = await fingerprint(folder, "no-unmaintained-counter");
    writeIn(folder, "src/db.ts", ALIASED);
    expect(await fingerprint(folder, "no-unmaintained-counter")).toBe(before);

    writeIn(folder, "src/members.ts", WRITING);
    const kept = await fingerprint(folder, "no-unmaintained-counter");
    expect(kept).not.toBe(before);
    writeIn(folder, "src/members.ts", `${WRITING}${WRITING.replace("one", "two")}`);
    expect(await fingerprint(folder, "no-unmaintained-counter")).toBe(kept);
  });

  it("follows no code for other rules", async () => {
    const before = await fingerprint(folder, "no-hard-delete");
    writeIn(folder, "src/other.ts", ALIASED);
    writeIn(folder, "src/members.ts", WRITING);
    expect(await fingerprint(folder, "no-hard-delete")).toBe(before);
  });
});
