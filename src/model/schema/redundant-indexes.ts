/** Indexes that another one of their table makes superfluous. */

import { allIndexes } from "./indexes.ts";
import type { Field, Index, IndexField, Model } from "./types.ts";

export interface RedundantIndex {
  index: Index;
  /** What serves in its place. */
  by: Index;
  /** Whether that also holds wide text: it is many times as large, and fewer of its pages stay in memory. */
  isWider: boolean;
}

/**
 * The indexes of a model that PostgreSQL has to keep up to date for nothing: those whose columns another B-tree
 * begins with, and uniques over the very columns of another key. Of two that are the same the first one stays.
 */
export function redundantIndexes(model: Model): RedundantIndex[] {
  const all = allIndexes(model).filter(isPlain);
  return all.flatMap((index, position) => {
    const serving = all.filter(
      (other, otherPosition) => other !== index && replaces(other, index, otherPosition < position),
    );
    const narrow = serving.find((other) => !addsWideText(other, index, model));
    const by = narrow ?? serving[0];
    return by ? [{ index, by, isWider: narrow === undefined }] : [];
  });
}

/** VARCHAR of this length and more is meant for sentences and addresses. */
const WIDE = 256;

function addsWideText(other: Index, index: Index, model: Model): boolean {
  return other.fields.slice(index.fields.length).some(({ name }) => isWide(model.field(name)));
}

/** A bare `String` is text as well, and as often an id. */
function isWide(field: Field | undefined): boolean {
  if (field?.type === "Json" || field?.type === "Bytes") return true;
  const { name, arguments: [length] = [] } = field?.nativeType ?? {};
  if (name === "Text" || name === "Citext") return true;
  return name === "VarChar" && (length === undefined || Number(length) >= WIDE);
}

function isPlain({ method, partial, kind }: Index): boolean {
  return (method === null || method === "BTree") && !partial && kind !== "fulltext";
}

/** `isEarlier` decides between equals; keys come before indexes. */
function replaces(other: Index, index: Index, isEarlier: boolean): boolean {
  const isSameLength = other.fields.length === index.fields.length;
  const isPrefix = index.fields.every((field, at) => isSameField(field, other.fields[at], index));
  if (!isPrefix) return false;
  switch (index.kind) {
    case "id":
      return false;
    case "unique":
      return isSameLength && isEarlier && other.kind !== "index";
    default:
      return !isSameLength || isEarlier;
  }
}

/** A B-tree is read in both directions: of a single column the order does not matter. */
function isSameField(field: IndexField, other: IndexField | undefined, index: Index): boolean {
  if (field.name !== other?.name || field.ops !== other.ops) return false;
  return index.fields.length === 1 || (field.sort ?? "Asc") === (other.sort ?? "Asc");
}
