/** Globs of tests and of seeds, whose data is made up and whose rows are meant to go. */
export const TEST_FILES: readonly string[] = [
  "**/*.{test,spec,e2e,e2e-spec}.*",
  "**/{test,tests,__tests__,__mocks__,e2e,fixtures}/**",
  "**/{seed,seeds,seeders}/**",
  "**/{seed,seed-*,seed_*,*-seed,*_seed,*.seed}.*",
];
