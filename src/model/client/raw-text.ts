/** The SQL that client code writes, with placeholders where values are interpolated, and where each part stands. */

import type { TSESTree } from "@typescript-eslint/utils";

import { resolveConstant } from "./bindings.ts";
import type { Scopes } from "./bindings.ts";
import { sqlHelper } from "./calls.ts";
import type { RawCall } from "./calls.ts";
import { constantKey } from "./expressions.ts";

/** `[start, end)` in UTF-16 code units. */
export type Range = readonly [start: number, end: number];

/** One part of a query's text. */
interface Piece {
  /** What the source says of it; null for what is computed. */
  text: string | null;
  /** A string, a stretch of a template, or the expression that is interpolated. */
  node: TSESTree.Node;
  /** Sent as a parameter, apart from the text: in a `${}` of a tagged template. */
  isParameter: boolean;
}

/**
 * The text of a query as far as it is written in the source: every part that is computed is `$1`, `$2`, … in
 * order. Null when none of it can be read. Names of constants are followed, and so is `Prisma.sql`.
 */
export function sqlTextOf(node: TSESTree.Node, scopes: Scopes): string | null {
  const pieces = piecesOf(node, scopes);
  if (!pieces.some(({ text }) => text !== null)) return null;
  let placeholders = 0;
  return pieces.map(({ text }) => text ?? `$${++placeholders}`).join("");
}

function piecesOf(node: TSESTree.Node, scopes: Scopes, isTagged = false): Piece[] {
  const value = resolveConstant(node, scopes);
  switch (value.type) {
    case "TemplateLiteral":
      return value.quasis.flatMap((quasi, index) => {
        const next = value.expressions[index];
        // `cooked` is null in a template with an escape that is none, which only a tag may have.
        const text: string | null = quasi.value.cooked;
        const written = { text, node: quasi, isParameter: false };
        return next ? [written, interpolated(next, scopes, isTagged)] : [written];
      });
    case "TaggedTemplateExpression":
      return sqlHelper(value.tag, scopes)?.helper === "sql"
        ? piecesOf(value.quasi, scopes, true)
        : [{ text: null, node, isParameter: false }];
    case "BinaryExpression":
      return value.operator === "+"
        ? [...piecesOf(value.left, scopes), ...piecesOf(value.right, scopes)]
        : [{ text: null, node, isParameter: false }];
    default:
      return [{ text: constantKey(value), node: value, isParameter: false }];
  }
}

function interpolated(node: TSESTree.Node, scopes: Scopes, isParameter: boolean): Piece {
  return { text: constantKey(resolveConstant(node, scopes)), node, isParameter };
}

// ---- with places -----------------------------------------------------------------------------------------

/** A piece in its place: `start` is its offset in the SQL, `length` that of what it became there. */
interface PlacedPiece extends Piece {
  start: number;
  length: number;
}

/**
 * The text of a raw query, and the way from its offsets back to the source. What is sent as a parameter is `$n`
 * also where its value is a constant; what is computed is `$n` too.
 */
export interface RawText {
  sql: string;
  pieces: readonly PlacedPiece[];
}

/** The text of a raw query with its places; null when none of it can be read. */
export function rawTextOf(
  { text, tagged }: Pick<RawCall, "text" | "tagged">,
  scopes: Scopes,
): RawText | null {
  const pieces = text ? piecesOf(text, scopes, tagged) : [];
  if (!pieces.some((piece) => piece.text !== null)) return null;
  let sql = "";
  let placeholders = 0;
  const placed = pieces.map((piece) => {
    const written = piece.isParameter ? null : piece.text;
    const start = sql.length;
    sql += written ?? `$${++placeholders}`;
    return { ...piece, start, length: sql.length - start };
  });
  return { sql, pieces: placed };
}

/** Whether a part of the SQL holds what only run time knows. */
export function isComputed({ pieces }: RawText, [start, end]: Range): boolean {
  return pieces.some(
    (piece) =>
      (piece.isParameter || piece.text === null) &&
      piece.start < end &&
      piece.start + piece.length > start,
  );
}

/** What stands for `$n` in a query: a `${}` of the tagged template, or an argument after the text. */
export function parameterOf(
  { pieces }: RawText,
  { tagged, parameters }: Pick<RawCall, "tagged" | "parameters">,
  number: number,
): TSESTree.Node | null {
  const sent = pieces.filter(({ isParameter }) => isParameter);
  if (tagged || sent.length > 0) return sent[number - 1]?.node ?? null;
  const isReadable = pieces.every(({ text }) => text !== null);
  return isReadable ? (parameters[number - 1] ?? null) : null;
}

/**
 * Where a part of the SQL stands in the source. What is computed is its expression; a part that reaches beyond
 * it takes in the whole `${}`. Null when the source has it in several places, or in an escape that is none.
 */
export function sourceRange(
  { pieces }: RawText,
  [start, end]: Range,
  source: string,
): [start: number, end: number] | null {
  const first = pieces.findLastIndex((piece) => piece.start <= start);
  const last = pieces.findLastIndex((piece) => piece.start < end);
  if (pieces[first]?.node.parent !== pieces[last]?.node.parent) return null;
  const places = [
    placeIn(pieces, first, { offset: start, isPart: first !== last, source }),
    placeIn(pieces, last, { offset: end - 1, isPart: first !== last, source }),
  ];
  const [from, to] = [places[0]?.[0], places[1]?.[1]];
  return from === undefined || to === undefined ? null : [from, to];
}

/** Where the character at an offset of the SQL stands: in a piece's text, or all of its expression. */
function placeIn(
  pieces: readonly PlacedPiece[],
  index: number,
  { offset, isPart, source }: { offset: number; isPart: boolean; source: string },
): Range | null {
  const piece = pieces[index];
  if (!piece) return null;
  const { node, text, start } = piece;
  const [begin, end] = node.range;
  const opening = openingOf(node);
  if (opening !== null && text !== null) {
    return characterAt(source.slice(begin + opening, end), offset - start, begin + opening);
  }
  const [before, after] = [pieces[index - 1]?.node, pieces[index + 1]?.node];
  const isInTemplate = before?.type === "TemplateElement" && after?.type === "TemplateElement";
  return isPart && isInTemplate ? [before.range[1] - 2, after.range[0] + 1] : [begin, end];
}

/** How many characters stand before the text of a string or of a stretch of a template; null for other nodes. */
function openingOf({ type }: TSESTree.Node): 1 | null {
  return type === "TemplateElement" || type === "Literal" ? 1 : null;
}

/** What JavaScript writes for characters of a text: an escape, a line break (which templates fold), itself. */
const WRITTEN = /\\(?:u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|\r\n|[^])|\r\n|[^]/giu;

/** The place of the character at `index` of what `written` means; `begin` is the offset of `written`. */
function characterAt(written: string, index: number, begin: number): Range | null {
  let passed = 0;
  for (const { 0: part, index: from } of written.matchAll(WRITTEN)) {
    passed += lengthOf(part);
    if (passed > index) return [begin + from, begin + from + part.length];
  }
  return null;
}

const CONTINUED_LINE = /^\\[\r\n\u2028\u2029]/u;
const CODE_POINT = /^\\u\{(?<hex>.+)\}$/u;

/** How many UTF-16 code units a part means. */
function lengthOf(part: string): number {
  if (part === "\r\n") return 1;
  if (!part.startsWith("\\")) return part.length;
  if (CONTINUED_LINE.test(part)) return 0;
  const code = CODE_POINT.exec(part)?.groups?.["hex"];
  return code !== undefined && Number.parseInt(code, 16) > 0xffff ? 2 : 1;
}
