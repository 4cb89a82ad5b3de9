import { defineConfig } from "vitest/config";

/** Tests of what is shipped: they need the built and packed package. All others import the sources. */
const SHIPPED = ["tests/package/**/*.test.ts", "tests/editor/**/*.test.ts"];

const LOAD_SOURCES = new URL("tests/support/load-sources.ts", import.meta.url).pathname;

const timeouts = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: [{ find: /^(?:\.\.?\/)+load\.ts$/, replacement: LOAD_SOURCES }] },
        test: { name: "sources", include: ["tests/**/*.test.ts"], exclude: SHIPPED, ...timeouts },
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
