/**
 * Globs over paths with forward slashes: `**` is any number of folders, `*` any run of characters within one,
 * `?` one character, `{a,b}` either.
 */

const SPECIAL = /\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\]/gu;

function compile(glob: string): RegExp {
  let depth = 0;
  const body = glob.replaceAll(SPECIAL, (part) => {
    switch (part) {
      case "**/":
        return "(?:.*/)?";
      case "**":
        return ".*";
      case "*":
        return "[^/]*";
      case "?":
        return "[^/]";
      case "{":
        depth++;
        return "(?:";
      case "}":
        if (depth === 0) return String.raw`\}`;
        depth--;
        return ")";
      case ",":
        return depth > 0 ? "|" : ",";
      default:
        return `\\${part}`;
    }
  });
  return new RegExp(`^${body}${")".repeat(depth)}$`, "u");
}

/** A cache: rules ask for the same few globs in each file. */
const patterns = new Map<string, RegExp>();

function patternOf(glob: string): RegExp {
  const pattern = patterns.get(glob) ?? compile(glob);
  patterns.set(glob, pattern);
  return pattern;
}

/** A predicate over paths that is true where one of the globs matches the whole path. */
export function pathMatcher(globs: readonly string[]): (path: string) => boolean {
  const compiled = globs.map(patternOf);
  return (path) => compiled.some((pattern) => pattern.test(path));
}
