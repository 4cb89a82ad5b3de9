/** The SQL that Prisma Migrate writes for a schema, by its own engine, without a database. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import * as runtime from "@prisma/schema-engine-wasm/schema_engine_bg";
import { forEngine7 } from "./prisma-engine.ts";
import type { SchemaTexts } from "./schemas.ts";

/** Node has it; the type library without the DOM does not. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: object } }>;
};

/** The statements that create the schema in an empty database. */
export async function migrationSql(files: SchemaTexts): Promise<string> {
  const engine = await startEngine();
  const { stdout } = await engine.diff({
    from: { tag: "empty" },
    to: {
      tag: "schemaDatamodel",
      files: files.map(forEngine7).map(([path, content]) => ({ path, content })),
    },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return stdout ?? "";
}

let started: Promise<SchemaEngine> | undefined;

function startEngine(): Promise<SchemaEngine> {
  started ??= instantiate();
  return started;
}

async function instantiate(): Promise<SchemaEngine> {
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = readFileSync(path.replace(/schema_engine\.js$/u, "schema_engine_bg.wasm"));
  const imports = { "./schema_engine_bg.js": { ...runtime } };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  call(runtime, "__wbg_set_wasm", instance.exports);
  call(instance.exports, "__wbindgen_start");
  const ignoreLog = () => undefined;
  return runtime.SchemaEngine.new({ datamodels: undefined }, ignoreLog, adapter);
}

/** Calls what the package exports for its own loader, and does not declare. */
function call(target: object, name: string, ...values: unknown[]): void {
  const member: unknown = Reflect.get(target, name);
  if (typeof member !== "function") throw new Error(`${name} is missing`);
  Reflect.apply(member, undefined, values);
}

/** A connection to a PostgreSQL that holds nothing: the engine asks for no more than its version. */
const connection = {
  provider: "postgres",
  adapterName: "empty-database",
  getConnectionInfo: () => ok({ schemaName: "public", supportsRelationJoins: true }),
  queryRaw: async () => ok({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => ok(0),
  executeScript: async () => ok(undefined),
  dispose: async () => ok(undefined),
};

const adapter = {
  provider: "postgres",
  adapterName: "empty-database",
  connect: async () => ok(connection),
  connectToShadowDb: async () => ok(connection),
};

function ok(value: unknown) {
  return { ok: true, value };
}
