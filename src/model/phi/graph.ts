import { computedOnce } from "../computed-once.ts";
import { MODEL_CARRIERS } from "./lexicon/models.ts";
import { LIKELY_ROOTS, PATIENT_ROOTS } from "./lexicon/people.ts";
import type { ModelGraphNode } from "./types.ts";
import { compoundWords } from "./words.ts";

/** A foreign key, declared by a relation or told by a column's name (`patientId` where `Patient` is a model). */
export interface Reference {
  readonly model: string;
  readonly required: boolean;
  readonly field: string;
  /** No two rows hold the same key: what it refers to is theirs alone. */
  readonly unique: boolean;
}

/** A model with the words of its name and with all of its references. */
export interface NamedModel {
  readonly node: ModelGraphNode;
  readonly words: readonly string[];
  /** The words without those that add nothing (`data`, `profile`): what the model is called after. */
  readonly core: readonly string[];
  /** The columns' names, as words joined by a space. */
  readonly columns: ReadonlySet<string>;
  readonly references: readonly Reference[];
}

/** Scalar types that can hold a key. */
const KEY_TYPES: ReadonlySet<string> = new Set(["String", "Int", "BigInt", "Bytes"]);
const KEY_HEADS: ReadonlySet<string> = new Set(["id", "uuid", "guid", "ref", "key", "fk"]);
/** Stands for the patients of a schema that keys point to without a model: another service has their table. */
export const ABSENT_PATIENT = "";

/** Abbreviated keys to a patient, of old SQL schemas. */
const PATIENT_KEYS: ReadonlySet<string> = new Set(["pid", "pt id", "pat id"]);

/** What is read of a model without looking at the others. */
interface Reading extends Omit<NamedModel, "references"> {
  readonly declared: readonly Reference[];
  /** The fields that may be keys, and no relation says so. */
  readonly untold: readonly string[];
  /** Keys to patients, of whom there may be no model. */
  readonly absent: readonly Reference[];
}

/** Kept by node: of the tables of one migration most are those of the one before. */
const readings = new WeakMap<ModelGraphNode, Reading>();

/** Reads the names of all models, and ties them by declared and by undeclared foreign keys. */
export function nameModels(nodes: readonly ModelGraphNode[]): NamedModel[] {
  const read = nodes.map((node) => computedOnce(readings, node, readModel));
  const byCore = new Map<string, string>();
  for (const { node, core } of read) {
    const name = core.join(" ");
    if (!byCore.has(name)) byCore.set(name, node.name);
  }
  return read.map(({ node, words, core, columns, declared, untold, absent }) => {
    const told = untold.flatMap((name) => referenceByName(name, node.name, byCore));
    return { node, words, core, columns, references: [...declared, ...told, ...absent] };
  });
}

function readModel(node: ModelGraphNode): Reading {
  const words = compoundWords(node.name);
  const unique = new Set(node.fields.filter(({ isUnique }) => isUnique).map(({ name }) => name));
  const declared = node.references.map(({ model, required, fieldName }) => ({
    model,
    required,
    field: fieldName,
    unique: unique.has(fieldName),
  }));
  const taken = new Set(declared.map(({ field }) => field));
  const keys = node.fields.filter(({ type, isList }) => !isList && KEY_TYPES.has(type));
  const absent = keys
    .filter(({ name, isId }) => !isId && isPatientKey(name))
    .map(({ name, isRequired = false }) => ({
      model: ABSENT_PATIENT,
      required: isRequired,
      field: name,
      unique: unique.has(name),
    }));
  return {
    node,
    words,
    core: coreOf(words),
    columns: new Set(node.fields.map(({ name }) => compoundWords(name).join(" "))),
    declared,
    untold: keys.map(({ name }) => name).filter((name) => !taken.has(name)),
    absent,
  };
}

/** `patientId`, `primary_patient_id`, `patient_uuid`: a patient's key, wherever it points to. */
export function isPatientKey(name: string): boolean {
  const words = compoundWords(name);
  return KEY_HEADS.has(words.at(-1) ?? "") && PATIENT_ROOTS.has(words.at(-2) ?? "");
}

/** `patientId`, `primary_patient_id`, or `PATIENT`, where a model is called so. */
function referenceByName(
  name: string,
  owner: string,
  byCore: ReadonlyMap<string, string>,
): Reference[] {
  const words = compoundWords(name);
  const isKey = words.length > 1 && KEY_HEADS.has(words.at(-1) ?? "");
  const target = PATIENT_KEYS.has(words.join(" "))
    ? byCore.get("patient")
    : isKey
      ? longestSuffix(words.slice(0, -1), byCore)
      : LIKELY_ROOTS.has(words.join(" ")) || PATIENT_ROOTS.has(words.join(" "))
        ? byCore.get(words.join(" "))
        : undefined;
  return target === undefined || target === owner
    ? []
    : [{ model: target, required: false, field: name, unique: false }];
}

/** What each of these models has to itself: no two of its rows refer to the same. */
export function heldAlone(models: readonly NamedModel[]): Set<string> {
  const keys = models.flatMap(({ references }) => references.filter(({ unique }) => unique));
  return new Set(keys.map(({ model }) => model));
}

function longestSuffix(
  words: readonly string[],
  byCore: ReadonlyMap<string, string>,
): string | undefined {
  for (let start = 0; start < words.length; start++) {
    const target = byCore.get(words.slice(start).join(" "));
    if (target !== undefined) return target;
  }
  return undefined;
}

function coreOf(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && MODEL_CARRIERS.has(words[end - 1] ?? "")) end--;
  return words.slice(0, end);
}
