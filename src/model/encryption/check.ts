/** What is wrong with an encryption map, held against the schema. */

import { nearest } from "../../text/nearest.ts";
import type { Field, Model, SchemaModel } from "../schema/types.ts";
import { companionName, companionOf } from "./companions.ts";
import { canHoldCiphertext, fieldNamed, modelNamed } from "./registry.ts";
import type { EncryptionMap, MapEntry, MapModel } from "./types.ts";

export type DefectKind =
  | "unknownModel"
  | "unknownField"
  | "duplicateModel"
  | "duplicateField"
  | "cannotHold"
  | "key"
  | "noCompanion";

export interface MapDefect {
  kind: DefectKind;
  /** The entry, or the model's own. */
  item: MapEntry | MapModel;
  /** The name that was probably meant, for what the schema does not know. */
  meant: string | null;
  data: Record<string, string>;
}

/** Everything that is wrong with `map`, in the order of its entries. */
export function findDefects(map: EncryptionMap, schema: SchemaModel): MapDefect[] {
  return [
    ...map.models.flatMap((mapped) => defectsOfModel(mapped, map, schema)),
    ...duplicates(map.global).map((entry) =>
      defect("duplicateField", entry, { model: map.export }),
    ),
  ];
}

function defect(
  kind: DefectKind,
  item: MapEntry | MapModel,
  data: Record<string, string>,
  meant: string | null = null,
): MapDefect {
  const field = "field" in item ? { field: item.field } : {};
  return { kind, item, meant, data: { ...field, ...data } };
}

function defectsOfModel(mapped: MapModel, map: EncryptionMap, schema: SchemaModel): MapDefect[] {
  const model = modelNamed(mapped.name, schema);
  if (!model) {
    const meant = nearest(mapped.name, schema.models.keys());
    return [defect("unknownModel", mapped, { model: mapped.name }, meant)];
  }
  const data = { model: model.name };
  return [
    ...(mapped.overridden ? [defect("duplicateModel", mapped, data)] : []),
    ...duplicates(mapped.entries).map((entry) => defect("duplicateField", entry, data)),
    ...mapped.entries.flatMap((entry) => defectsOfEntry(entry, model, map)),
  ];
}

/** Every entry whose name has come before. */
function duplicates(entries: readonly MapEntry[]): MapEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ field }) => {
    const isAgain = seen.has(field);
    seen.add(field);
    return isAgain;
  });
}

function defectsOfEntry(entry: MapEntry, model: Model, map: EncryptionMap): MapDefect[] {
  const field = fieldNamed(entry.field, model);
  const data = { model: model.name };
  if (!field) {
    const names = model.fields.filter(({ kind }) => kind !== "relation").map(({ name }) => name);
    return [defect("unknownField", entry, data, nearest(entry.field, names))];
  }
  const type = describe(field);
  if (field.isId) return [defect("key", entry, { ...data, type: "the model's id" })];
  if (field.foreignKeys.length > 0)
    return [defect("key", entry, { ...data, type: "a foreign key" })];
  if (!canHoldCiphertext(field)) return [defect("cannotHold", entry, { ...data, type })];
  if (map.kind === "hash" && !companionOf(field)) {
    return [defect("noCompanion", entry, { ...data, companion: companionName(field) })];
  }
  return [];
}

function describe(field: Field): string {
  if (field.kind === "relation") return `a relation to ${field.type}`;
  if (field.kind === "enum") return `the enum ${field.type}`;
  return `of type ${field.type}`;
}
