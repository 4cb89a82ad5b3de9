/** People who are patients by what points to them. */

import { isPatientKey } from "./graph.ts";
import type { NamedModel } from "./graph.ts";
import { isAboutHealthCare, isOfHealthByName, namesPatient, isOwner } from "./health-evidence.ts";
import { PERSON_MODELS } from "./lexicon/people.ts";

/** How many kinds of health records make those who own them patients. One may be a feature of an app for all. */
const FEWEST_RECORDS = 2;

const NAME_COLUMNS = ["name", "first name", "last name", "full name"];

/**
 * The people who are patients by what points to them: a `User` that a `patientId` refers to, the `Profile` that alone has
 * the name of a `Patient`, or a `Customer` with two health records where nobody else is a patient. No path of keys leads
 * through them: most that a user owns is no record.
 */
export function findPatientsByKeys(
  models: readonly NamedModel[],
  roots: ReadonlySet<string>,
): Set<string> {
  const people = new Set(models.filter(isPersonName).map(({ node }) => node.name));
  const named = new Set(models.filter(hasName).map(({ node }) => node.name));
  // Where somebody is a patient by name, nobody else is for what is recorded.
  const isSettled = roots.size > 0 || !isAboutHealthCare(models);
  const records = new Map<string, number>();
  const patients = new Set<string>();
  for (const model of models) {
    const keys = model.references.filter((key) => people.has(key.model) && !roots.has(key.model));
    for (const { field, model: target } of keys) if (isPatientKey(field)) patients.add(target);
    if (roots.has(model.node.name) && !hasName(model)) {
      const names = keys.filter(({ model: target, unique }) => unique && named.has(target));
      for (const { model: target } of names) patients.add(target);
    }
    if (isSettled) continue;
    const owner = keys.find((key) => isOwner(key, () => true));
    if (!owner || namesPatient(model.node) || !isOfHealthByName(model)) continue;
    records.set(owner.model, (records.get(owner.model) ?? 0) + 1);
  }
  if (patients.size > 0) return patients;
  return new Set([...records].filter(([, count]) => count >= FEWEST_RECORDS).map(([name]) => name));
}

function hasName({ columns }: NamedModel): boolean {
  return NAME_COLUMNS.some((column) => columns.has(column));
}

function isPersonName({ core }: NamedModel): boolean {
  return PERSON_MODELS.has(core.at(-1) ?? "");
}
