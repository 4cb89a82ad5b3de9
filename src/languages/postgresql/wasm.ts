import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A node of PostgreSQL's parse tree as libpg-query prints it; `{ Name: fields }` or bare fields. */
export interface RawFields {
  [field: string]: RawValue;
}
export type RawValue = string | number | boolean | null | RawFields | RawValue[];

/** One statement of a script. Offsets and lengths are UTF-8 bytes; a missing length means "to the end". */
export interface RawStatement {
  stmt: RawFields;
  stmt_location?: number;
  stmt_len?: number;
}

export type ParseOutcome =
  | { ok: true; stmts: RawStatement[] }
  | {
      ok: false;
      message: string;
      /** Where PostgreSQL stumbled: code points from 0. */
      cursor: number;
    };

/** What deeply nested input gets for an answer: the parser's stack is bounded. */
export const TOO_DEEP =
  "This is nested too deeply for PostgreSQL's parser; write it as several smaller expressions.";

/** The part of the Emscripten module that is used here: raw functions of `libpg-query.wasm`. */
interface Libpg {
  HEAPU8: Uint8Array;
  HEAPU32: Uint32Array;
  _malloc(size: number): number;
  _free(pointer: number): void;
  /** Gives a `PgQueryParseResult*`: parse tree (JSON), stderr, error. */
  _wasm_parse_query_raw(query: number): number;
  _wasm_free_parse_result(result: number): void;
  /** Gives JSON, or an error's message. */
  _wasm_parse_plpgsql(query: number): number;
  _wasm_free_string(pointer: number): void;
}

/** A compiled and a running module; only libpg-query's glue looks inside. */
type WasmModule = object;
interface WasmInstance {
  readonly exports: object;
}

/** What is used of WebAssembly's JavaScript API; Node has it, its types do not. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: object) => WasmInstance;
  RuntimeError: new (message?: string) => Error;
};

type InstantiateWasm = (imports: object, receive: (instance: WasmInstance) => void) => object;

type Glue = (options: Partial<Libpg> & { instantiateWasm: InstantiateWasm }) => Promise<unknown>;

const UNKNOWN_VERSION = "libpg-query did not start: its version is not the one we know.";

/** Word indexes into the structs `PgQueryParseResult` and `PgQueryError` of libpg_query. */
const RESULT = { parseTree: 0, error: 2 } as const;
const ERROR = { message: 0, cursor: 4 } as const;

/** Caches: the compiled module for the life of the process, the instance until an exception breaks it. */
let compiled: { glue: Glue; module: WasmModule } | undefined;
let instance: Libpg | undefined;

/**
 * Parses a script with PostgreSQL 18's own parser. Synchronous; the first call loads the WebAssembly (about
 * 10 ms), so a run without SQL never pays for it. Never throws for what stands in `text`.
 *
 * `text` must hold no NUL (the parser would stop there).
 */
export function parseSql(text: string): ParseOutcome {
  return guarded(
    (libpg) => {
      const query = writeText(libpg, text);
      const result = libpg._wasm_parse_query_raw(query);
      const outcome = readResult(libpg, result);
      libpg._wasm_free_parse_result(result);
      libpg._free(query);
      return outcome;
    },
    { ok: false, message: TOO_DEEP, cursor: 0 },
  );
}

/**
 * Asks PostgreSQL's PL/pgSQL compiler about a `CREATE FUNCTION` or `DO` statement: its message when it rejects the
 * body, else null. It names no position.
 */
export function plpgsqlError(statement: string): string | null {
  return guarded((libpg) => {
    const query = writeText(libpg, statement);
    const result = libpg._wasm_parse_plpgsql(query);
    const answer = readText(libpg, result);
    libpg._wasm_free_string(result);
    libpg._free(query);
    return answer.startsWith("{") ? null : answer;
  }, TOO_DEEP);
}

/**
 * Runs `call`; on an exception (the JavaScript stack overflows some 9,000 levels deep) the instance is thrown
 * away, for each overflow leaks WebAssembly stack and about thirty of them break it for good.
 */
function guarded<T>(call: (libpg: Libpg) => T, overflow: T): T {
  try {
    instance ??= instantiate();
    return call(instance);
  } catch (error) {
    instance = undefined;
    if (error instanceof RangeError || error instanceof WebAssembly.RuntimeError) return overflow;
    throw error;
  }
}

/**
 * Instantiates without waiting: libpg-query is ready only after a promise, but its `instantiateWasm` hook runs at
 * once, and when it has run the raw functions stand on the options object.
 */
function instantiate(): Libpg {
  compiled ??= compile();
  const { glue, module } = compiled;
  const libpg: Partial<Libpg> & { instantiateWasm: InstantiateWasm } = {
    instantiateWasm(imports, receive) {
      const wasm = new WebAssembly.Instance(module, imports);
      receive(wasm);
      return wasm.exports;
    },
  };
  // Settles after we are gone; what fails at all fails in the hook, and shows in the next line.
  glue(libpg).catch(() => undefined);
  if (!isReady(libpg)) throw new Error(UNKNOWN_VERSION);
  return libpg;
}

function isReady(libpg: Partial<Libpg>): libpg is Libpg {
  return (
    libpg._wasm_parse_query_raw !== undefined &&
    libpg._wasm_free_parse_result !== undefined &&
    libpg.HEAPU8 !== undefined
  );
}

function isGlue(value: unknown): value is Glue {
  return typeof value === "function";
}

function compile(): { glue: Glue; module: WasmModule } {
  const require = createRequire(import.meta.url);
  const gluePath = require.resolve("libpg-query/wasm/libpg-query.js");
  const wasm = readFileSync(gluePath.replace(/\.js$/, ".wasm"));
  const glue: unknown = require(gluePath);
  if (!isGlue(glue)) throw new Error(UNKNOWN_VERSION);
  return { glue, module: new WebAssembly.Module(wasm) };
}

/** Puts a NUL-terminated UTF-8 copy into the instance's memory. */
function writeText(libpg: Libpg, text: string): number {
  const size = Buffer.byteLength(text);
  const pointer = libpg._malloc(size + 1);
  const heap = libpg.HEAPU8;
  Buffer.from(heap.buffer, heap.byteOffset + pointer, size).write(text);
  heap[pointer + size] = 0;
  return pointer;
}

function readText(libpg: Libpg, pointer: number): string {
  const heap = libpg.HEAPU8;
  const end = heap.indexOf(0, pointer);
  return Buffer.from(heap.buffer, heap.byteOffset + pointer, end - pointer).toString();
}

function readWord(libpg: Libpg, pointer: number, index: number): number {
  return libpg.HEAPU32[(pointer >> 2) + index] ?? 0;
}

function readResult(libpg: Libpg, result: number): ParseOutcome {
  const error = readWord(libpg, result, RESULT.error);
  if (error !== 0) {
    const message = readText(libpg, readWord(libpg, error, ERROR.message));
    const cursor = Math.max(0, readWord(libpg, error, ERROR.cursor) - 1);
    return { ok: false, message, cursor };
  }
  const tree = readText(libpg, readWord(libpg, result, RESULT.parseTree));
  const parsed: unknown = JSON.parse(tree);
  if (!isParseTree(parsed)) throw new Error(UNKNOWN_VERSION);
  return { ok: true, stmts: parsed.stmts };
}

function isParseTree(value: unknown): value is { stmts: RawStatement[] } {
  return typeof value === "object" && value !== null && "stmts" in value;
}
