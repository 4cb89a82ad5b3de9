/** Reading an encryption map out of a module, whatever its form, without running anything. */

import { nearest } from "../../text/nearest.ts";
import { constantNames, evaluateExport, exportedNames } from "./evaluate.ts";
import { evaluateJson } from "./json-value.ts";
import { readShape } from "./shapes.ts";
import { propertyOf } from "./static-value.ts";
import type { StaticValue } from "./static-value.ts";
import type { EncryptionMap, EncryptionMapSpec, MapKind, Module, ModuleReader } from "./types.ts";

const HASH_NAME = /hash|search|index|lookup|blind/iu;

/** What a map is for, by its name: `HASHABLE_FIELDS` lists fields that have a hash beside them. */
export function kindByName(name: string): MapKind {
  return HASH_NAME.test(name) ? "hash" : "encrypted";
}

/**
 * Reads the map that `spec` names out of its module; `reader` follows imports. Never throws: what cannot be
 * found or read is among the map's `problems`.
 */
export function readEncryptionMap(
  spec: EncryptionMapSpec,
  module: Module,
  reader: ModuleReader,
): EncryptionMap {
  const value = valueAt(spec.export, module, reader);
  return value === null ? missingMap(spec, module, reader) : mapFrom(value, spec);
}

/** The map that a value is, when it is one. `value` comes from the module of `spec.file`, or through it. */
export function mapFrom(value: StaticValue, spec: EncryptionMapSpec): EncryptionMap {
  return {
    file: value.file,
    export: spec.export,
    kind: spec.kind,
    range: value.range,
    ...readShape(value, spec.export),
  };
}

function valueAt(path: string, module: Module, reader: ModuleReader): StaticValue | null {
  if (!module.program) {
    const whole = evaluateJson(module.text, module.file);
    return path === "" || path === "default" ? whole : descend(whole, path.split("."));
  }
  const [name = "", ...rest] = path.split(".");
  const value = evaluateExport(name, module, reader);
  return value && descend(value, rest);
}

function descend(value: StaticValue, path: readonly string[]): StaticValue | null {
  let current: StaticValue | null = value;
  for (const key of path) {
    current = current?.kind === "object" ? propertyOf(current, key) : null;
  }
  return current;
}

function missingMap(spec: EncryptionMapSpec, module: Module, reader: ModuleReader): EncryptionMap {
  const names = exportedNames(module, reader);
  const meant = nearest(spec.export, [...names, ...constantNames(module)]);
  const exported = names.length === 0 ? "It exports nothing." : `It exports ${names.join(", ")}.`;
  const hint = meant === null ? exported : `Did you mean '${meant}'?`;
  return {
    file: spec.file,
    export: spec.export,
    kind: spec.kind,
    models: [],
    global: [],
    complete: false,
    problems: [
      {
        message: `The encryption map '${spec.export}' is not in this module. ${hint}`,
        range: [0, 0],
        file: spec.file,
      },
    ],
    range: [0, 0],
    container: { range: [0, 0], file: spec.file, items: [], kind: "none", form: "other" },
  };
}
