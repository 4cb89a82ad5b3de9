/** What the columns of a project's tables hold, as far as secrets are concerned. */

import { modelOfTable } from "../client/deleted-tables.ts";
import type { Catalog } from "../catalog/types.ts";
import { classifyField } from "../phi/classify.ts";
import { DIGEST_WORDS } from "../phi/lexicon/heads.ts";
import { isProtected } from "../phi/protection.ts";
import { classificationOf } from "../phi/schema-fields.ts";
import type { Classification, ModelContext } from "../phi/types.ts";
import { compoundWords } from "../phi/words.ts";
import type { Model, SchemaModel } from "../schema/types.ts";
import type { Settings } from "../../settings.ts";
import type { ColumnKind, Columns, TableName } from "./secrets.ts";

/** From here on the classifier is right about 19 times of 20. */
const SURE = 0.8;
const PASSWORDS = new Set(["password", "passwd", "passphrase", "pwd"]);

/**
 * Columns by the schema's models, and by their names alone where the schema has no such table.
 *
 * @param catalog as the script finds it; asked for only when an INSERT lists no columns
 */
export function columnsOf(
  catalog: () => Catalog,
  schema: SchemaModel | null,
  settings: Settings,
): Columns {
  return {
    of(table) {
      const known = catalog().table(table.name, table.schema ?? undefined);
      return known && !known.opaque ? [...known.columns.keys()] : null;
    },
    kind(table, column) {
      if (schema === null) return kindByName(table, column);
      const model = modelOfTable(table, schema);
      return model === null
        ? kindByName(table, column)
        : kindInModel(model, column, schema, settings);
    },
  };
}

function kindInModel(
  model: Model,
  column: string,
  schema: SchemaModel,
  settings: Settings,
): ColumnKind | null {
  const field = model.fields.find(({ databaseName }) => databaseName === column);
  if (!field) return null;
  const read = classificationOf(field, schema, settings);
  if (read.confidence < SURE) return null;
  if (read.label === "phi") return isProtected(model, schema, settings) ? "phi" : null;
  return credentialKind(column, read);
}

/** Whether a name alone says that it is one of a credential. */
export function namesCredential(name: string): boolean {
  return kindByName({ name: "settings", schema: null }, name) !== null;
}

function kindByName({ name: table }: TableName, name: string): ColumnKind | null {
  const context: ModelContext = { name: table, traits: new Set(), fieldNames: [name] };
  const facts = {
    name,
    type: "String",
    isList: false,
    isEnum: false,
    isId: false,
    isForeignKey: false,
    isUnique: false,
    documentation: null,
    nativeType: null,
  };
  return credentialKind(name, classifyField(facts, context));
}

function credentialKind(name: string, { label, confidence }: Classification): ColumnKind | null {
  if (label !== "credential" || confidence < SURE) return null;
  const words = compoundWords(name);
  if (words.some((word) => DIGEST_WORDS.has(word))) return "hash";
  return words.some((word) => PASSWORDS.has(word)) ? "password" : "credential";
}
