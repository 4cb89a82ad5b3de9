import { join } from "node:path";
import { expect, it } from "vitest";

import { prismaVersionAt } from "../../src/project/prisma-version.ts";
import { makeProject } from "../support/temporary-project.ts";

const manifest = (content: object) => `${JSON.stringify(content)}\n`;

/** The version for `app/`, which asks for a range, below a folder where something is installed. */
function versionFor(range: string | null, installed: string | null): string | undefined {
  const folder = makeProject({
    "app/package.json": manifest(range === null ? {} : { devDependencies: { prisma: range } }),
    ...(installed && { "node_modules/prisma/package.json": manifest({ version: installed }) }),
  });
  return prismaVersionAt(join(folder, "app"));
}

it.each([
  [null, "7.1.0", "7.1.0"],
  ["^7.0.0", "7.1.0", "7.1.0"],
  [">=5", "7.1.0", "7.1.0"],
  ["catalog:", "7.1.0", "7.1.0"],
  ["5.22.0", null, "5.22.0"],
  ["^5.22.0", null, undefined],
  // Installed for somebody else.
  ["^5.22.0", "7.1.0", undefined],
  ["5.22.0", "7.1.0", "5.22.0"],
  ["~6.2", "7.1.0", undefined],
])("asked for %s, with %s installed above: %s", (range, installed, expected) => {
  expect(versionFor(range, installed)).toBe(expected);
});
