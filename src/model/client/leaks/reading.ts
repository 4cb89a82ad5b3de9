/** What reading the values of one file takes. */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Settings } from "../../../settings.ts";
import { traitsOf } from "../../phi/schema-traits.ts";
import type { Model, SchemaModel } from "../../schema/types.ts";
import type { Scopes } from "../bindings.ts";
import { clientNames } from "../receivers.ts";
import type { Rows } from "./rows.ts";

export interface Reading {
  scopes: Scopes;
  /** Null where no schema was found: then only credentials can be told. */
  schema: SchemaModel | null;
  settings: Settings;
  isClientName: (name: string) => boolean;
  /** The models that are patients; empty where nothing that the code handles is PHI. */
  patients: readonly Model[];
  /** What has been read of the file so far: see rows.ts. */
  rows: WeakMap<TSESTree.Node, Rows | null>;
}

export function startReading(
  scopes: Scopes,
  schema: SchemaModel | null,
  settings: Settings,
): Reading {
  const isClientName = clientNames(settings.clients);
  return {
    scopes,
    schema,
    settings,
    isClientName,
    patients: schema ? patientsOf(schema, settings) : [],
    rows: new WeakMap(),
  };
}

function patientsOf(schema: SchemaModel, settings: Settings): readonly Model[] {
  const traits = traitsOf(schema, settings.traits);
  return [...schema.models.values()].filter(
    ({ name }) => traits.get(name)?.has("patient") === true,
  );
}

/** Whether the rows of a model belong to a patient. */
export function isPatients(model: Model, { schema, settings }: Reading): boolean {
  const traits = schema && traitsOf(schema, settings.traits).get(model.name);
  return traits?.has("patient") === true || traits?.has("patient-linked") === true;
}
