/** Reading an encryption map out of a module, whatever its form, without running anything. */

import { nearest } from "../../text/nearest.ts";
import { evaluateExport, exportedNames } from "./evaluate.ts";
import { evaluateJson } from "./json-value.ts";
import { elementsOf, propertyOf } from "./static-value.ts";
import type {
  StaticDynamic,
  StaticElement,
  StaticEntry,
  StaticObject,
  StaticString,
  StaticValue,
} from "./static-value.ts";
import type {
  EncryptionMap,
  EncryptionMapSpec,
  MapContainer,
  MapEntry,
  MapKind,
  MapModel,
  MapSlot,
  Module,
  ModuleReader,
  Range,
  WrittenList,
} from "./types.ts";

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
  const map: EncryptionMap = {
    file: value.file,
    export: spec.export,
    kind: spec.kind,
    models: [],
    global: [],
    complete: true,
    problems: [],
    range: value.range,
    container: noContainer(value),
  };
  if (value.kind === "object" || value.kind === "map") readObject(value, map);
  else if (value.kind === "array" || value.kind === "set") readList(value, map);
  else addUnread(map, value, value.range);
  return map;
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
  const meant = nearest(spec.export, names);
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

// ---- reading ---------------------------------------------------------------------------------------------

function noContainer({ range, file }: StaticValue): MapContainer {
  return { range, file, items: [], kind: "none", form: "other" };
}

function isOwn(list: WrittenList | null, map: EncryptionMap): list is WrittenList {
  if (list?.file !== map.file) return false;
  return list.range[0] >= map.range[0] && list.range[1] <= map.range[1];
}

/** An item that a fix may take out: written in the map's own literal, so that nothing else loses it. */
function slotOf(
  list: WrittenList | null,
  index: number | null,
  map: EncryptionMap,
): MapSlot | null {
  return index !== null && isOwn(list, map) ? { list, index } : null;
}

/** `range` when it stands in the map's file, else what brings it in. */
function siteOf(value: { file: string; range: Range }, written: Range, map: EncryptionMap): Range {
  const isHere = value.file === map.file && value.range[0] >= map.range[0];
  return isHere && value.range[1] <= map.range[1] ? value.range : written;
}

function addUnread(map: EncryptionMap, value: StaticValue, written: Range): void {
  const reason = value.kind === "dynamic" ? value.reason : "a value that names no fields";
  map.complete = false;
  map.problems.push(unreadable(reason, siteOf(value, written, map), map));
}

function unreadable(
  reason: string,
  range: Range,
  map: EncryptionMap,
): EncryptionMap["problems"][0] {
  return {
    message: `The encryption map has ${reason} here, which cannot be read without running it: what it holds is unknown, and no field is reported as missing.`,
    range,
    file: map.file,
  };
}

/** `{ Client: […] }`, `new Map([["Client", …]])`. */
function readObject(object: StaticObject, map: EncryptionMap): void {
  for (const entry of object.entries) {
    const model = newModel(entry.key, entry, object, map);
    readFields(entry.value, entry.valueWritten, model, map);
    map.models.push(model);
  }
  for (const { value, written } of object.unread) addUnread(map, value, written);
  markOverridden(map.models);
}

function newModel(
  name: string,
  entry: StaticEntry,
  object: StaticObject,
  map: EncryptionMap,
): MapModel {
  return {
    name,
    range: entry.keyRange,
    file: entry.file,
    site: siteOf({ file: entry.file, range: entry.keyRange }, entry.written, map),
    entries: [],
    complete: true,
    overridden: false,
    container: noContainer(entry.value),
    slot: slotOf(object.literal, entry.item, map),
  };
}

/** The names under one model: a list, an object of flags, an object of lists, or one name. */
function readFields(value: StaticValue, written: Range, model: MapModel, map: EncryptionMap): void {
  if (value.kind === "string") {
    model.entries.push(newEntry(value, written, null, model, map));
  } else if (value.kind === "array" || value.kind === "set") {
    if (isOwn(value.literal, map)) {
      model.container = { ...value.literal, kind: value.kind, form: "name" };
    }
    for (const element of value.elements) {
      readName(element, slotOf(value.literal, element.item, map), written, model, map);
    }
  } else if (value.kind === "object" || value.kind === "map") {
    readFieldObject(value, written, model, map);
  } else {
    model.complete = false;
    addModelProblem(value, written, map);
  }
}

function addModelProblem(value: StaticValue, written: Range, map: EncryptionMap): void {
  const reason = value.kind === "dynamic" ? value.reason : "a value that names no fields";
  map.problems.push(unreadable(reason, siteOf(value, written, map), map));
}

function readName(
  element: StaticElement,
  slot: MapSlot | null,
  written: Range,
  model: MapModel,
  map: EncryptionMap,
): void {
  const { value } = element;
  if (value.kind === "string") {
    model.entries.push(newEntry(value, slot ? element.written : written, slot, model, map));
    return;
  }
  // `[{ field: "ssn", type: … }]`
  const name = value.kind === "object" ? nameIn(value) : null;
  if (name) {
    model.entries.push(newEntry(name, slot ? element.written : written, slot, model, map));
    model.container = { ...model.container, form: "other" };
    return;
  }
  model.complete = false;
  addModelProblem(value, element.written, map);
}

const NAME_KEYS = ["field", "name", "column"];

function nameIn(object: StaticObject): StaticString | null {
  for (const key of NAME_KEYS) {
    const value = propertyOf(object, key);
    if (value?.kind === "string") return value;
  }
  return null;
}

/** `{ ssn: true, notes: false }`, `{ email: "EMAIL" }`, `{ text: [...], json: [...] }`. */
function readFieldObject(
  object: StaticObject,
  written: Range,
  model: MapModel,
  map: EncryptionMap,
): void {
  const { entries } = object;
  if (entries.length > 0 && entries.every(({ value }) => elementsOf(value) !== null)) {
    for (const entry of entries) readFields(entry.value, entry.valueWritten, model, map);
    model.container = { ...model.container, form: "other" };
  } else {
    if (isOwn(object.literal, map)) {
      const isFlags = entries.every(({ value }) => value.kind === "scalar" && value.value === true);
      model.container = { ...object.literal, kind: "object", form: isFlags ? "flag" : "other" };
    }
    for (const entry of entries) {
      // `false` and `null` switch a field off.
      if (entry.value.kind === "scalar" && entry.value.value !== true) continue;
      const name: StaticString = {
        kind: "string",
        value: entry.key,
        range: entry.keyRange,
        file: entry.file,
      };
      const slot = slotOf(object.literal, entry.item, map);
      model.entries.push(newEntry(name, slot ? entry.written : written, slot, model, map));
    }
  }
  for (const unread of object.unread) {
    model.complete = false;
    addModelProblem(unread.value, unread.written, map);
  }
}

function newEntry(
  name: StaticString,
  written: Range,
  slot: MapSlot | null,
  model: MapModel,
  map: EncryptionMap,
): MapEntry {
  return {
    model: model.name,
    field: name.value,
    modelRange: model.range,
    range: name.range,
    file: name.file,
    site: siteOf(name, written, map),
    slot,
  };
}

// ---- lists -----------------------------------------------------------------------------------------------

/** `["Client.ssn"]`, `[{ model: "Client", fields: […] }]`, and flat lists of bare names. */
function readList(list: Extract<StaticValue, { kind: "array" | "set" }>, map: EncryptionMap): void {
  const byName = new Map<string, MapModel>();
  for (const element of list.elements) {
    const { value } = element;
    const slot = slotOf(list.literal, element.item, map);
    if (value.kind === "string")
      readListed(value, element.written, slot, list.literal, byName, map);
    else if (value.kind === "object") readSpec(value, element.written, slot, map);
    else addUnread(map, value, element.written);
  }
  map.models.push(...byName.values());
}

function readListed(
  name: StaticString,
  written: Range,
  slot: MapSlot | null,
  literal: WrittenList | null,
  byName: Map<string, MapModel>,
  map: EncryptionMap,
): void {
  const dot = name.value.lastIndexOf(".");
  const site = siteOf(name, written, map);
  if (dot === -1) {
    const { file, range } = name;
    map.global.push({ model: "", field: name.value, modelRange: range, range, file, site, slot });
    return;
  }
  const modelName = name.value.slice(0, dot);
  const model = byName.get(modelName) ?? dottedModel(modelName, name, site, literal, map);
  byName.set(modelName, model);
  const field = name.value.slice(dot + 1);
  const end = name.range[1] - 1;
  model.entries.push({
    model: modelName,
    field,
    modelRange: model.range,
    range: isPlain(name) ? [end - field.length, end] : name.range,
    file: name.file,
    site,
    slot,
  });
}

/** Written without escapes, so that offsets in the value are offsets in the literal. */
function isPlain({ value, range }: StaticString): boolean {
  return range[1] - range[0] === value.length + 2;
}

function dottedModel(
  modelName: string,
  name: StaticString,
  site: Range,
  literal: WrittenList | null,
  map: EncryptionMap,
): MapModel {
  const start = name.range[0] + 1;
  return {
    name: modelName,
    range: isPlain(name) ? [start, start + modelName.length] : name.range,
    file: name.file,
    site,
    entries: [],
    complete: true,
    overridden: false,
    container: isOwn(literal, map)
      ? { ...literal, kind: "array", form: "dotted" }
      : noContainer(name),
    slot: null,
  };
}

/** `{ model: "Client", fields: [...] }`. */
function readSpec(
  object: StaticObject,
  written: Range,
  slot: MapSlot | null,
  map: EncryptionMap,
): void {
  const name = propertyOf(object, "model") ?? propertyOf(object, "table");
  const fields = object.entries.findLast(({ key }) => key === "fields" || key === "columns");
  if (name?.kind !== "string" || !fields) {
    const reason: StaticDynamic = {
      kind: "dynamic",
      reason: "an object without `model` and `fields`",
      range: object.range,
      file: object.file,
    };
    addUnread(map, reason, written);
    return;
  }
  const model: MapModel = {
    name: name.value,
    range: name.range,
    file: name.file,
    site: siteOf(name, written, map),
    entries: [],
    complete: true,
    overridden: false,
    container: noContainer(fields.value),
    slot,
  };
  readFields(fields.value, fields.valueWritten, model, map);
  map.models.push(model);
}

/** Of two keys of one name JavaScript keeps the later. */
function markOverridden(models: readonly MapModel[]): void {
  const later = new Set<string>();
  for (const model of models.toReversed()) {
    model.overridden = later.has(model.name);
    later.add(model.name);
  }
}
