import type { TSESTree } from "@typescript-eslint/utils";
import type { Range } from "../../languages/prisma/ast.ts";

export type { Range };

/** What the fields of a map have in common: they hold ciphertext, or they have a hash beside them for lookups. */
export type MapKind = "encrypted" | "hash";

/**
 * Where an encryption map is found. `export` is the exported name, `"default"`, or the name of a
 * module-level constant that is not exported; a dotted path (`encryptionConfig.encryptedFields`)
 * reaches into it. For a JSON file it is the path alone; `""` and `"default"` mean the whole file.
 */
export interface EncryptionMapSpec {
  file: string;
  export: string;
  kind: MapKind;
}

/** A module as read. `program` is absent for JSON, whose meaning is in `text`. */
export interface Module {
  file: string;
  program: TSESTree.Program | null;
  text: string;
}

/** Reads other modules for the evaluator: the only way out of the module at hand. */
export interface ModuleReader {
  /** The module that `specifier` names when imported from `fromFile`; null when it cannot be read. */
  resolve(specifier: string, fromFile: string): Module | null;
}

/** Elements between brackets, or properties between braces, as written. */
export interface WrittenList {
  /** With the brackets or braces. */
  range: Range;
  file: string;
  /** Every element or property in order, spreads included, holes left out. */
  items: Range[];
}

/** An item of a written list: what a fix takes out, and what it must keep well formed. */
export interface MapSlot {
  list: WrittenList;
  index: number;
}

/** One name in a map: a field of a model, as written (it may be a column name, or unknown to the schema). */
export interface MapEntry {
  /** `""` in a flat list, whose names belong to any model. */
  model: string;
  field: string;
  /** The model's key or name, in the file of its `MapModel`; the entry's own range in a flat list. */
  modelRange: Range;
  /** The field's literal with its quotes, or its key; the part after the dot in `'Client.ssn'`. */
  range: Range;
  /** The file that `range` is of; another than the map's when the name comes from an imported constant. */
  file: string;
  /** Always in the map's own file: `range` itself, or the reference or spread that brings the name in. */
  site: Range;
  /** Where to take the entry out; null when it stands outside the map's own literal and may serve others too. */
  slot: MapSlot | null;
}

/** The list that holds the names of one model, for inserting another. */
export interface MapContainer extends WrittenList {
  /** `none` when there is no literal to add to. */
  kind: "array" | "set" | "object" | "none";
  /**
   * How a name is written in it: `name` `'ssn'`, `dotted` `'Client.ssn'`, `flag` `ssn: true`;
   * `other` when a new entry would need a value that only a person can choose.
   */
  form: "name" | "dotted" | "flag" | "other";
}

export interface MapModel {
  /** As written: `Client`, `client`, or a table name. */
  name: string;
  /** The key or model name. */
  range: Range;
  file: string;
  /** Always in the map's own file; see `MapEntry.site`. */
  site: Range;
  entries: MapEntry[];
  /** False when part of the model's fields cannot be read, so that absence proves nothing. */
  complete: boolean;
  /** True when a later key of the same name replaces this one at run time. */
  overridden: boolean;
  container: MapContainer;
  /** The whole `Client: […]`; null when it is not written in the map's own literal as one item. */
  slot: MapSlot | null;
}

/** Something in a map that cannot be read, or a map that cannot be found. */
export interface MapProblem {
  message: string;
  range: Range;
  file: string;
}

export interface EncryptionMap {
  /** The file in which the map's initialiser stands: past re-exports, so not always the file asked for. */
  file: string;
  /** As asked for. */
  export: string;
  kind: MapKind;
  models: MapModel[];
  /** Bare field names that belong to any model (flat lists and Sets). */
  global: MapEntry[];
  /** False when models or bare names may be missing; see `MapModel.complete` for the fields of one model. */
  complete: boolean;
  problems: MapProblem[];
  /** The whole initialiser; `[0, 0]` when the map was not found. */
  range: Range;
  container: MapContainer;
}
