import { describe, expect, it } from "vitest";

import { pathMatcher } from "../../src/text/path-globs.ts";

describe("pathMatcher", () => {
  it.each([
    ["**/*.test.*", "src/a/b.test.ts", true],
    ["**/*.test.*", "b.test.ts", true],
    ["**/*.test.*", "src/test.ts", false],
    ["**/{tests,e2e}/**", "tests/a.ts", true],
    ["**/{tests,e2e}/**", "packages/api/e2e/a/b.ts", true],
    ["**/{tests,e2e}/**", "src/contests/a.ts", false],
    ["src/*.ts", "src/a.ts", true],
    ["src/*.ts", "src/a/b.ts", false],
    ["src/?.ts", "src/a.ts", true],
    ["src/?.ts", "src/ab.ts", false],
    ["src/(a).ts", "src/(a).ts", true],
    ["src/a.ts", "src/axts", false],
    ["a,b}", "a,b}", true],
    ["{a,b", "b", true],
  ])("%s on %s", (glob, path, expected) => {
    expect(pathMatcher([glob])(path)).toBe(expected);
  });

  it("matches where any of several does, and nowhere for none", () => {
    expect(pathMatcher(["a", "b"])("b")).toBe(true);
    expect(pathMatcher([])("b")).toBe(false);
  });
});
