/** Indexes that another one of their table makes superfluous. */

import { allIndexes } from "./indexes.ts";
import type { Index, IndexField, Model } from "./types.ts";

export interface RedundantIndex {
  index: Index;
  /** What serves in its place. */
  by: Index;
}

/**
 * The indexes of a model that PostgreSQL has to keep up to date for nothing: those whose columns another B-tree
 * begins with, and uniques over the very columns of another key. Of two that are the same the first one stays.
 */
export function redundantIndexes(model: Model): RedundantIndex[] {
  const all = allIndexes(model).filter(isPlain);
  return all.flatMap((index, position) => {
    const by = all.find(
      (other, otherPosition) => other !== index && replaces(other, index, otherPosition < position),
    );
    return by ? [{ index, by }] : [];
  });
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
