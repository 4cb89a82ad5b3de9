/**
 * The parser for Prisma schemas: recursive descent over character codes, with the choices of the engine's own
 * grammar (`psl/schema-ast/src/parser/datamodel.pest` of prisma-engines), so that both agree on which lines are
 * wrong. It never throws, and one broken line costs one `PrismaInvalid`.
 */

import { isUtf16, UTF16_MESSAGE } from "../encoding.ts";
import { LineTable } from "../line-table.ts";
import type { PrismaBlock, PrismaInvalid, PrismaSchema, PrismaSyntaxError, Range } from "./ast.ts";
import { byteOrderMark, code, trimEnd } from "./characters.ts";
import { isRestOfLineBlank, parseCommentBlock } from "./documentation.ts";
import { EarlierTree } from "./earlier-tree.ts";
import type { Parsed, TreePart } from "./earlier-tree.ts";
import { parseAttribute } from "./expressions.ts";
import { parseBaseType } from "./fields.ts";
import type { BlockHead } from "./head.ts";
import { keywordAt, parseBlockHead, peekBlockHead, takeKeyword, takeOpeningLine } from "./head.ts";
import { invalidLine, messages, unclosedMessage } from "./invalid.ts";
import { parseConfigMembers, parseEnumMembers, parseModelMembers } from "./members.ts";
import { Cursor, Finder, isCommentStart } from "./tokens.ts";

const nextDialect = /^\uFEFF?[^\S\r\n]*\/\/[^\S\r\n]*use[^\S\r\n]+prisma-(?:8|next)\b/;

const modelTypes = {
  model: "PrismaModel",
  view: "PrismaView",
  type: "PrismaCompositeType",
} as const;

const configTypes = { datasource: "PrismaDatasource", generator: "PrismaGenerator" } as const;

export interface ParseOptions {
  /**
   * Whether a block without its `}` is one error, ends where the next block begins, and stays in the tree: the
   * default. Without recovery such a block is read as the engine reads it, which swallows the next block or, at
   * the end of the file, blames each of its lines; so the grammars can be compared line by line.
   */
  recover?: boolean;
  /**
   * An earlier version of the text: its blocks around what was edited are taken over, and not read again. Its tree is
   * used up by that, as the nodes after the edit get new ranges.
   */
  earlier?: Parsed;
}

/**
 * Parses the text of one schema file. Any text gives a tree; what is wrong with it is in `errors`.
 * Offsets are UTF-16 code units from 0. A byte order mark at the start is passed over, and counted.
 */
export function parseSchema(text: string, options: ParseOptions = {}): PrismaSchema {
  const { recover = true, earlier } = options;
  const cursor = new Cursor(text);
  if (text.charCodeAt(0) === byteOrderMark) cursor.position = 1;
  const dialect = nextDialect.test(text) ? "prisma-8" : "prisma";
  let body: PrismaSchema["body"] = [];
  if (isUtf16(text)) cursor.errors.push({ message: UTF16_MESSAGE, range: [0, 1] });
  else if (dialect === "prisma-8") cursor.collectComments(cursor.position, text.length);
  else body = new BodyParser(cursor, recover, earlier).parse();
  return {
    type: "PrismaSchema",
    range: [0, text.length],
    loc: { start: { line: 1, column: 1 }, end: new LineTable(text).placeOf(text.length) },
    body,
    comments: cursor.comments,
    errors: cursor.errors.sort((a, b) => a.range[0] - b.range[0]),
    dialect,
  };
}

/** Reads a file from top to bottom: blocks, and what should have been one. */
class BodyParser {
  readonly #cursor: Cursor;
  readonly #body: PrismaSchema["body"] = [];
  /** What the comment block directly above documents; undefined where none is. */
  #documentationAbove: string | null | undefined;
  /**
   * What the next model, view, type or enum is documented with. A comment above a datasource or generator
   * stays here until then: so the engine has it.
   */
  #documentation: string | null = null;
  readonly #closingBraces: Finder;
  readonly #recovers: boolean;
  #unclosedBlocks = 0;
  readonly #earlier: EarlierTree | null;

  constructor(cursor: Cursor, recovers: boolean, earlier: Parsed | undefined) {
    this.#cursor = cursor;
    this.#recovers = recovers;
    this.#closingBraces = new Finder(cursor.text, "}");
    this.#earlier = earlier === undefined ? null : new EarlierTree(earlier, cursor.text);
  }

  parse(): PrismaSchema["body"] {
    const cursor = this.#cursor;
    this.#takeOver(this.#earlier?.beforeEdit() ?? null);
    for (;;) {
      cursor.skipSpaces();
      if (cursor.atEnd) return this.#body;
      if (cursor.atNewline()) {
        cursor.takeNewline();
        this.#documentationAbove = undefined;
      } else if (!this.#parseComments()) {
        const node = this.#parseBlock() ?? this.#parseInvalid();
        this.#body.push(node);
        this.#documentationAbove = undefined;
        this.#takeOver(this.#earlier?.afterBlock(node) ?? null);
      }
    }
  }

  #takeOver(part: TreePart | null): void {
    if (part === null) return;
    const cursor = this.#cursor;
    this.#body.push(...part.body);
    cursor.comments.push(...part.comments);
    cursor.errors.push(...part.errors);
    cursor.position = part.end;
  }

  #parseComments(): boolean {
    const cursor = this.#cursor;
    if (!isCommentStart(cursor.text, cursor.position)) return false;
    const comments = parseCommentBlock(cursor);
    if (comments === null) return false;
    const isFloating = isRestOfLineBlank(cursor.text, cursor.position);
    this.#documentationAbove = isFloating ? undefined : comments.documentation;
    return true;
  }

  #parseBlock(): PrismaBlock | null {
    if (this.#recovers) return this.#readBlock();
    // Where one block lacks its end, so do all that begin after it.
    if (this.#unclosedBlocks > 0) return null;
    const mark = this.#cursor.mark();
    const block = this.#readBlock();
    if (this.#unclosedBlocks === 0) return block;
    this.#cursor.reset(mark);
    return null;
  }

  #readBlock(): PrismaBlock | null {
    const head = parseBlockHead(this.#cursor);
    if (head === null) return null;
    const above = this.#documentationAbove;
    if (above !== undefined) this.#documentation = above;
    const { kind } = head;
    if (kind === "datasource" || kind === "generator") {
      const members = parseConfigMembers(this.#cursor, this.#recovers, kind);
      const base = this.#closeBlock(head, above ?? null);
      return { type: configTypes[kind], ...base, members };
    }
    const documentation = this.#documentation;
    this.#documentation = null;
    if (kind === "enum") {
      const members = parseEnumMembers(this.#cursor, this.#recovers);
      return { type: "PrismaEnum", ...this.#closeBlock(head, documentation), members };
    }
    const members = parseModelMembers(this.#cursor, this.#recovers);
    return { type: modelTypes[kind], ...this.#closeBlock(head, documentation), members };
  }

  /** Takes the `}` of a block whose members are read, or reports that there is none. */
  #closeBlock(head: BlockHead, documentation: string | null) {
    const cursor = this.#cursor;
    const { keyword, name, openBrace } = head;
    let end: number;
    if (cursor.peek() === code.closeBrace) {
      cursor.position++;
      end = cursor.position;
    } else {
      end = trimEnd(cursor.text, openBrace + 1, cursor.position);
      cursor.errors.push(unclosedError(cursor, head));
      this.#unclosedBlocks++;
    }
    const range: Range = [keyword.range[0], end];
    const bodyRange: Range = [openBrace, end];
    return { range, keyword, name, bodyRange, documentation };
  }

  #parseInvalid(): PrismaInvalid {
    const start = this.#cursor.position;
    return (
      this.#parseTypeAlias(start) ??
      this.#parseUnknownBlock(start) ??
      invalidLine(this.#cursor, start, messages.topLevelLine)
    );
  }

  /** `type Id = String @id`, gone since Prisma 3. What follows it on its line is read as a new line. */
  #parseTypeAlias(start: number): PrismaInvalid | null {
    const cursor = this.#cursor;
    if (keywordAt(cursor) !== "type") return null;
    const mark = cursor.mark();
    const end = readTypeAlias(cursor);
    if (end === null) {
      cursor.reset(mark);
      return null;
    }
    const range: Range = [start, end];
    cursor.errors.push({ message: messages.typeAlias, range });
    return { type: "PrismaInvalid", range, message: messages.typeAlias };
  }

  /** `table {` … `}`: a block with a name but no keyword, up to the nearest `}`. */
  #parseUnknownBlock(start: number): PrismaInvalid | null {
    const cursor = this.#cursor;
    const mark = cursor.mark();
    const name = cursor.name();
    cursor.skipSpaces();
    const opens = name !== null && cursor.peek() === code.openBrace;
    const close =
      opens && takeOpeningLine(cursor, cursor.position)
        ? this.#closingBraces.next(cursor.position)
        : -1;
    if (name === null || close === -1) {
      cursor.reset(mark);
      return null;
    }
    cursor.collectComments(cursor.position, close);
    cursor.position = close + 1;
    cursor.errors.push({ message: messages.unknownBlock, range: name.range });
    return { type: "PrismaInvalid", range: [start, close + 1], message: messages.unknownBlock };
  }
}

/** Blames the line that begins the next block; where none follows, the block's own. */
function unclosedError(cursor: Cursor, head: BlockHead): PrismaSyntaxError {
  const { keyword, name } = peekBlockHead(cursor) ?? head;
  const range: Range = [keyword.range[0], name.range[1]];
  return { message: unclosedMessage(head.name.name), range };
}

/** @returns the end of the alias, or null where the line is none. */
function readTypeAlias(cursor: Cursor): number | null {
  takeKeyword(cursor, "type");
  if (cursor.name() === null) return null;
  cursor.skipSpaces();
  if (!cursor.take(code.equals)) return cursor.fail();
  const base = parseBaseType(cursor);
  if (base === null) return null;
  return endOfAttributes(cursor) ?? base.end;
}

/** Reads attributes as long as they are sound. Null without any. */
function endOfAttributes(cursor: Cursor): number | null {
  let end: number | null = null;
  for (;;) {
    cursor.skipSpaces();
    const mark = cursor.mark();
    const attribute = parseAttribute(cursor);
    if (attribute === null) {
      cursor.reset(mark);
      return end;
    }
    end = attribute.range[1];
  }
}
