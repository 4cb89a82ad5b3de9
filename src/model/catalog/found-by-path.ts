import type { SchemaModel } from "../schema/types.ts";
import type { Catalog } from "./types.ts";

type Find<Found> = (catalog: Catalog, schema: SchemaModel | null) => Iterable<Found>;

interface Known<Found> {
  schema: SchemaModel | null;
  byPath: ReadonlyMap<string, readonly Found[]>;
}

/**
 * What is found in a whole catalog, for one script at a time: found once for all of them, as hundreds of scripts ask
 * about the same catalog.
 *
 * @param pathsOf the scripts that something is found for, each once
 */
export function foundByPath<Found>(
  find: Find<Found>,
  pathsOf: (found: Found) => Iterable<string>,
): (catalog: Catalog, schema: SchemaModel | null, path: string) => readonly Found[] {
  const known = new WeakMap<Catalog, Known<Found>>();
  return (catalog, schema, path) => {
    let last = known.get(catalog);
    if (last?.schema !== schema) {
      last = { schema, byPath: groupByPath(find(catalog, schema), pathsOf) };
      known.set(catalog, last);
    }
    return last.byPath.get(path) ?? [];
  };
}

function groupByPath<Found>(
  all: Iterable<Found>,
  pathsOf: (found: Found) => Iterable<string>,
): Map<string, Found[]> {
  const byPath = new Map<string, Found[]>();
  for (const found of all) {
    for (const path of pathsOf(found)) {
      const group = byPath.get(path);
      if (group) group.push(found);
      else byPath.set(path, [found]);
    }
  }
  return byPath;
}
