/**
 * The real Prisma Client on a real PostgreSQL (PGlite): the judge of what messages and pages say that Prisma does.
 * It is put together as the generator does it, from what Prisma's engine makes of the schema; nothing is generated.
 */

import { createRequire } from "node:module";
import type { PGlite } from "@electric-sql/pglite";
import type * as Runtime from "@prisma/client/runtime/client";
import { buildAndSerializeParamGraph } from "@prisma/param-graph-builder";
import { PGliteAdapter } from "./pglite-adapter.ts";
import { engineDocument } from "./prisma-engine.ts";
import { migrationSql } from "./schema-engine.ts";
import type { SchemaTexts } from "./schemas.ts";
import { startPostgres } from "./postgres.ts";

/** Node has it; the type library without the DOM does not. */
declare const WebAssembly: { Module: new (bytes: Uint8Array) => object };

export type Row = Readonly<Record<string, unknown>>;
export type Args = Readonly<Record<string, unknown>>;

/** What the tests call of a model. */
interface Delegate {
  findFirst(args?: Args): Promise<Row | null>;
  findMany(args?: Args): Promise<Row[]>;
  groupBy(args: Args): Promise<Row[]>;
  create(args: Args): Promise<Row>;
  createMany(args: Args): Promise<Row>;
  createManyAndReturn(args: Args): Promise<Row[]>;
  update(args: Args): Promise<Row>;
  updateMany(args: Args): Promise<Row>;
  updateManyAndReturn(args: Args): Promise<Row[]>;
  upsert(args: Args): Promise<Row>;
  delete(args: Args): Promise<Row>;
  deleteMany(args?: Args): Promise<Row>;
}

export interface QueryEvent {
  query: string;
  params: string;
}

type Template = TemplateStringsArray | ReturnType<typeof Runtime.sqltag>;

interface Queries {
  $queryRaw(text: Template, ...values: unknown[]): Promise<Row[]>;
  $queryRawUnsafe(text: string, ...values: unknown[]): Promise<Row[]>;
  $executeRaw(text: Template, ...values: unknown[]): Promise<number>;
  $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number>;
}

/** A client with the given models. */
export type TestClient<Model extends string> = Record<Model, Delegate> &
  Queries & {
    $extends(extension: object): TestClient<Model>;
    $on(event: "query", listener: (event: QueryEvent) => void): void;
    $transaction<T>(run: (tx: Omit<TestClient<Model>, "$transaction">) => Promise<T>): Promise<T>;
    $transaction(calls: readonly Promise<unknown>[]): Promise<unknown[]>;
  };

interface Options {
  adapter: PGliteAdapter;
  log?: readonly (string | { emit: "event"; level: "query" })[];
}

/** A database with the tables of a schema, and the class of its client. */
export interface TestDatabase<Model extends string> {
  postgres: PGlite;
  adapter: PGliteAdapter;
  PrismaClient: new (options: Options) => TestClient<Model>;
  /** What Prisma makes of the schema: `Prisma.dmmf` of a generated client. */
  document: Awaited<ReturnType<typeof engineDocument>>;
}

// The packages are CommonJS, and their named exports cannot be seen from ES modules.
const load = createRequire(import.meta.url);
const runtime = load("@prisma/client/runtime/client") as typeof Runtime;
const COMPILER = "@prisma/client/runtime/query_compiler_fast_bg.postgresql";

/** What a generated client exports under this name. */
export const Prisma = { sql: runtime.sqltag, raw: runtime.raw, join: runtime.join };

/** @typeParam Model the models of the schema, as properties of the client */
export async function databaseOf<Model extends string>(
  schema: string,
): Promise<TestDatabase<Model>> {
  const files: SchemaTexts = [["schema.prisma", schema]];
  const postgres = await startPostgres();
  await postgres.exec(await migrationSql(files));
  const document = await engineDocument(files);
  const { models, enums } = document.datamodel;
  const PrismaClient = runtime.getPrismaClient({
    previewFeatures: [],
    clientVersion: "test",
    engineVersion: "test",
    activeProvider: "postgresql",
    inlineSchema: schema,
    runtimeDataModel: { models: byName(models), enums: byName(enums), types: {} },
    parameterizationSchema: buildAndSerializeParamGraph(document),
    compilerWasm,
  }) as unknown as TestDatabase<Model>["PrismaClient"];
  return { postgres, adapter: new PGliteAdapter(postgres), PrismaClient, document };
}

function byName<Item extends { name: string }>(items: readonly Item[]): Record<string, Item> {
  return Object.fromEntries(items.map((item) => [item.name, item]));
}

type CompilerWasm = NonNullable<Parameters<typeof Runtime.getPrismaClient>[0]["compilerWasm"]>;
type CompilerRuntime = Awaited<ReturnType<CompilerWasm["getRuntime"]>>;

/** The engine of the client, which makes SQL of its calls. */
const compilerWasm: CompilerWasm = {
  getRuntime: async () => load(`${COMPILER}.js`) as CompilerRuntime,
  getQueryCompilerWasmModule: async () => {
    const { wasm } = load(`${COMPILER}.wasm-base64.js`) as { wasm: string };
    return new WebAssembly.Module(Buffer.from(wasm, "base64"));
  },
  importName: "./query_compiler_fast_bg.js",
};
