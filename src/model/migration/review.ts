/** What a migration shows of not having been looked at: Prisma's warnings as they came, and a drop behind its copy. */

import type { Range, SqlComment, SqlNode, SqlScript } from "../../languages/postgresql/ast.ts";
import type { Catalog } from "../catalog/types.ts";
import { calledFunction, columnParts, field, forEachNode } from "../catalog/tree.ts";
import { answeredIn } from "./answered-warnings.ts";
import { prismaWarning } from "./prisma-warnings.ts";
import type { PrismaWarning } from "./prisma-warnings.ts";
import { destructions } from "./destruction.ts";
import type { Destruction } from "./destruction.ts";

// ---- warnings --------------------------------------------------------------------------------------------

const HEADING = /^\s*\*?\s*Warnings?:/u;

export interface UnreviewedWarnings {
  /** The comment's heading, `Warnings:`. */
  range: Range;
  /** What Prisma warns of, one sentence each. */
  warnings: readonly string[];
}

/** The comments in which Prisma's warnings have been left as it wrote them, and nothing in the script answers them. */
export function unreviewedWarnings(script: SqlScript, before: Catalog): UnreviewedWarnings[] {
  const written = script.comments
    .map((comment) => ({ comment, warnings: warningsIn(comment) }))
    .filter(({ warnings }) => warnings.length > 0);
  if (written.length === 0) return [];
  const isAnswered = answeredIn(script, before);
  return written
    .map(({ comment, warnings }) => ({
      range: headingOf(comment),
      warnings: warnings.filter((one) => !isAnswered(one)).map(({ text }) => text),
    }))
    .filter(({ warnings }) => warnings.length > 0);
}

function warningsIn({ kind, value }: SqlComment): PrismaWarning[] {
  if (kind !== "block" || !HEADING.test(value)) return [];
  return value
    .split("\n")
    .map((line) => prismaWarning(line.replace(/^[\s*]*-\s*/u, "").trim()))
    .filter((warning) => warning !== null);
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
 * names are no such thing: there the drop is a part of the change. Nor is a hash that is kept of a secret: its clear
 * text is what has to go.
 *
 * @param before the catalog as the script finds it
 */
export function copiesAndDrops(script: SqlScript, before: Catalog): CopyAndDrop[] {
  const byCopy = new Map<NonNullable<Destruction["copiedBy"]>, Destruction[]>();
  for (const found of destructions(script, before)) {
    const { copiedBy, isReplaced } = found;
    if (copiedBy === null || isReplaced || isHashed(found.column, copiedBy)) continue;
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

/** What nobody can turn back. */
const HASHES = new Set("digest hmac crypt md5 sha224 sha256 sha384 sha512".split(" "));

/** Whether all that a statement reads of the column goes into a hash. */
function isHashed(column: string | null, statement: SqlNode): boolean {
  if (column === null) return false;
  let mentions = 0;
  let hashed = 0;
  forEachNode(statement, (node) => {
    if (isColumn(node, column)) mentions++;
    if (HASHES.has(calledFunction(node) ?? ""))
      forEachNode(field(node, "args"), (inner) => {
        if (isColumn(inner, column)) hashed++;
      });
  });
  return mentions > 0 && mentions === hashed;
}

function isColumn(node: SqlNode, column: string): boolean {
  return columnParts(node)?.at(-1) === column;
}
