/** The encryption maps of a project: those that the settings name, else those that look like one. */

import { encryptsListed } from "../model/client/encrypted-lists.ts";
import {
  findEncryptionMaps,
  findExportedLists,
  mayAskList,
  mayHoldEncryptionMap,
} from "../model/encryption/discover.ts";
import type { KnownModels } from "../model/encryption/discover.ts";
import { readEncryptionMap } from "../model/encryption/map.ts";
import { moduleScope } from "../model/encryption/module-scope.ts";
import { canHoldCiphertext, modelNamed } from "../model/encryption/registry.ts";
import type {
  EncryptionMap,
  EncryptionMapSpec,
  Module,
  ModuleReader,
} from "../model/encryption/types.ts";
import type { SchemaModel } from "../model/schema/types.ts";
import { isFile, readText, stampOf } from "./cache.ts";
import type { SchemaLocation } from "./locate.ts";
import { isWithin, locate, repositoryTop } from "./locate.ts";
import { readModule, resolveImport } from "./modules.ts";
import { MAX_SOURCE_SIZE, sourcesBelow } from "./source-files.ts";

/** A map that is asked for and cannot be read at all. */
export interface UnreadableMap {
  spec: EncryptionMapSpec;
  message: string;
}

export function isReadable(result: EncryptionMap | UnreadableMap): result is EncryptionMap {
  return "models" in result;
}

export function isUnreadable(result: EncryptionMap | UnreadableMap): result is UnreadableMap {
  return !isReadable(result);
}

function moduleAt(file: string): Module | null {
  if (file.endsWith(".json")) {
    const text = readText(file);
    return text === null ? null : { file, program: null, text };
  }
  const module = readModule(file);
  return module?.ok === true ? { file, program: module.program, text: module.text } : null;
}

/** Resolves imports, and notes which files they led to. */
interface NotingReader extends ModuleReader {
  files: Set<string>;
  /** Every relative import led to a module. */
  foundAll: boolean;
}

function readerNotingFrom(file: string): NotingReader {
  return {
    files: new Set([file]),
    foundAll: true,
    resolve(specifier, fromFile) {
      const imported = resolveImport(specifier, fromFile);
      const module = imported === null ? null : moduleAt(imported);
      if (module) this.files.add(module.file);
      else this.foundAll = false;
      return module;
    },
  };
}

interface ReadMap {
  result: EncryptionMap;
  /** The files that the map is made of, as they were. */
  stamps: ReadonlyMap<string, string | null>;
}

/** A cache: each module of a project asks for the same maps. */
const readMaps = new Map<string, ReadMap>();

/** The map as it is on disk; null where its module cannot be read. */
function readSaved(spec: EncryptionMapSpec): ReadMap | null {
  const key = [spec.file, spec.export, spec.kind].join("\0");
  const known = readMaps.get(key);
  if (known && areAsTheyWere(known.stamps)) return known;
  const module = isFile(spec.file) ? moduleAt(spec.file) : null;
  if (!module) return null;
  const reader = readerNotingFrom(spec.file);
  const result = readEncryptionMap(spec, module, reader);
  const read = { result, stamps: stampsOf(reader.files) };
  // An import that leads nowhere may lead somewhere the next time.
  if (reader.foundAll) readMaps.set(key, read);
  return read;
}

/** Reads one map; `overlay` is the module that is being linted, as the editor has it. */
export function readMap(
  spec: EncryptionMapSpec,
  overlay: Module | null,
): EncryptionMap | UnreadableMap {
  if (overlay?.file === spec.file) {
    return readEncryptionMap(spec, overlay, readerNotingFrom(spec.file));
  }
  const saved = readSaved(spec);
  if (saved) return saved.result;
  if (!isFile(spec.file)) return { spec, message: "does not exist" };
  const parsed = readModule(spec.file);
  return {
    spec,
    message: parsed?.ok === false ? `does not parse: ${parsed.message}` : "cannot be read",
  };
}

/** The files that a map is made of: its own, and the modules that its names come from. */
export function filesOfMap(spec: EncryptionMapSpec): readonly string[] {
  return [...(readSaved(spec)?.stamps.keys() ?? [spec.file])];
}

function stampsOf(files: Iterable<string>): ReadonlyMap<string, string | null> {
  return new Map([...files].map((file) => [file, stampOf(file)]));
}

function areAsTheyWere(stamps: ReadonlyMap<string, string | null>): boolean {
  return [...stamps].every(([file, stamp]) => stampOf(file) === stamp);
}

// ---- discovery -------------------------------------------------------------------------------------------

interface Discovery {
  specs: readonly EncryptionMapSpec[];
  /** The files that hold them or held them, as they were: when one has changed, all is searched again. */
  stamps: ReadonlyMap<string, string | null>;
}

const discoveries = new Map<string, Discovery>();

function fieldsOf(schema: SchemaModel): KnownModels {
  const fields = [...schema.models.values()].flatMap((model) => model.fields);
  const names = new Set(fields.filter(canHoldCiphertext).map(({ name }) => name));
  return {
    hasField: (name) => names.has(name),
    model(name) {
      const model = modelNamed(name, schema);
      return (
        model && {
          fields: new Set(model.fields.flatMap((field) => [field.name, field.databaseName])),
        }
      );
    },
  };
}

function search(top: string, schema: SchemaModel): EncryptionMapSpec[] {
  const known = fieldsOf(schema);
  const found: EncryptionMapSpec[] = [];
  const lists: EncryptionMapSpec[] = [];
  for (const file of sourcesBelow(top)) {
    const text = readText(file);
    if (text === null || text.length > MAX_SOURCE_SIZE) continue;
    if (!mayHoldEncryptionMap(text, file)) continue;
    const module = readModule(file);
    if (module?.ok !== true) continue;
    const maps = findEncryptionMaps(module.program, known, file);
    found.push(...maps);
    const names = new Set(maps.map((map) => map.export));
    lists.push(
      ...findExportedLists(module.program, known, file).filter((list) => !names.has(list.export)),
    );
  }
  return [...found, ...lists.filter((list) => isAskedBelow(top, list))];
}

/** Whether some module encrypts, on the writes of all models, what a list of another module names. */
function isAskedBelow(top: string, list: EncryptionMapSpec): boolean {
  for (const file of sourcesBelow(top)) {
    const text = readText(file);
    if (text === null || text.length > MAX_SOURCE_SIZE) continue;
    if (mayAskList(text, file, list.export) && asksImported(file, list)) return true;
  }
  return false;
}

function asksImported(file: string, list: EncryptionMapSpec): boolean {
  const module = readModule(file);
  if (module?.ok !== true) return false;
  return [...moduleScope(module.program).bindings].some(
    ([name, binding]) =>
      binding.kind === "import" &&
      binding.imported === list.export &&
      resolveImport(binding.specifier, file) === list.file &&
      encryptsListed(module.program, name),
  );
}

/** Whether code belongs to this schema: of several projects in a repository each has its own maps. */
export function isOfProject(file: string, { schema }: SchemaLocation, cwd: string): boolean {
  const own = locate(file, cwd, {});
  return !own.ok || own.location.schema === schema;
}

/** The repository; where there is none, what ESLint runs on; a schema from elsewhere keeps to its package. */
export function searchRoot({ schema, root }: SchemaLocation, cwd: string): string {
  return repositoryTop(schema) ?? (isWithin(schema, cwd) ? cwd : root);
}

/**
 * The maps in the repository of a schema, found by their structure. Searched once a process, and again when
 * a file that holds one has changed; a map in a file that held none before is seen after a restart, or as
 * soon as the settings name it.
 */
export function discoverMaps(
  location: SchemaLocation,
  schema: SchemaModel,
  cwd: string,
): readonly EncryptionMapSpec[] {
  const known = discoveries.get(location.schema);
  if (known && areAsTheyWere(known.stamps)) return known.specs;
  const specs = search(searchRoot(location, cwd), schema).filter(({ file }) =>
    isOfProject(file, location, cwd),
  );
  // A file that held a map and holds none now, half-typed perhaps, may hold one again.
  const files = [...(known?.stamps.keys() ?? []), ...specs.map(({ file }) => file)];
  discoveries.set(location.schema, { specs, stamps: stampsOf(files) });
  return specs;
}
