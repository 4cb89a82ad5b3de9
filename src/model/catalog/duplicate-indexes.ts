/** Indexes of one table that are the same. */

import type { SqlIndexElem } from "../../languages/postgresql/ast.ts";
import { expressionText } from "./expression-text.ts";
import { conjuncts } from "./predicates.ts";
import { namesField, textField } from "./tree.ts";
import type { Key, Table, TableIndex } from "./types.ts";

export interface DuplicateIndex {
  index: TableIndex;
  /** The name of the index or constraint that does the same. */
  by: string;
}

/** What an index does, apart from its name. */
interface Shape {
  name: string;
  index: TableIndex | null;
  signature: string;
  unique: boolean;
  nullsNotDistinct: boolean;
}

/**
 * The indexes of a table beside which another one does all that they do: the same method over the same columns or
 * expressions and the same rows. One that is unique also stands for one that is not.
 *
 * @param isKept whether to keep an index rather than its double; constraints are kept before all, then what came first
 */
export function duplicateIndexes(
  table: Table,
  isKept: (index: TableIndex) => boolean,
): DuplicateIndex[] {
  const keys = [table.primaryKey, ...table.uniques].filter((key) => key !== null);
  const indexes = table.indexes.filter(({ valid }) => valid);
  const kept = indexes.filter(isKept);
  const others = indexes.filter((index) => !isKept(index));
  const shapes = [...keys.map(shapeOfKey), ...[...kept, ...others].map(shapeOfIndex)];
  return shapes.flatMap(({ index, ...shape }, position) => {
    if (index === null) return [];
    const by = shapes.find(
      (other, at) => other.index !== index && doesAll(other, shape, at < position),
    );
    return by ? [{ index, by: by.name }] : [];
  });
}

function doesAll(other: Shape, shape: Omit<Shape, "index">, isEarlier: boolean): boolean {
  if (other.signature !== shape.signature) return false;
  if (!shape.unique) return other.unique || isEarlier;
  return other.unique && other.nullsNotDistinct === shape.nullsNotDistinct && isEarlier;
}

/** The index that PostgreSQL makes for a primary key or a unique constraint. */
function shapeOfKey({ name, columns }: Key): Shape {
  return {
    name: name ?? "",
    index: null,
    signature: signatureOf("btree", columns.map(elementOf), "", []),
    unique: true,
    nullsNotDistinct: false,
  };
}

function shapeOfIndex(index: TableIndex): Shape {
  const { name, method, elements, predicate, included, unique, nullsNotDistinct } = index;
  const where = predicate === null ? "" : [...conjuncts(predicate.node)].sort().join(" AND ");
  return {
    name: name ?? "",
    index,
    signature: signatureOf(method, elements.map(elementText), where, included),
    unique,
    nullsNotDistinct,
  };
}

function signatureOf(
  method: string,
  elements: readonly string[],
  where: string,
  included: readonly string[],
): string {
  return JSON.stringify([method, elements, where, [...included].sort()]);
}

function elementText(element: SqlIndexElem): string {
  const { name, expr } = element;
  const ordering = textField(element, "ordering");
  const isDescending = ordering === "SORTBY_DESC";
  // Without a word of it, NULLS come last where values ascend, and first where they descend.
  const nulls = textField(element, "nulls_ordering");
  const isNullsFirst =
    nulls === "SORTBY_NULLS_FIRST" || (isDescending && nulls !== "SORTBY_NULLS_LAST");
  return [
    name === undefined ? (expr ? expressionText(expr, { bare: true }) : "") : elementOf(name),
    isDescending ? "DESC" : "",
    isNullsFirst === isDescending ? "" : "NULLS",
    namesField(element, "collation").join("."),
    namesField(element, "opclass").join("."),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function elementOf(column: string): string {
  return JSON.stringify(column);
}
