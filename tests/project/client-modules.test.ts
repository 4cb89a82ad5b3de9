/** How often the modules of a package are looked at to find the one that shares the client: counted, not timed. */

import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { enterRound } from "../../src/project/cache.ts";
import { clientModulesIn, sharedClientModule } from "../../src/project/client-modules.ts";
import { makeProject, writeIn } from "../support/temporary-project.ts";

const asked = vi.hoisted(() => ({ reads: 0, stats: 0 }));

vi.mock(import("node:fs"), async (importOriginal) => {
  const original = await importOriginal();
  const counted = <Called extends (...parameters: never[]) => unknown>(
    called: Called,
    kind: keyof typeof asked,
  ): Called =>
    new Proxy(called, {
      apply(target, receiver, parameters) {
        asked[kind]++;
        return Reflect.apply(target, receiver, parameters) as unknown;
      },
    });
  return {
    ...original,
    readFileSync: counted(original.readFileSync, "reads"),
    statSync: counted(original.statSync, "stats"),
  };
});

const SHARED = `import { PrismaClient } from "@prisma/client";\nexport const db = new PrismaClient();\n`;
const USE = `import { db } from "../lib/prisma";\nexport const all = () => db.user.findMany();\n`;

/** A package with two modules that share a client, and some that import one of them. */
function makePackage(): string {
  return makeProject({
    "package.json": "{}",
    "src/lib/prisma.ts": SHARED,
    "src/old/prisma.ts": SHARED,
    ...Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`src/use/a${String(index)}.ts`, USE]),
    ),
  });
}

/** The module that a rule on a file of the package is told. */
function sharedFor(folder: string, file: string): string | undefined {
  enterRound(join(folder, file), () => true);
  return sharedClientModule(clientModulesIn(folder), folder)?.file;
}

describe("the module that shares the client", () => {
  beforeEach(() => {
    asked.reads = 0;
    asked.stats = 0;
  });

  it("is found once for all files of a round, which ask the disk nothing more", () => {
    const folder = makePackage();
    const shared = join(folder, "src/lib/prisma.ts");
    expect(sharedFor(folder, "src/use/a0.ts")).toBe(shared);
    expect(asked.reads).toBe(22);

    asked.reads = 0;
    asked.stats = 0;
    expect(sharedFor(folder, "src/use/a1.ts")).toBe(shared);
    expect(asked).toEqual({ reads: 0, stats: 0 });
  });

  it("is found anew in the next round, of which only what has changed is read", async () => {
    const folder = makePackage();
    sharedFor(folder, "src/use/a0.ts");
    // What is linted twice without anything between is a pass of one fix, and no new round.
    await Promise.resolve();
    for (let index = 0; index < 20; index++) {
      writeIn(folder, `src/use/a${String(index)}.ts`, USE.replace("lib", "old"));
    }

    asked.reads = 0;
    expect(sharedFor(folder, "src/use/a0.ts")).toBe(join(folder, "src/old/prisma.ts"));
    expect(asked.reads).toBe(20);
  });
});
