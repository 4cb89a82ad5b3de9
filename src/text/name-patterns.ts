/**
 * Patterns for names, as settings take them: a plain name, a glob (`Audit*`), or a regular expression
 * between slashes (`/^Audit/i`).
 */

const REGULAR_EXPRESSION = /^\/(?<body>.+)\/(?<flags>[a-z]*)$/su;

/** The text as a regular expression that matches just it. */
export function escapeForRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

function compile(pattern: string): RegExp {
  const groups = REGULAR_EXPRESSION.exec(pattern)?.groups;
  if (groups?.body !== undefined) {
    // With either of these, `test` would go on from where it found something last.
    return new RegExp(groups.body, groups.flags?.replaceAll(/[gy]/gu, ""));
  }
  return new RegExp(`^${pattern.split("*").map(escapeForRegExp).join(".*")}$`, "u");
}

/** Why a pattern cannot be used, or null when it can. */
export function patternProblem(pattern: string): string | null {
  try {
    compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A predicate over names that is true where one of the patterns matches. Unusable patterns match nothing. */
export function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  const compiled = patterns.filter((pattern) => patternProblem(pattern) === null).map(compile);
  return (name) => compiled.some((pattern) => pattern.test(name));
}

/**
 * What a list makes of a choice among names: its patterns add to what is chosen `otherwise`, those with a leading
 * `!` take away from both.
 */
export function nameChoice(
  patterns: readonly string[],
): (name: string, otherwise: boolean) => boolean {
  const isAdded = nameMatcher(patterns.filter((pattern) => !pattern.startsWith("!")));
  const isTaken = nameMatcher(
    patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1)),
  );
  return (name, otherwise) => (otherwise || isAdded(name)) && !isTaken(name);
}
