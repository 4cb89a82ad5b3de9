import { describe, expect, it } from "vitest";

import { readSettings } from "../src/settings.ts";

function read(settings: unknown) {
  return readSettings({ "prisma-sentinel": settings });
}

describe("readSettings", () => {
  it("is empty without settings", () => {
    expect(readSettings({})).toEqual({ settings: {}, problems: [] });
  });

  it("takes what is right", () => {
    const settings = {
      root: ".",
      schema: "prisma/schema.prisma",
      encryptionMaps: [{ file: "src/map.ts", export: "MAP", kind: "encrypted" }],
      softDelete: { timestamp: "deletedAt", flag: false },
      traits: { patient: ["Client", "/^Pat/"] },
      postgresVersion: 15,
    };
    expect(read(settings)).toEqual({ settings, problems: [] });
  });

  it.each([
    [
      { encryptionMap: [] },
      'settings["prisma-sentinel"].encryptionMap is not a setting; did you mean "encryptionMaps"?',
    ],
    [{ zzz: 1 }, 'settings["prisma-sentinel"].zzz is not a setting.'],
    [{ schema: 3 }, 'settings["prisma-sentinel"].schema must be a non-empty string, not 3.'],
    [
      { guardStyle: "catalogue" },
      'settings["prisma-sentinel"].guardStyle must be "catalog" or "exception" or "none", not "catalogue".',
    ],
    [
      { encryptionMaps: [{ file: "a.ts" }] },
      'settings["prisma-sentinel"].encryptionMaps[0].export is missing.',
    ],
    [
      { softDelete: { timestmap: "x" } },
      'settings["prisma-sentinel"].softDelete.timestmap is not a setting; did you mean "timestamp"?',
    ],
    [
      { traits: { patient: ["/(/"] } },
      /^settings\["prisma-sentinel"\]\.traits\.patient\[0\] is not a usable pattern: /u,
    ],
    [{ postgresVersion: 13.5 }, /postgresVersion must be a whole number, not 13\.5/u],
    ["hipaa", 'settings["prisma-sentinel"] must be an object, not "hipaa".'],
  ])("names what is wrong: %j", (settings, message) => {
    const { problems } = read(settings);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it("leaves out the wrong one and keeps the others", () => {
    expect(read({ schema: 3, root: "packages/db" }).settings).toEqual({ root: "packages/db" });
  });
});
