/** The scripts that undo migrations, and what they leave behind. */

import { dirname, join } from "node:path";

import { replayHistory } from "../model/catalog/replay.ts";
import type { History } from "../model/catalog/replay.ts";
import type { Catalog, MigrationFile } from "../model/catalog/types.ts";
import { roundTrips } from "../model/migration/reversal.ts";
import { currentRound } from "./cache.ts";
import { readScript } from "./migrations.ts";
import { DOWN_SCRIPT } from "./migrations-folder.ts";
import { remembered } from "./remembered.ts";
import type { Project } from "./snapshot.ts";

const historyOf = remembered<MigrationFile, History>(replayHistory);

/** The script beside a migration that undoes it; null when there is none. */
export function downScriptOf(path: string): MigrationFile | null {
  return readScript(join(dirname(path), DOWN_SCRIPT));
}

/** The catalogs around one migration and the script that undoes it. */
export interface Reversal {
  before: Catalog;
  after: Catalog;
  undone: Catalog;
}

interface Read {
  round: number;
  scripts: ReadonlyMap<string, MigrationFile>;
}

const read = new Map<string, Read>();

/** The scripts by the path of the migration that each undoes; read once a round, as the migrations are. */
function downScripts(key: string, migrations: readonly MigrationFile[]): Read["scripts"] {
  const known = read.get(key);
  if (known?.round === currentRound()) return known.scripts;
  const scripts = new Map<string, MigrationFile>();
  for (const { path } of migrations) {
    const script = downScriptOf(path);
    if (script) scripts.set(path, script);
  }
  read.set(key, { round: currentRound(), scripts });
  return scripts;
}

/** What running the linted migration and its down script makes of the catalog; null when it has none. */
export function reversalOf({ migrations, location, path }: Project): Reversal | null {
  const key = location?.schema ?? dirname(dirname(path));
  const { files, indexes } = roundTrips(migrations, downScripts(key, migrations));
  const index = indexes.get(path);
  if (index === undefined) return null;
  const history = historyOf(key, files);
  return {
    before: history.before(index),
    after: history.before(index + 1),
    undone: history.before(index + 2),
  };
}
