/** The option `allowIn` of rules on client code: globs of files that they leave alone. */

import type { Project } from "../../project/snapshot.ts";
import { pathMatcher } from "../../text/path-globs.ts";

/** The default: tests and seeds, whose data is made up and whose rows are meant to go. */
export const TEST_FILES: readonly string[] = [
  "**/*.{test,spec,e2e,e2e-spec}.*",
  "**/{test,tests,__tests__,__mocks__,e2e,fixtures}/**",
  "**/{seed,seeds,seeders}/**",
  "**/{seed,seed-*,seed_*,*-seed,*_seed,*.seed}.*",
];

/** The option's place in a schema. `which` tells the files: "that may log queries". */
export function allowInSchema(which: string) {
  return {
    description: `Globs of files ${which}, relative to the working directory, with forward slashes.`,
    type: "array",
    items: { type: "string" },
    uniqueItems: true,
  } as const;
}

/** Whether the option, as it is given to a rule, names the linted file, or another one of its project. */
export function isAllowed(
  globs: readonly string[],
  project: Project,
  file: string = project.path,
): boolean {
  return pathMatcher(globs)(project.display(file));
}
