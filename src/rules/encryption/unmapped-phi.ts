/** The map's side of `require-phi-encryption`: what an encryption map leaves out, and where it would be written. */

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { insertionOf, modelInsertionOf } from "../../fixes/encryption-map.ts";
import { keyFor, modelNamed } from "../../model/encryption/registry.ts";
import type { EncryptionRegistry } from "../../model/encryption/registry.ts";
import type { EncryptionMap, MapModel } from "../../model/encryption/types.ts";
import type { Field, Model, SchemaModel } from "../../model/schema/types.ts";
import type { Project } from "../../project/snapshot.ts";
import { placeOf } from "../place-of.ts";
import type { ClientContext } from "../types.ts";

type MessageIds = "unmapped" | "unmappedModels" | "addToMap" | "addModel";
type Context = Pick<
  ClientContext<{ MessageIds: MessageIds; RuleOptions: [] }>,
  "report" | "sourceCode"
>;

/** The fields of a model that hold PHI in clear. */
export type ClearFields = (
  model: Model,
  schema: SchemaModel,
  registry: EncryptionRegistry,
) => readonly { field: Field }[];

/** A finding names so many models, and offers to add them. */
const MOST_NAMED = 5;

/** Reports what the maps in the linted module leave out: on each entry, and on the map for models without one. */
export function reportUnmapped(context: Context, project: Project, clearFields: ClearFields): void {
  const maps = project.mapsHere.filter(({ kind }) => kind === "encrypted");
  if (maps.length === 0) return;
  const { schema } = project;
  const { registry } = project.encryption;
  if (!schema || !registry) return;
  const encryptable = (model: Model) =>
    clearFields(model, schema, registry)
      .map(({ field }) => field)
      // A DateTime holds no ciphertext: the schema's side says so.
      .filter((field) => field.type !== "DateTime");
  for (const map of maps) {
    for (const entry of map.models) {
      const model = modelNamed(entry.name, schema);
      // Of several maps of one model the first one is told what is missing.
      if (!model || registry.mapped(model)[0]?.map !== map) continue;
      const fields = encryptable(model);
      if (fields.length > 0) reportEntry(context, entry, model, fields);
    }
    if (map === registry.maps.find(({ kind }) => kind === "encrypted") && map.models.length > 0) {
      const absent = [...schema.models.values()]
        .filter((model) => model.kind === "model" && registry.mapped(model).length === 0)
        .map((model) => ({ model, fields: encryptable(model) }))
        .filter(({ fields }) => fields.length > 0)
        .toSorted((one, other) => other.fields.length - one.fields.length);
      if (absent.length > 0) reportAbsent(context, map, schema, absent);
    }
  }
}

function reportEntry(
  context: Context,
  entry: MapModel,
  model: Model,
  fields: readonly Field[],
): void {
  const { text } = context.sourceCode;
  context.report({
    loc: placeOf(context.sourceCode, entry.site),
    messageId: "unmapped",
    data: { model: model.name, fields: namesOf(fields) },
    suggest: fields.flatMap(({ name }) =>
      suggestion("addToMap", { field: name }, insertionOf(entry, name, text)),
    ),
  });
}

function reportAbsent(
  context: Context,
  map: EncryptionMap,
  schema: SchemaModel,
  absent: readonly { model: Model; fields: readonly Field[] }[],
): void {
  const { text } = context.sourceCode;
  const named = absent.slice(0, MOST_NAMED);
  const more = absent.length - named.length;
  const models = named.map(({ model, fields }) => `${model.name} (${namesOf(fields)})`);
  context.report({
    loc: placeOf(context.sourceCode, [map.range[0], map.range[0] + 1]),
    messageId: "unmappedModels",
    data: { models: [...models, ...(more > 0 ? [`and ${more} more`] : [])].join(", ") },
    suggest: named.flatMap(({ model, fields }) => {
      const names = fields.map(({ name }) => name);
      const edit = modelInsertionOf(map, keyFor(model, map, schema), names, text);
      return suggestion("addModel", { model: model.name, fields: namesOf(fields) }, edit);
    }),
  });
}

function namesOf(fields: readonly Field[]): string {
  return fields.map(({ name }) => name).join(", ");
}

function suggestion(
  messageId: "addToMap" | "addModel",
  data: Record<string, string>,
  edit: TextEdit | null,
) {
  if (!edit) return [];
  return [{ messageId, data, fix: (fixer: Parameters<typeof apply>[0]) => apply(fixer, edit) }];
}
