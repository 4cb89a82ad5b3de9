/** Where the parts of a map are written, and what a fix may touch. */

import {
  standsIn,
  type Placed,
  type StaticElement,
  type StaticEntry,
  type StaticList,
  type StaticObject,
  type StaticString,
} from "./static-value.ts";
import type {
  MapContainer,
  MapEntry,
  MapModel,
  MapProblem,
  MapSlot,
  Range,
  WrittenList,
} from "./types.ts";

/** What the value of a map says: see the fields of the same names in `EncryptionMap`. */
export interface Shape {
  models: MapModel[];
  global: MapEntry[];
  complete: boolean;
  problems: MapProblem[];
  container: MapContainer;
}

/** A shape being read, from the literal at `root`. `name` is the map's, for messages. */
export interface Reading extends Shape {
  name: string;
  root: Placed;
}

/** Where a part of the map stands: in its own literal, or behind the reference or spread at `site`. */
export interface Place {
  inPlace: boolean;
  site: Range;
}

/** Elements of `new Set(NAMES)` stand in the literal of `NAMES`, not in the map's. */
export function throughLiteral(list: StaticList | StaticObject, place: Place): Place {
  if (!place.inPlace || !list.literal || standsIn(list.literal, list)) return place;
  return { inPlace: false, site: place.site };
}

/** Where an element of a list stands. */
export function elementPlace(reading: Reading, place: Place, element: StaticElement): Place {
  return placeOfPart(reading, place, element, element.written, element.value);
}

/** Where an entry's value stands. */
export function valuePlace(reading: Reading, place: Place, entry: StaticEntry): Place {
  return placeOfPart(reading, place, entry, entry.valueWritten, entry.value);
}

/** Where an entry's key stands. */
export function childPlace(reading: Reading, place: Place, entry: StaticEntry): Place {
  const key: Placed = { range: entry.keyRange, file: entry.file };
  return placeOfPart(reading, place, entry, entry.written, key);
}

function placeOfPart(
  { root }: Reading,
  place: Place,
  { item }: { item: number | null },
  written: Range,
  part: Placed,
): Place {
  if (!place.inPlace) return place;
  const isWritten = standsIn(part, { range: written, file: root.file });
  return isWritten && item !== null
    ? { inPlace: true, site: part.range }
    : { inPlace: false, site: written };
}

/** What a fix takes out: only from the map's own literal, so that nothing else loses the name. */
export function slotOf(
  { literal }: { literal: WrittenList | null },
  item: number | null,
  place: Place,
): MapSlot | null {
  return literal && place.inPlace && item !== null ? { list: literal, index: item } : null;
}

/** The entry that a name is; `model` is null for a name of any model. */
export function newEntry(
  model: MapModel | null,
  name: StaticString,
  place: Place,
  slot: MapSlot | null,
): MapEntry {
  const { value: field, range, file } = name;
  return {
    model: model?.name ?? "",
    field,
    modelRange: model?.range ?? range,
    range,
    file,
    site: place.inPlace ? range : place.site,
    slot,
  };
}

/** The entry that an object's key is. */
export function entryOfKey(
  reading: Reading,
  model: MapModel | null,
  object: StaticObject,
  entry: StaticEntry,
  place: Place,
): MapEntry {
  const { key: value, keyRange: range, file } = entry;
  const name: StaticString = { kind: "string", value, range, file };
  return newEntry(
    model,
    name,
    childPlace(reading, place, entry),
    slotOf(object, entry.item, place),
  );
}

/** No list that a fix could add to. */
export function noContainer({ range, file }: Placed): MapContainer {
  return { kind: "none", form: "other", range, file, items: [] };
}

/** A list that a name brings in is only fit for an insertion when it is a plain constant of the same file. */
export function containerOf(
  { root }: Reading,
  list: StaticList | StaticObject,
  form: MapContainer["form"],
  { inPlace }: Place,
): MapContainer {
  const { literal } = list;
  if (literal?.file !== root.file || (!inPlace && list.kind !== "array")) return noContainer(list);
  return { ...literal, kind: list.kind === "map" ? "array" : list.kind, form };
}

/** A list outside the map that serves several models must not get a name that is meant for one. */
export function withdrawSharedContainers({ root, models }: Reading): void {
  const uses = new Map<string, MapModel[]>();
  for (const model of models) {
    const { container } = model;
    if (container.form === "dotted" || standsIn(container, root)) continue;
    const key = `${container.file}:${container.range.join("-")}`;
    uses.set(key, [...(uses.get(key) ?? []), model]);
  }
  for (const sharing of uses.values()) {
    if (sharing.length < 2) continue;
    for (const model of sharing) model.container = noContainer(model.container);
  }
}
