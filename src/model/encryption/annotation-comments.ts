/** Which comments stand at which field: those that Prisma hands to generators, and those that it drops. */

import type { PrismaComment, PrismaField } from "../../languages/prisma/ast.ts";
import { liesWithin } from "../../text/ranges.ts";
import type { Model } from "../schema/types.ts";

export interface ModelComments {
  /** The comments of each field in source order: the block right above it, and the one behind it. */
  ofFields: ReadonlyMap<PrismaField, readonly PrismaComment[]>;
  /** Comments that document no field: another block follows them, or none at all. */
  others: readonly PrismaComment[];
}

/** Sorts the comments in a model's body by the field that they belong to. */
export function commentsOf({ node, file: { ast, text } }: Model): ModelComments {
  const ofFields = new Map<PrismaField, readonly PrismaComment[]>();
  const others: PrismaComment[] = [];
  const comments = ast.comments.filter(({ range }) => liesWithin(range, node.bodyRange));
  let at = 0;
  for (const field of node.members.filter((member) => member.type === "PrismaField")) {
    const next = comments.findIndex(({ range }, index) => index >= at && range[0] > field.range[0]);
    const end = next === -1 ? comments.length : next;
    const before = comments.slice(at, end);
    const above = lastBlock(before, text);
    others.push(...before.filter((comment) => !above.includes(comment)));
    const behind = comments[end];
    const isBehind = behind !== undefined && isOnLineOf(field, behind, text);
    if (above.length > 0 || isBehind) ofFields.set(field, isBehind ? [...above, behind] : above);
    at = isBehind ? end + 1 : end;
  }
  return { ofFields, others: [...others, ...comments.slice(at)] };
}

/**
 * The last comments that stand on lines of their own, one below the other. Attributes of the block may stand
 * between them and the field; what is behind an attribute documents nothing.
 */
function lastBlock(before: readonly PrismaComment[], text: string): readonly PrismaComment[] {
  const alone = before.filter((comment) => standsAlone(comment, text));
  const breaks = alone.findLastIndex((comment, at) => {
    const next = alone[at + 1];
    return next !== undefined && !isNextLine(comment, next, text);
  });
  return alone.slice(breaks + 1);
}

function isOnLineOf(field: PrismaField, { range }: PrismaComment, text: string): boolean {
  return /^[ \t]*$/u.test(text.slice(field.range[1], range[0]));
}

/** On a line of its own. */
function standsAlone({ range }: PrismaComment, text: string): boolean {
  const lineStart = text.lastIndexOf("\n", range[0] - 1) + 1;
  return text.slice(lineStart, range[0]).trim() === "";
}

/** Nothing but one line break and indentation between them, as the engine joins them to one block. */
function isNextLine(one: PrismaComment, other: PrismaComment, text: string): boolean {
  return /^\r?\n[ \t]*$/u.test(text.slice(one.range[1], other.range[0]));
}
