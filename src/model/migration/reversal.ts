/** Whether a script undoes a migration: what the catalog was, and what it is when both have run. */

import type {
  Catalog,
  Column,
  EnumType,
  ForeignKey,
  Key,
  MigrationFile,
  Provenance,
  Table,
  TableIndex,
} from "../catalog/types.ts";

/** Something that is not as it was. */
export interface Remainder {
  /** `the column 'note' of 'Visit'`. */
  subject: string;
  /** What became of it: it is still there, it is missing, or it is there in another shape. */
  state: "stays" | "is missing" | "differs";
  /** Where it comes from, of what is there. */
  origin: Provenance | null;
}

/** Up, down, and up again for each migration that has a script to undo it; the places of the first two. */
export interface RoundTrips {
  files: readonly MigrationFile[];
  /** By the migration's path: the index of the migration, which its down script follows. */
  indexes: ReadonlyMap<string, number>;
}

/**
 * A history in which each migration is undone and run again at once. Replayed in one go, it tells for all of
 * them what undoing leaves behind.
 *
 * @param downs by the path of the migration
 */
export function roundTrips(
  migrations: readonly MigrationFile[],
  downs: ReadonlyMap<string, MigrationFile>,
): RoundTrips {
  const files: MigrationFile[] = [];
  const indexes = new Map<string, number>();
  for (const migration of migrations) {
    const down = downs.get(migration.path);
    if (down) {
      indexes.set(migration.path, files.length);
      files.push(migration, down);
    }
    files.push(migration);
  }
  return { files, indexes };
}

/** What differs between two catalogs that should be equal, by the names of what they hold. */
export function remainders(before: Catalog, after: Catalog): Remainder[] {
  return [
    ...compare(before.tables, after.tables, (table) => `the table '${table.name}'`, compareTables),
    ...compare(before.enums, after.enums, (type) => `the enum '${type.name}'`, compareEnums),
  ];
}

type Inside<Item> = (before: Item, after: Item) => Remainder[];

function compare<Item extends { origin: Provenance }>(
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
  describe: (item: Item) => string,
  inside: Inside<Item>,
): Remainder[] {
  const found: Remainder[] = [];
  for (const [key, was] of before) {
    const is = after.get(key);
    if (is === undefined) found.push({ subject: describe(was), state: "is missing", origin: null });
    else if (is !== was) found.push(...inside(was, is));
  }
  for (const [key, is] of after)
    if (!before.has(key)) found.push({ subject: describe(is), state: "stays", origin: is.origin });
  return found;
}

/** The order of columns is no matter: what is dropped and added again comes last. */
function compareTables(before: Table, after: Table): Remainder[] {
  if (before.opaque || after.opaque) return [];
  const of = ` of '${after.name}'`;
  const described =
    (kind: string) =>
    ({ name }: { name: string | null }) =>
      name === null ? `a ${kind}${of}` : `the ${kind} '${name}'${of}`;
  const differs =
    <Item extends { name: string | null; origin: Provenance }>(
      kind: string,
      shape: (item: Item) => string,
    ): Inside<Item> =>
    (was, is) =>
      shape(was) === shape(is)
        ? []
        : [{ subject: described(kind)(is), state: "differs", origin: is.origin }];
  return [
    ...compare(before.columns, after.columns, described("column"), differs("column", columnShape)),
    ...compare(
      named(keysOf(before), keyShape),
      named(keysOf(after), keyShape),
      described("constraint"),
      differs("constraint", keyShape),
    ),
    ...compare(
      named(before.foreignKeys, foreignKeyShape),
      named(after.foreignKeys, foreignKeyShape),
      described("foreign key"),
      differs("foreign key", foreignKeyShape),
    ),
    ...compare(
      named(before.indexes, indexShape),
      named(after.indexes, indexShape),
      described("index"),
      differs("index", indexShape),
    ),
  ];
}

function keysOf({ primaryKey, uniques, checks, exclusions }: Table): readonly Key[] {
  return [...(primaryKey ? [primaryKey] : []), ...uniques, ...checks, ...exclusions];
}

/** Items by their names, those without one by their shapes. */
function named<Item extends { name: string | null }>(
  items: readonly Item[],
  shape: (item: Item) => string,
): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.name ?? `(${shape(item)})`, item]));
}

function columnShape({ type, typeSchema, notNull, sequence, hasDefault }: Column): string {
  return JSON.stringify([type, typeSchema, notNull, sequence, hasDefault]);
}

function keyShape({ columns }: Key): string {
  return JSON.stringify(columns);
}

function foreignKeyShape({ columns, references }: ForeignKey): string {
  const { schema, table, columns: referenced } = references;
  return JSON.stringify([columns, schema, table, referenced]);
}

function indexShape({ columns, unique, partial, method }: TableIndex): string {
  return JSON.stringify([columns, unique, partial, method]);
}

function compareEnums(before: EnumType, after: EnumType): Remainder[] {
  const { name, origin } = after;
  if (before.values.join("\n") === after.values.join("\n")) return [];
  const extra = after.values.find((value) => !before.values.includes(value));
  if (extra !== undefined)
    return [{ subject: `the value '${extra}' of '${name}'`, state: "stays", origin }];
  return [{ subject: `the enum '${name}'`, state: "differs", origin }];
}
