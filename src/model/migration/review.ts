/** What a migration shows of not having been looked at: Prisma's warnings as they came, and a drop behind its copy. */

import type { Range, SqlComment, SqlScript } from "../../languages/postgresql/ast.ts";
import type { Catalog } from "../catalog/types.ts";
import { destructions } from "./destruction.ts";
import type { Destruction } from "./destruction.ts";

// ---- warnings --------------------------------------------------------------------------------------------

const HEADING = /^\s*\*?\s*Warnings?:/u;

/** How the sentences begin that Prisma writes. Others in such a comment are somebody's own. */
const SENTENCES: readonly RegExp[] = [
  /^You are about to (?:drop|alter) the /u,
  /^Added the required column /u,
  /^Made the column /u,
  /^Changed the type of /u,
  /^A unique constraint covering /u,
  /^The primary key for the /u,
  /^The (?:required )?column .* (?:was added|would be dropped|on the )/u,
  /^The `[^`]*` column on the /u,
  /^The values? \[/u,
  /^The migration will /u,
];

export interface UnreviewedWarnings {
  /** The comment's heading, `Warnings:`. */
  range: Range;
  /** What Prisma warns of, one sentence each. */
  warnings: readonly string[];
}

/** The comments in which Prisma's warnings have been left as it wrote them. */
export function unreviewedWarnings({ comments }: SqlScript): UnreviewedWarnings[] {
  return comments
    .map((comment) => ({ range: headingOf(comment), warnings: warningsIn(comment) }))
    .filter(({ warnings }) => warnings.length > 0);
}

function warningsIn({ kind, value }: SqlComment): string[] {
  if (kind !== "block" || !HEADING.test(value)) return [];
  return value
    .split("\n")
    .map((line) => line.replace(/^[\s*]*-\s*/u, "").trim())
    .filter((line) => SENTENCES.some((sentence) => sentence.test(line)));
}

/** The range of `Warnings:` in the comment, which begins behind two characters of opening. */
function headingOf({ value, range }: SqlComment): Range {
  const at = value.search(/Warnings?:/u);
  const length = value.indexOf(":", at) + 1 - at;
  const start = range[0] + 2 + Math.max(at, 0);
  return [start, start + length];
}

// ---- copies ----------------------------------------------------------------------------------------------

/** A copy and the drop of what it was made from. */
export interface CopyAndDrop {
  /** The first word of the statement that copies: UPDATE, INSERT. */
  range: Range;
  command: string;
  dropped: readonly Destruction[];
}

/**
 * Statements that copy what the same script then drops. Tables and columns that are built anew under their old
 * names are no such thing: there the drop is a part of the change.
 *
 * @param before the catalog as the script finds it
 */
export function copiesAndDrops(script: SqlScript, before: Catalog): CopyAndDrop[] {
  const byCopy = new Map<NonNullable<Destruction["copiedBy"]>, Destruction[]>();
  for (const found of destructions(script, before)) {
    const { copiedBy, isReplaced } = found;
    if (copiedBy === null || isReplaced) continue;
    const dropped = byCopy.get(copiedBy);
    if (dropped) dropped.push(found);
    else byCopy.set(copiedBy, [found]);
  }
  return [...byCopy].map(([{ tokens, range }, dropped]) => ({
    range: tokens[0]?.range ?? range,
    command: tokens[0]?.text ?? "",
    dropped,
  }));
}
