import type { Provenance, Table } from "../catalog/types.ts";
import type { Index, Model } from "../schema/types.ts";
import { differenceAt, hasColumns, lastTouched, nameOf, newest } from "./difference.ts";
import type { Difference } from "./types.ts";

/** An index as both sides can be compared by: what it covers, not what it is called. */
interface Shape {
  columns: readonly string[];
  unique: boolean;
  partial: boolean;
  method: string;
}

interface Found extends Shape {
  name: string | null;
  origin: Provenance;
}

/** An index of the schema. */
interface Declared {
  index: Index;
  shape: Shape;
}

export function compareIndexes(model: Model, table: Table): Difference[] {
  const found = foundIndexes(table);
  const expected = [...model.uniques, ...model.indexes]
    .filter(({ kind }) => kind !== "fulltext")
    .map((index) => ({ index, shape: shapeOf(index, model) }));
  const absent = expected
    .filter(({ shape }) => hasColumns(table, shape.columns))
    .filter(({ shape }) => !found.some((other) => serves(other, shape)));
  return [
    ...comparePrimaryKey(model, table),
    ...missing(absent, model, table),
    ...extra(
      found
        // Prisma sees no partial index, and takes none away.
        .filter((index) => !index.partial)
        .filter((index) => !expected.some(({ shape }) => isSame(shape, index))),
      model,
      table,
    ),
  ];
}

function foundIndexes(table: Table): Found[] {
  const constraints = table.uniques.map(({ name, columns, origin }) => {
    return { name, columns, origin, unique: true, partial: false, method: "btree" };
  });
  const indexes = table.indexes.flatMap((index) => {
    const columns = index.columns.filter((column) => column !== null);
    // Prisma has no words for expressions.
    return columns.length === index.columns.length ? [{ ...index, columns }] : [];
  });
  return [...constraints, ...indexes];
}

function shapeOf(index: Index, model: Model): Shape {
  return {
    columns: columnsOf(index, model),
    unique: index.kind === "unique",
    partial: index.partial,
    method: (index.method ?? "BTree").toLowerCase(),
  };
}

function columnsOf(index: Index, model: Model): string[] {
  return index.fields.map(({ name }) => model.field(name)?.databaseName ?? name);
}

/** Prisma 6 has no word for a predicate: a partial index is declared as one over all rows. No unique one, though. */
function serves(found: Shape, expected: Shape): boolean {
  return isAlike(found, expected) && !(expected.unique && found.partial !== expected.partial);
}

function isSame(a: Shape, b: Shape): boolean {
  return isAlike(a, b) && a.partial === b.partial;
}

/** The same but for a predicate. */
function isAlike(a: Shape, b: Shape): boolean {
  return a.unique === b.unique && a.method === b.method && isSameList(a.columns, b.columns);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, position) => item === b[position]);
}

function comparePrimaryKey(model: Model, table: Table): Difference[] {
  if (model.primaryKey === null) return [];
  const expected = columnsOf(model.primaryKey, model);
  const found = table.primaryKey?.columns ?? null;
  if (found !== null && isSameList(found, expected)) return [];
  const place = { path: model.file.path, range: model.primaryKey.node.range };
  const subject = { table: table.name, name: expected.join(", "), expected: expected.join(", ") };
  return found === null
    ? [differenceAt("missingPrimaryKey", place, { ...subject, touched: lastTouched(table) })]
    : [
        differenceAt("differentPrimaryKey", place, {
          ...subject,
          found: found.join(", "),
          touched: table.primaryKey?.origin ?? null,
        }),
      ];
}

/** Uniques one by one, for each is a promise; of the other indexes of a model several are one finding. */
function missing(absent: readonly Declared[], model: Model, table: Table): Difference[] {
  if (absent.length === 0) return [];
  const uniques = absent.filter(({ shape }) => shape.unique);
  const others = absent.filter(({ shape }) => !shape.unique);
  const subject = { table: table.name, touched: lastTouched(table) };
  const one = ({ index, shape }: Declared, kind: "missingUnique" | "missingIndex") =>
    differenceAt(
      kind,
      { path: model.file.path, range: index.node.range },
      { ...subject, name: shape.columns.join(", ") },
    );
  const names = others.map(({ shape }) => `(${shape.columns.join(", ")})`).join(", ");
  return [
    ...uniques.map((declared) => one(declared, "missingUnique")),
    ...(others.length > 1
      ? [differenceAt("missingIndexes", nameOf(model), { ...subject, name: names })]
      : others.map((declared) => one(declared, "missingIndex"))),
  ];
}

/** Uniques one by one, for each is a promise; the other indexes of a table together. */
function extra(indexes: readonly Found[], model: Model, table: Table): Difference[] {
  const uniques = indexes.filter(({ unique }) => unique);
  const others = indexes.filter(({ unique }) => !unique);
  const [first] = others;
  return [
    ...uniques.map((index) =>
      differenceAt("extraUnique", nameOf(model), {
        table: table.name,
        name: index.columns.join(", "),
        found: index.name ?? "",
        touched: index.origin,
      }),
    ),
    ...(first
      ? [
          differenceAt("extraIndex", nameOf(model), {
            table: table.name,
            name: others.map(describe).join(", "),
            touched: newest(
              others.map(({ origin }) => origin),
              first.origin,
            ),
          }),
        ]
      : []),
  ];
}

function describe({ name, columns }: Found): string {
  return `'${name ?? ""}' (${columns.join(", ")})`;
}
