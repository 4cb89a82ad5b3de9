import type { Range, SqlDropObject, SqlOther, SqlStatement } from "./ast.ts";
import { dropObjects } from "./drop-objects.ts";
import { extentOf } from "./extents.ts";
import { type Layout, layoutOf } from "./layouts.ts";
import type { OffsetMap } from "./offsets.ts";
import { structType } from "./struct-types.ts";
import type { TokenList, Window } from "./token-list.ts";
import type { RawFields, RawValue } from "./wasm.ts";
import { tokenText } from "./strings.ts";

/** Expressions nested deeper than this are refused, so that every reader of the tree may recurse. */
const MAX_TREE_DEPTH = 1000;

/** Thrown by `convertStatement` and `convertNode`, and caught where they are called. */
export class TreeTooDeep extends Error {}

/** What a conversion needs to know of the text: its tokens, and how locations map to offsets of the file. */
export interface ConversionSource {
  tokens: TokenList;
  toOffset: OffsetMap;
}

/**
 * Converts one statement as libpg-query gives it to our tree, with ranges of the file.
 * `window` are the statement's tokens. Throws `TreeTooDeep`.
 */
export function convertStatement(
  stmt: RawFields,
  window: Window,
  source: ConversionSource,
): SqlStatement {
  return asStatement(new Converter(source).root(stmt, window));
}

/** Converts a node that is no statement of its own, such as an expression. Throws `TreeTooDeep`. */
export function convertNode(stmt: RawFields, window: Window, source: ConversionSource): SqlOther {
  return new Converter(source).root(stmt, window);
}

/** PostgreSQL's grammar vouches for the shape: the converter keeps its fields and adds what we promise. */
function asStatement(node: SqlOther): SqlStatement {
  return node as unknown as SqlStatement;
}

/** A node whose place is not known yet: it takes one in the nearest enclosing node that has a range. */
interface Unplaced {
  node: SqlOther;
  /** The text to look for; null for nodes that hold other nodes. */
  name: string | null;
  /** Where this node's own unplaced children begin in the list. */
  firstChild: number;
}

/** PostgreSQL's JSON leaves out zeros, `false` and empty strings; these nodes are nothing without them. */
const DEFAULTS: Record<string, RawFields> = {
  Integer: { ival: 0 },
  Float: { fval: "" },
  Boolean: { boolval: false },
  String: { sval: "" },
  BitString: { bsval: "" },
};

/** Fields that hold byte offsets: `range` says it better. */
const OFFSET_FIELDS = new Set([
  "location",
  "name_location",
  "list_start",
  "list_end",
  "rexpr_list_start",
  "rexpr_list_end",
  "stmt_location",
  "stmt_len",
]);

/** How far a name is looked for among its parent's tokens; names stand near their parent's start. */
const SEARCH_LIMIT = 200;

/** How far left of its first located child a nested statement's first keyword may stand. */
const VERB_DISTANCE = 12;

class Converter {
  readonly #tokens: TokenList;
  readonly #toOffset: OffsetMap;
  readonly #unplaced: Unplaced[] = [];
  /** The tokens that the children converted so far cover. */
  #reach: Window | null = null;
  #depth = 0;

  constructor({ tokens, toOffset }: ConversionSource) {
    this.#tokens = tokens;
    this.#toOffset = toOffset;
  }

  root(stmt: RawFields, window: Window): SqlOther {
    const [name] = Object.keys(stmt);
    return this.#node(name ?? "Unknown", asFields(stmt[name ?? ""]), window);
  }

  #node(name: string, fields: RawFields, given: Window | undefined): SqlOther {
    if (++this.#depth > MAX_TREE_DEPTH) throw new TreeTooDeep();
    const outerReach = this.#reach;
    const firstChild = this.#unplaced.length;
    const start = this.#locate(fields);
    const own = given ?? (start < 0 ? null : extentOf(name, this.#tokens, start));
    const node: SqlOther = { type: otherType(name), range: [0, 0] };
    this.#reach = null;
    this.#fields(name, fields, own, node);
    const window = given ?? this.#wholeWindow(name, own);
    if (window === null) this.#unplaced.push({ node, name: nameOf(name, node), firstChild });
    else this.#place(node, window, firstChild);
    this.#reach = join(outerReach, window);
    this.#depth--;
    if (name.endsWith("Stmt")) node.tokens = window === null ? [] : this.#tokens.slice(window);
    if (window !== null) this.#finish(name, node, start, window);
    return node;
  }

  #fields(name: string, fields: RawFields, own: Window | null, node: SqlOther): void {
    const layout = own === null ? undefined : this.#layout(name, fields, own);
    const defaults = DEFAULTS[name];
    if (defaults !== undefined) Object.assign(node, defaults);
    for (const field in fields) {
      if (OFFSET_FIELDS.has(field)) continue;
      node[field] = this.#value(name, field, fields[field] ?? null, layout?.[field]);
    }
  }

  #layout(name: string, fields: RawFields, window: Window): Layout | undefined {
    const locate = (child: RawValue | undefined): number => this.#locateChild(child);
    return layoutOf(name)?.({ fields, window, tokens: this.#tokens, locate });
  }

  #value(
    owner: string,
    field: string,
    value: RawValue,
    given: Window | Window[] | undefined,
  ): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      return value.map((element, index) =>
        this.#value(owner, field, element, Array.isArray(given) ? given[index] : undefined),
      );
    }
    const window = Array.isArray(given) ? undefined : given;
    const wrapped = wrappedName(value);
    if (wrapped === null) return this.#node(structType(owner, field), value, window);
    return this.#node(wrapped, asFields(value[wrapped]), window);
  }

  /** The token at a node's location, or -1. */
  #locate(fields: RawFields): number {
    const { location } = fields;
    if (typeof location !== "number" || location < 0) return -1;
    return this.#tokens.indexAt(this.#toOffset(location));
  }

  #locateChild(child: RawValue | undefined): number {
    if (typeof child !== "object" || child === null || Array.isArray(child)) return -1;
    const wrapped = wrappedName(child);
    return this.#locate(wrapped === null ? child : asFields(child[wrapped]));
  }

  /** What the node and its children cover, brackets in pairs. */
  #wholeWindow(name: string, own: Window | null): Window | null {
    const covered = join(own, this.#reach);
    if (covered === null) return null;
    const window = this.#tokens.balanced(covered);
    return own === null && name.endsWith("Stmt") ? this.#withVerb(name, window) : window;
  }

  /** A statement inside another has no location: its keyword is looked for before its first child. */
  #withVerb(name: string, window: Window): Window {
    const verb = verbOf(name);
    const limit = Math.max(0, window.from - VERB_DISTANCE);
    for (let index = window.from; index >= limit; index--) {
      if (this.#tokens.isWord(index, verb)) return { from: index, to: window.to };
    }
    return window;
  }

  #place(node: SqlOther, window: Window, firstChild: number): void {
    node.range = this.#tokens.range(window);
    if (this.#unplaced.length === firstChild) return;
    const pending = this.#unplaced.splice(firstChild);
    let cursor = window.from;
    for (const [index, { node: child, name, firstChild: first }] of pending.entries()) {
      if (name === null) {
        const parts = pending.slice(first - firstChild, index).map((part) => part.node.range);
        child.range = cover(parts) ?? node.range;
        continue;
      }
      const found = this.#findName(name, cursor, window.to);
      child.range = this.#tokens.at(found)?.range ?? node.range;
      if (found >= 0) cursor = found + 1;
    }
  }

  #findName(name: string, from: number, to: number): number {
    const limit = Math.min(to, from + SEARCH_LIMIT);
    for (let index = from; index < limit; index++) {
      const token = this.#tokens.at(index);
      if (token !== undefined && tokenText(token) === name) return index;
    }
    return -1;
  }

  /** What we promise beyond PostgreSQL's fields. */
  #finish(name: string, node: SqlOther, start: number, window: Window): void {
    if (name === "ColumnDef") node.nameRange = this.#tokens.at(start)?.range ?? node.range;
    else if (name === "AlterTableCmd") this.#finishCommand(node, window);
    else if (name === "DoStmt" || name === "CreateFunctionStmt") node.body = null;
    else if (name === "DropStmt") {
      const objects: SqlDropObject[] = dropObjects(node, this.#tokens, window);
      node.objects = objects;
    }
  }

  /** ALTER COLUMN … TYPE carries a column definition without the column's name. */
  #finishCommand(node: SqlOther, window: Window): void {
    const { name, def } = node;
    if (typeof name !== "string") return;
    const found = this.#findName(name, window.from + 1, window.to);
    const nameRange = this.#tokens.at(found)?.range;
    if (nameRange !== undefined) node.nameRange = nameRange;
    if (!isColumnDefinition(def) || def.colname !== undefined) return;
    def.colname = name;
    def.nameRange = nameRange ?? node.range;
  }
}

function isColumnDefinition(value: unknown): value is SqlOther {
  return (
    typeof value === "object" && value !== null && "type" in value && value.type === "SqlColumnDef"
  );
}

function otherType(name: string): SqlOther["type"] {
  return `Sql${name}` as SqlOther["type"];
}

/** The name in `{ Name: { … } }`; null for a bare struct, whose fields begin with a small letter. */
function wrappedName(value: RawFields): string | null {
  for (const key in value) {
    const first = key.charCodeAt(0);
    return first >= 0x41 && first <= 0x5a ? key : null;
  }
  return null;
}

function asFields(value: RawValue | undefined): RawFields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function nameOf(name: string, node: SqlOther): string | null {
  if (name === "A_Star") return "*";
  const { sval } = node;
  return name === "String" && typeof sval === "string" ? sval : null;
}

/** `CreateSeqStmt` begins with CREATE; an index statement too. */
function verbOf(name: string): string {
  const word = /^[A-Z][a-z]+/.exec(name)?.[0].toLowerCase() ?? "";
  return word === "index" || word === "view" ? "create" : word;
}

function join(a: Window | null, b: Window | null): Window | null {
  if (a === null) return b;
  if (b === null) return a;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

function cover(ranges: readonly Range[]): Range | null {
  const [first] = ranges;
  if (first === undefined) return null;
  return ranges.reduce<Range>(
    (whole, range) => [Math.min(whole[0], range[0]), Math.max(whole[1], range[1])],
    first,
  );
}
