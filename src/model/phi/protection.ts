/** Which models are protected: about patients, or carrying PHI. */

import { phiFields } from "./schema-fields.ts";
import type { Settings, Trait } from "../../settings.ts";
import { traitsOf } from "./schema-traits.ts";
import type { Model, SchemaModel } from "../schema/types.ts";

/** What such a model holds is nobody's record: it is written once, joins two others, or lives for a day. */
const EXEMPT: readonly Trait[] = ["append-only", "join", "session"];
/** From here on the classifier is right about 19 times of 20. */
const SURE = 0.8;

/** Logs, join tables and sessions, which no rule about records speaks of. */
export function isExempt(model: Model, schema: SchemaModel, settings: Settings): boolean {
  const traits = traitsOf(schema, settings.traits).get(model.name);
  return EXEMPT.some((trait) => traits?.has(trait) === true);
}

interface Judged {
  settings: Settings;
  isProtected: boolean;
}

/** A cache: several rules ask of each model, and telling PHI takes the longest of all. */
const judged = new WeakMap<Model, Judged>();

/** A record about a patient, or one that carries PHI. */
export function isProtected(model: Model, schema: SchemaModel, settings: Settings): boolean {
  const known = judged.get(model);
  if (known?.settings === settings) return known.isProtected;
  const judgement = { settings, isProtected: judge(model, schema, settings) };
  judged.set(model, judgement);
  return judgement.isProtected;
}

function judge(model: Model, schema: SchemaModel, settings: Settings): boolean {
  if (isExempt(model, schema, settings)) return false;
  const traits = traitsOf(schema, settings.traits).get(model.name);
  // Reference data is about no one, whatever its columns are called.
  if (traits?.has("catalog") === true) return false;
  if (traits?.has("patient") === true || traits?.has("patient-linked") === true) return true;
  return phiFields(model, schema, settings, SURE).length > 0;
}
