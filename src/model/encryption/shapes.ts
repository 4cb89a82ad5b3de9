/** The usual shapes of an encryption map, and where each name in them is written. */

import {
  childPlace,
  containerOf,
  elementPlace,
  entryOfKey,
  newEntry,
  noContainer,
  slotOf,
  throughLiteral,
  valuePlace,
  withdrawSharedContainers,
  type Place,
  type Reading,
  type Shape,
} from "./places.ts";
import {
  mapFromPairs,
  type Placed,
  type StaticDynamic,
  type StaticEntry,
  type StaticList,
  type StaticObject,
  type StaticString,
  type StaticValue,
} from "./static-value.ts";
import type { MapContainer, MapModel, MapProblem, MapSlot, Range } from "./types.ts";

const FIELD_LIST_KEYS = /^(?:encrypted)?(?:fields|columns|properties|attributes)$/i;
const SINGLE_FIELD_KEYS = /^(?:field|column|property|attribute)(?:name)?$/i;
const MODEL_KEYS = /^(?:model|table|entity)(?:name)?$|^name$/i;

/**
 * Reads a value as an encryption map, in whichever of the usual shapes it is: models with lists, Sets, flags
 * or specifications; `{ model, fields }` records; `'Client.ssn'` paths; flat lists of field names.
 */
export function readShape(value: StaticValue, name: string): Shape {
  const reading: Reading = {
    name,
    root: value,
    models: [],
    global: [],
    complete: true,
    problems: [],
    container: noContainer(value),
  };
  const place: Place = { inPlace: true, site: value.range };
  readRoot(reading, value, place);
  withdrawSharedContainers(reading);
  const { models, global, complete, problems, container } = reading;
  return { models, global, complete, problems, container };
}

function readRoot(reading: Reading, value: StaticValue, place: Place): void {
  switch (value.kind) {
    case "object":
    case "map": {
      readKeyed(reading, value, place);
      return;
    }
    case "array":
    case "set": {
      const inner = throughLiteral(value, place);
      if (isPairs(value)) {
        readKeyed(reading, mapFromPairs(value.elements, value.literal, value), inner);
        return;
      }
      readListed(reading, value, inner);
      return;
    }
    case "dynamic": {
      cannotRead(reading, value, place.site);
      return;
    }
    case "string":
    case "scalar": {
      cannotRead(reading, namesNothing(value), place.site);
      return;
    }
  }
}

function isPairs({ elements }: StaticList): boolean {
  return elements.length > 0 && elements.every(({ value }) => value.kind === "array");
}

// ---- objects and Maps: a key for each model

function readKeyed(reading: Reading, object: StaticObject, place: Place): void {
  const last = new Map(object.entries.map((entry, index) => [entry.key, index]));
  object.entries.forEach((entry, index) => {
    const overridden = last.get(entry.key) !== index;
    // `{ ...base, Client: […] }` is how a spread is meant to be overridden.
    if (overridden && entry.item === null) return;
    if (isOption(entry.value)) return;
    if (isFlag(entry)) {
      if (!isOff(entry.value)) reading.global.push(entryOfKey(reading, null, object, entry, place));
      return;
    }
    const model = newModel(entry, childPlace(reading, place, entry), overridden);
    model.slot = slotOf(object, entry.item, place);
    readFields(reading, model, entry.value, valuePlace(reading, place, entry));
    reading.models.push(model);
  });
  for (const { value, written } of object.unread) {
    cannotRead(reading, value, place.inPlace ? written : place.site);
  }
  reading.container = containerOf(reading, object, formOfKeys(object), place);
}

/** Flags get one more flag; a model needs more than its name. */
function formOfKeys({ entries }: StaticObject): MapContainer["form"] {
  return entries.some((entry) => isFlag(entry) && isTrue(entry.value)) ? "flag" : "other";
}

/** `version: 1` beside the models. */
function isOption(value: StaticValue): boolean {
  return value.kind === "scalar" && typeof value.value !== "boolean";
}

/** A field of whichever model: `ssn: true`, `email: "EMAIL"`. `Client: "ssn"` is a model with one field. */
function isFlag({ key, value }: StaticEntry): boolean {
  return (value.kind === "scalar" || value.kind === "string") && !/^\p{Lu}/u.test(key);
}

function isTrue(value: StaticValue): boolean {
  return value.kind === "scalar" && value.value === true;
}

function isOff(value: StaticValue): boolean {
  return value.kind === "scalar" && (value.value === false || value.value === null);
}

function newModel(
  key: { key: string; keyRange: Range; file: string; value: StaticValue },
  place: Place,
  overridden = false,
): MapModel {
  return {
    name: key.key,
    range: key.keyRange,
    file: key.file,
    site: place.site,
    entries: [],
    complete: true,
    overridden,
    container: noContainer(key.value),
    slot: null,
  };
}

// ---- the fields of one model

function readFields(reading: Reading, model: MapModel, value: StaticValue, place: Place): void {
  switch (value.kind) {
    case "array":
    case "set": {
      readFieldList(reading, model, value, throughLiteral(value, place));
      return;
    }
    case "object":
    case "map": {
      readFieldObject(reading, model, value, throughLiteral(value, place));
      return;
    }
    case "string":
      model.entries.push(newEntry(model, value, place, null));
      return;
    case "dynamic": {
      cannotReadFields(reading, model, value, place.site);
      return;
    }
    case "scalar": {
      cannotReadFields(reading, model, namesNothing(value), place.site);
      return;
    }
  }
}

function readFieldList(reading: Reading, model: MapModel, list: StaticList, place: Place): void {
  const isPlain = list.elements.every(({ value }) => value.kind !== "object");
  for (const element of list.elements) {
    const inner = elementPlace(reading, place, element);
    const name = fieldName(element.value);
    if (name?.kind === "string") {
      model.entries.push(newEntry(model, name, inner, slotOf(list, element.item, place)));
    } else if (name) {
      cannotReadFields(reading, model, name, inner.site);
    }
  }
  model.container = containerOf(reading, list, isPlain ? "name" : "other", place);
}

/** `'ssn'`, or the name in `{ field: 'ssn', … }`. */
function fieldName(value: StaticValue): StaticString | StaticDynamic | null {
  if (value.kind === "string" || value.kind === "dynamic") return value;
  if (value.kind !== "object") return null;
  const key = value.entries.find(
    (entry) => SINGLE_FIELD_KEYS.test(entry.key) || entry.key === "name",
  );
  return key ? fieldName(key.value) : null;
}

/** `{ text: […], json: […] }`, `{ fields: […], mode: "strict" }` or `{ ssn: true, email: EMAIL }`. */
function readFieldObject(
  reading: Reading,
  model: MapModel,
  object: StaticObject,
  place: Place,
): void {
  const parts = specificationParts(object);
  if (parts.length > 0) {
    for (const part of parts) {
      readFields(reading, model, part.value, valuePlace(reading, place, part));
    }
    // Which of several lists a new name belongs in depends on what the code does with each.
    if (parts.length > 1) model.container = noContainer(object);
  } else {
    const chosen = object.entries.filter(({ value }) => !isOff(value));
    model.entries.push(...chosen.map((entry) => entryOfKey(reading, model, object, entry, place)));
    const isFlags = object.kind === "object" && chosen.every(({ value }) => isTrue(value));
    model.container = containerOf(reading, object, isFlags ? "flag" : "other", place);
  }
  for (const { value, written } of object.unread) {
    cannotReadFields(reading, model, value, place.inPlace ? written : place.site);
  }
}

function specificationParts({ entries }: StaticObject): StaticEntry[] {
  const named = entries.filter(
    ({ key, value }) =>
      FIELD_LIST_KEYS.test(key) && value.kind !== "scalar" && value.kind !== "string",
  );
  if (named.length > 0) return named;
  return entries.filter(({ value }) => value.kind === "array" || value.kind === "set");
}

// ---- lists: paths, records, bare names

function readListed(reading: Reading, list: StaticList, place: Place): void {
  const byName = new Map<string, MapModel>();
  let form: MapContainer["form"] = "name";
  for (const element of list.elements) {
    const inner = elementPlace(reading, place, element);
    const slot = slotOf(list, element.item, place);
    const { value } = element;
    if (value.kind === "string") {
      const path = splitPath(value);
      form = path ? "dotted" : "name";
      if (!path) {
        reading.global.push(newEntry(null, value, inner, slot));
        continue;
      }
      let model = byName.get(path.model.value);
      if (!model) {
        model = modelOfPaths(reading, path.model, list, { inner, place });
        byName.set(model.name, model);
        reading.models.push(model);
      }
      const entry = newEntry(model, path.field, inner, slot);
      model.entries.push({ ...entry, modelRange: path.model.range });
    } else if (value.kind === "object") {
      form = "other";
      readRecord(reading, value, { inner, slot });
    } else if (value.kind === "dynamic") {
      cannotRead(reading, value, inner.site);
    }
  }
  reading.container = containerOf(reading, list, form, place);
}

function modelOfPaths(
  reading: Reading,
  name: StaticString,
  list: StaticList,
  { inner, place }: { inner: Place; place: Place },
): MapModel {
  const { value: key, range: keyRange, file } = name;
  const model = newModel({ key, keyRange, file, value: list }, inner);
  model.container = containerOf(reading, list, "dotted", place);
  return model;
}

/** `'Client.ssn'` at its last dot, so that a database schema before it does no harm. */
function splitPath(path: StaticString): { model: StaticString; field: StaticString } | null {
  const { value, range } = path;
  const dot = value.lastIndexOf(".");
  if (dot <= 0 || dot === value.length - 1) return null;
  const start = value.lastIndexOf(".", dot - 1) + 1;
  // With an escape in the literal, offsets in the value are not offsets in the text.
  const isPlain = range[1] - range[0] === value.length + 2;
  const part = (from: number, to: number): StaticString => ({
    ...path,
    value: value.slice(from, to),
    range: isPlain ? [range[0] + 1 + from, range[0] + 1 + to] : range,
  });
  return { model: part(start, dot), field: part(dot + 1, value.length) };
}

/** `{ model: 'Client', fields: […] }` or `{ model: 'Client', field: 'ssn' }`; without a model, any model's. */
function readRecord(
  reading: Reading,
  record: StaticObject,
  { inner, slot }: { inner: Place; slot: MapSlot | null },
): void {
  const fields = record.entries.filter(
    ({ key }) => FIELD_LIST_KEYS.test(key) || SINGLE_FIELD_KEYS.test(key),
  );
  const owner = record.entries.find(
    ({ key, value }) => MODEL_KEYS.test(key) && value.kind === "string",
  );
  if (owner?.value.kind === "string") {
    const { value: name, range, file } = owner.value;
    const model = newModel(
      { key: name, keyRange: range, file, value: record },
      valuePlace(reading, inner, owner),
    );
    model.slot = slot;
    for (const part of fields) {
      readFields(reading, model, part.value, valuePlace(reading, inner, part));
    }
    reading.models.push(model);
    return;
  }
  for (const part of fields) {
    if (part.value.kind !== "string") continue;
    reading.global.push(newEntry(null, part.value, valuePlace(reading, inner, part), slot));
  }
}

// ---- what cannot be read

function namesNothing({ range, file }: Placed): StaticDynamic {
  return { kind: "dynamic", reason: "a value that names no fields", range, file };
}

function cannotRead(reading: Reading, value: StaticDynamic, site: Range): void {
  reading.complete = false;
  reading.problems.push(problemOf(reading, reading.name, value, site));
}

function cannotReadFields(
  reading: Reading,
  model: MapModel,
  value: StaticDynamic,
  site: Range,
): void {
  model.complete = false;
  reading.problems.push(problemOf(reading, model.name, value, site));
}

function problemOf(
  { root }: Reading,
  name: string,
  { reason, range, file }: StaticDynamic,
  site: Range,
): MapProblem {
  return {
    message: `'${name}' depends on ${reason} here: what it holds cannot be read without running the code, and no field of it is reported as missing.`,
    range: file === root.file ? range : site,
    file: root.file,
  };
}
