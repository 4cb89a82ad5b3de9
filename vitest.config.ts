import { readFileSync, readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** Tests of what is shipped: they need the built and packed package. All others import the sources. */
const SHIPPED = ["tests/package/**/*.test.ts", "tests/editor/**/*.test.ts"];

/** Tests that watch what is loaded, or put something in its place: each needs modules of its own. */
const APART = readdirSync(new URL("tests", import.meta.url), { recursive: true, encoding: "utf8" })
  .map((file) => `tests/${file.replaceAll("\\", "/")}`)
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) =>
    /\bvi\.mock\(|\brequire\.cache\b/u.test(readFileSync(new URL(file, import.meta.url), "utf8")),
  );

const LOAD_SOURCES = new URL("tests/support/load-sources.ts", import.meta.url).pathname;

const SCRATCH_FOLDER = "tests/support/scratch-folder.ts";

const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

const resolve = { alias: [{ find: /^(?:\.\.?\/)+load\.ts$/, replacement: LOAD_SOURCES }] };

export default defineConfig({
  test: {
    // By itself vitest leaves a processor to its own process, which on two of them is half of all.
    maxWorkers: "100%",
    projects: [
      {
        resolve,
        test: {
          name: "sources",
          include: ["tests/**/*.test.ts"],
          exclude: [...SHIPPED, ...APART],
          globalSetup: SCRATCH_FOLDER,
          // The sources and what they load are most of the work of nearly all files: it is done once.
          isolate: false,
          ...timeouts,
        },
      },
      {
        resolve,
        test: { name: "apart", include: APART, globalSetup: SCRATCH_FOLDER, ...timeouts },
      },
      {
        test: {
          name: "shipped",
          include: SHIPPED,
          globalSetup: ["tests/package/pack.ts"],
          ...timeouts,
        },
      },
    ],
  },
});
