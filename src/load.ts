import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads a module of this package, by its path below this one, when it is first needed: `./rules/schema/valid-schema.js`.
 *
 * ESLint asks for rules and languages synchronously, so `import()` will not do; Node gives ES modules to `require`
 * since 20.19, the same instances that `import` gives.
 */
export function load(path: string): unknown {
  return require(path);
}
