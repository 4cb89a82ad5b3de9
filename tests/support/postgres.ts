/**
 * PostgreSQL in the process (PGlite), started from a copy of an empty database. PGlite without one runs `initdb`
 * each time, which takes five times as long as all the rest of its start.
 */

import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { Extensions } from "@electric-sql/pglite";

/** An empty database; some 800 MB, so one for each test file. */
export async function startPostgres(extensions: Extensions = {}): Promise<PGlite> {
  emptyDatabase ??= readEmptyDatabase();
  return PGlite.create({ extensions, loadDataDir: await emptyDatabase });
}

let emptyDatabase: Promise<Blob> | undefined;

/** The copy is kept from run to run, one for each version of PGlite. */
async function readEmptyDatabase(): Promise<Blob> {
  const file = join(import.meta.dirname, `../../node_modules/.cache/pglite-${pgliteVersion()}.tar`);
  if (!existsSync(file)) await writeEmptyDatabase(file);
  return new Blob([readFileSync(file)]);
}

async function writeEmptyDatabase(file: string): Promise<void> {
  const database = await PGlite.create();
  const copy = await database.dumpDataDir("none");
  await database.close();
  mkdirSync(dirname(file), { recursive: true });
  // Others may be doing the same at the moment: the file is there as a whole, or not at all.
  const part = `${file}.${randomUUID()}`;
  writeFileSync(part, new Uint8Array(await copy.arrayBuffer()));
  renameSync(part, file);
}

function pgliteVersion(): string {
  const main = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const text = readFileSync(join(dirname(main), "../package.json"), "utf8");
  return String((JSON.parse(text) as { version: unknown }).version);
}
