/** Comments that speak to ESLint: `eslint-disable…`, `eslint-enable` and `eslint rule: "off"`. */

import type { DirectiveType, FileProblem, RulesConfig, SourceLocation } from "@eslint/core";
import { ConfigCommentParser, Directive } from "@eslint/plugin-kit";

/** A comment of any of our languages; `value` is its text without the markers. */
export interface CommentLike {
  kind: "line" | "doc" | "block";
  value: string;
  range: [start: number, end: number];
}

/** What ESLint asks a source code for. */
export interface Directives {
  nodes: CommentLike[];
  directives: Directive[];
  configs: { config: { rules: RulesConfig }; loc: SourceLocation }[];
  problems: FileProblem[];
}

const parser = new ConfigCommentParser();
const DISABLING = /^eslint-(?:enable|disable(?:-(?:next-)?line)?)$/u;

/**
 * The text of a comment as a directive has it: formatters put an asterisk before each line of a block
 * comment, `prisma format` now and then a second opening marker, and a doc comment may carry further slashes.
 */
function directiveText({ kind, value }: CommentLike): string {
  if (kind !== "block") return value.replace(/^\/+/u, "").trim();
  return value
    .split(/\r\n|\n|\r/u)
    .map((line) => line.trim().replace(/^\*+\s?(?:\/\*+\s?)?/u, ""))
    .join("\n")
    .trim();
}

/**
 * Reads the directives among comments. Unlike JavaScript, line comments may carry every kind of directive:
 * these languages' formatters rewrite or move block comments.
 *
 * @param placeOf the location of a comment, lines and columns from 1
 */
export function readDirectives(
  comments: readonly CommentLike[],
  placeOf: (comment: CommentLike) => SourceLocation,
): Directives {
  const found: Directives = { nodes: [], directives: [], configs: [], problems: [] };
  for (const comment of comments) {
    const text = directiveText(comment);
    // Spares the parser all comments that cannot be directives: nearly all there are.
    if (!text.startsWith("eslint")) continue;
    const parsed = parser.parseDirective(text);
    if (!parsed) continue;
    if (DISABLING.test(parsed.label)) addDirective(comment, parsed, placeOf, found);
    else if (parsed.label === "eslint") addConfig(comment, parsed.value, placeOf, found);
  }
  return found;
}

function addDirective(
  comment: CommentLike,
  { label, value, justification }: { label: string; value: string; justification: string },
  placeOf: (comment: CommentLike) => SourceLocation,
  found: Directives,
): void {
  found.nodes.push(comment);
  const loc = placeOf(comment);
  if (label === "eslint-disable-line" && loc.start.line !== loc.end.line) {
    const message = `${label} comment should not span multiple lines.`;
    found.problems.push({ ruleId: null, message, loc });
    return;
  }
  // The pattern above admits these four labels alone.
  const type = label.slice("eslint-".length) as DirectiveType;
  found.directives.push(new Directive({ type, node: comment, value, justification }));
}

function addConfig(
  comment: CommentLike,
  value: string,
  placeOf: (comment: CommentLike) => SourceLocation,
  found: Directives,
): void {
  found.nodes.push(comment);
  const loc = placeOf(comment);
  const parsed = parser.parseJSONLikeConfig(value);
  if (parsed.ok) found.configs.push({ config: { rules: parsed.config }, loc });
  else found.problems.push({ ruleId: null, message: parsed.error.message, loc });
}
