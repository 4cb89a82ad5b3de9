/**
 * Which fields of a schema are encrypted, and where that is said: in encryption maps, or in annotations of
 * the schema itself. Names in a map are matched as the code may mean them: a model by its name, its client
 * accessor or its table; a field by its name or its column.
 */

import { accessorOf } from "../schema/accessor.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";
import { readAnnotations } from "./annotations.ts";
import { isNamedCiphertext } from "./ciphertext-names.ts";
import type { EncryptionMap, MapEntry, MapModel } from "./types.ts";

/** What a map says of one model. */
export interface MappedModel {
  map: EncryptionMap;
  entry: MapModel;
}

export interface EncryptionRegistry {
  maps: readonly EncryptionMap[];
  /** Some map or annotation exists: the project encrypts fields this way. */
  isInUse: boolean;
  /** The entries that name a field, of maps of ciphertext. */
  entriesOf(field: Field): readonly MapEntry[];
  /** Encrypted by a map or an annotation. */
  isEncrypted(field: Field): boolean;
  /** The same, and columns that the code fills with ciphertext itself: `ssnEncrypted`. */
  holdsCiphertext(field: Field): boolean;
  /** Whether a map leaves open what it holds of a model: then absence proves nothing. */
  isOpen(model: Model): boolean;
  /** What the maps of ciphertext say of a model. */
  mapped(model: Model): readonly MappedModel[];
}

/** The model that a map means by a name; null when the schema has none. */
export function modelNamed(name: string, schema: SchemaModel): Model | null {
  const exact = schema.models.get(name);
  if (exact) return exact;
  for (const model of schema.models.values()) {
    if (accessorOf(model) === name || model.databaseName === name) return model;
  }
  return null;
}

/** What a map would call a model: by its name, its accessor or its table, as it calls the others. */
export function keyFor(model: Model, { models }: EncryptionMap, schema: SchemaModel): string {
  const others = models.flatMap(({ name }) => {
    const known = modelNamed(name, schema);
    return known ? [{ name, known }] : [];
  });
  const isCalled = (call: (other: Model) => string) =>
    others.length > 0 && others.every(({ name, known }) => call(known) === name);
  if (!isCalled((other) => other.name)) {
    if (isCalled(accessorOf)) return accessorOf(model);
    if (isCalled((other) => other.databaseName)) return model.databaseName;
  }
  return model.name;
}

/** The field that a map means by a name; null when the model has none. */
export function fieldNamed(name: string, model: Model): Field | null {
  return model.field(name) ?? model.fields.find((field) => field.databaseName === name) ?? null;
}

/** Types that ciphertext fits into: text, documents and bytes, and lists of text. */
const HOLDS_CIPHERTEXT: ReadonlySet<string> = new Set(["String", "Json", "Bytes"]);

/** Whether ciphertext fits into a field, by its type. */
export function canHoldCiphertext({ type }: Field): boolean {
  return HOLDS_CIPHERTEXT.has(type);
}

function annotated(field: Field): boolean {
  return readAnnotations(field.documentation).encrypted !== null;
}

function addTo<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The maps of each kind of which there are several: found by their looks, one of them may be no map at all. */
export function rivalMaps(maps: readonly EncryptionMap[]): readonly (readonly EncryptionMap[])[] {
  return (["encrypted", "hash"] as const)
    .map((kind) => maps.filter((map) => map.kind === kind))
    .filter((found) => found.length > 1);
}

/** A cache: each module of a project asks for the same. */
const registries = new WeakMap<SchemaModel, EncryptionRegistry>();

/** Joins the maps with the schema. */
export function registryOf(
  schema: SchemaModel,
  maps: readonly EncryptionMap[],
): EncryptionRegistry {
  const known = registries.get(schema);
  const isSame =
    known?.maps.length === maps.length && maps.every((map, at) => map === known.maps[at]);
  if (known && isSame) return known;
  const registry = buildRegistry(schema, maps);
  registries.set(schema, registry);
  return registry;
}

function buildRegistry(schema: SchemaModel, maps: readonly EncryptionMap[]): EncryptionRegistry {
  const ciphers = maps.filter((map) => map.kind === "encrypted");
  const byField = new Map<Field, MapEntry[]>();
  const byModel = new Map<Model, MappedModel[]>();
  for (const map of ciphers) {
    for (const entry of map.models) {
      const model = modelNamed(entry.name, schema);
      if (!model) continue;
      addTo(byModel, model, { map, entry });
      for (const name of entry.entries) {
        const field = fieldNamed(name.field, model);
        if (field) addTo(byField, field, name);
      }
    }
  }
  const flat = new Map<string, MapEntry[]>();
  for (const entry of ciphers.flatMap((map) => map.global)) addTo(flat, entry.field, entry);

  // A bare name holds for any model, but code that meets a date or a number under it lets it be.
  const listed = (field: Field) => (canHoldCiphertext(field) ? flat.get(field.name) : undefined);
  const entriesOf = (field: Field): readonly MapEntry[] => [
    ...(byField.get(field) ?? []),
    ...(listed(field) ?? []),
  ];
  const isEncrypted = (field: Field) =>
    annotated(field) || byField.has(field) || listed(field) !== undefined;
  const isAnnotated = () =>
    [...schema.models.values()].some(({ fields }) => fields.some(annotated));
  return {
    maps,
    isInUse: ciphers.length > 0 || isAnnotated(),
    entriesOf,
    isEncrypted,
    holdsCiphertext: (field) => isNamedCiphertext(field) || isEncrypted(field),
    isOpen: (model) =>
      ciphers.some((map) => !map.complete) ||
      (byModel.get(model) ?? []).some(({ entry }) => !entry.complete),
    mapped: (model) => byModel.get(model) ?? [],
  };
}
