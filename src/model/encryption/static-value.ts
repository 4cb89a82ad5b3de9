import type { TSESTree } from "@typescript-eslint/utils";
import type { Range, WrittenList } from "./types.ts";

/**
 * A value known without running the code, and where each part of it is written: `range` in UTF-16 code
 * units of `file`, which is another module's when the value came through an import.
 */
export type StaticValue = StaticString | StaticScalar | StaticList | StaticObject | StaticDynamic;

export interface Placed {
  range: Range;
  file: string;
}

/** `range` is the literal with its quotes; of `Prisma.ModelName.Client` it is `Client`. */
export interface StaticString extends Placed {
  kind: "string";
  value: string;
}

export interface StaticScalar extends Placed {
  kind: "scalar";
  value: number | boolean | null;
}

/** An array or a `Set`. Spreads are flattened in; a part that cannot be read is a dynamic element. */
export interface StaticList extends Placed {
  kind: "array" | "set";
  elements: StaticElement[];
  /** The array literal behind it: for `new Set(NAMES)`, that of `NAMES`. */
  literal: WrittenList | null;
}

export interface StaticElement {
  value: StaticValue;
  /** The element as written in the list's literal: for what a spread brings, the spread. */
  written: Range;
  /** Its index in the literal's items; null for what a spread brings. */
  item: number | null;
}

/** An object, a `Map`, or an enum. Spreads are flattened in, in order, without dropping what they override. */
export interface StaticObject extends Placed {
  kind: "object" | "map";
  entries: StaticEntry[];
  /** Spreads and computed keys that cannot be read: any key may be among them. */
  unread: { value: StaticDynamic; written: Range }[];
  literal: WrittenList | null;
}

export interface StaticEntry {
  key: string;
  keyRange: Range;
  value: StaticValue;
  /** The property or `[key, value]` pair as written; the spread for what a spread brings. */
  written: Range;
  /** The value as written, which may be a reference to what stands elsewhere. */
  valueWritten: Range;
  item: number | null;
  /** The file of `keyRange`; `written` and `valueWritten` are in the object's own literal. */
  file: string;
}

/** What only running the code could tell. `reason` names it: "a call of `loadFields()`". */
export interface StaticDynamic extends Placed {
  kind: "dynamic";
  reason: string;
}

/** Whether something is written inside something else, rather than reached through a name. */
export function standsIn(inner: Placed, outer: Placed): boolean {
  return (
    inner.file === outer.file &&
    inner.range[0] >= outer.range[0] &&
    inner.range[1] <= outer.range[1]
  );
}

/** Where a node stands. */
export function placeOf(
  node: TSESTree.Node,
  module: { file: string },
): { range: Range; file: string } {
  return { range: node.range, file: module.file };
}

/** A node that cannot be read without running the code, and why. */
export function dynamic(
  node: TSESTree.Node,
  module: { file: string },
  reason: string,
): StaticDynamic {
  return { kind: "dynamic", reason, ...placeOf(node, module) };
}

/** The value under a key, as JavaScript would find it: the last one. Null when there is none. */
export function propertyOf(object: StaticObject, key: string): StaticValue | null {
  return object.entries.findLast((entry) => entry.key === key)?.value ?? null;
}

/** The elements that iterating over a value gives; null for what cannot be iterated over. */
export function elementsOf(value: StaticValue): StaticElement[] | null {
  if (value.kind === "array" || value.kind === "set") return value.elements;
  if (value.kind !== "map") return null;
  const { file } = value;
  const pairs = value.entries.map(
    ({ key, keyRange, value: inner, written, valueWritten, item, file: keyFile }) => ({
      value: pairOf(
        { kind: "string", value: key, range: keyRange, file: keyFile },
        { value: inner, written: valueWritten, item: null },
        { range: written, file },
      ),
      written,
      item,
    }),
  );
  return [...pairs, ...value.unread.map((unread) => ({ ...unread, item: null }))];
}

function pairOf(key: StaticString, second: StaticElement, place: Placed): StaticList {
  const first: StaticElement = { value: key, written: key.range, item: null };
  return { kind: "array", elements: [first, second], literal: null, ...place };
}

/** A `Map` from the `[key, value]` pairs that its constructor takes. */
export function mapFromPairs(
  elements: readonly StaticElement[],
  literal: WrittenList | null,
  place: { range: Range; file: string },
): StaticObject {
  const map: StaticObject = { kind: "map", entries: [], unread: [], literal, ...place };
  for (const { value, written, item } of elements) {
    const [key, second] = value.kind === "array" ? value.elements : [];
    if (key?.value.kind === "string" && second) {
      map.entries.push({
        key: key.value.value,
        keyRange: key.value.range,
        file: key.value.file,
        value: second.value,
        written,
        valueWritten: second.written,
        item,
      });
    } else {
      const dynamic = value.kind === "dynamic" ? value : keyProblem(value);
      map.unread.push({ value: dynamic, written });
    }
  }
  return map;
}

function keyProblem({ range, file }: StaticValue): StaticDynamic {
  return { kind: "dynamic", reason: "an entry that is no `[name, fields]` pair", range, file };
}
