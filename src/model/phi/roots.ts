/** The models that are patients by their names and by what they hold. */

import type { NamedModel } from "./graph.ts";
import { schemaEvidence, evidenceOf, isOfHealth } from "./health-evidence.ts";
import type { SchemaEvidence } from "./health-evidence.ts";
import {
  BUYER_ROOTS,
  DONOR_ROOTS,
  KIN_ROOTS,
  LIKELY_ROOTS,
  PATIENT_ROOTS,
  POSSIBLE_ROOTS,
} from "./lexicon/people.ts";

/**
 * The models that are patients. A model named `Patient` always is; `Client`, `Member` and the like need clinical
 * evidence in their own fields or in the other models' names, beside a `Patient` in their own: there, a client may be who
 * buys something; a `User` or a `Person` needs it in both, and only counts
 * where there is no better root.
 */
export function findRoots(models: readonly NamedModel[]): Set<string> {
  const schema = schemaEvidence(models);
  const certain = models.filter(({ core }) => isPatientName(core));
  const likely = models.filter(
    (model) =>
      isNamedAfter(model, LIKELY_ROOTS) &&
      hasEvidence(model, schema) &&
      (certain.length === 0 || hasOwnEvidence(model)),
  );
  const donors = models.filter((model) => isNamedAfter(model, DONOR_ROOTS) && isOfHealth(model));
  const named = [...certain, ...likely, ...donors];
  const roots = named.length > 0 ? named : models.filter((model) => isUnnamedRoot(model, schema));
  return new Set(roots.map(({ node }) => node.name));
}

/** `Patient`, `patient_data`, `ClinicPatient`; not `PatientNote`, whose head is the note. */
function isPatientName(core: readonly string[]): boolean {
  return PATIENT_ROOTS.has(core.at(-1) ?? "") && core.length <= 2;
}

function isNamedAfter({ core }: NamedModel, names: ReadonlySet<string>): boolean {
  return core.length === 1 && names.has(core[0] ?? "");
}

function hasOwnEvidence({ node }: NamedModel): boolean {
  const own = evidenceOf(node);
  return own.strong + own.weak > 0;
}

function hasEvidence(model: NamedModel, schema: SchemaEvidence): boolean {
  const own = evidenceOf(model.node);
  if (own.strong > 0 && own.strong + own.weak + schema.strong > 1) return true;
  if (schema.strong >= 2 || (schema.strong === 1 && own.weak > 0)) return true;
  return own.weak >= 2 && schema.weak > 0 && !schema.otherTrade;
}

function isUnnamedRoot(model: NamedModel, schema: SchemaEvidence): boolean {
  if (isNamedAfter(model, BUYER_ROOTS) && isTreated(model, schema)) return true;
  if (isNamedAfter(model, KIN_ROOTS) && schema.strong > 0 && hasOwnEvidence(model)) return true;
  if (!isNamedAfter(model, POSSIBLE_ROOTS) || schema.strong === 0) return false;
  const own = evidenceOf(model.node);
  return own.strong > 0 && own.strong + own.weak >= 2;
}

/** The customer of a dentist, of whom more is known than of one who only pays. */
function isTreated({ node }: NamedModel, schema: SchemaEvidence): boolean {
  const { strong, weak } = evidenceOf(node);
  return schema.strong >= 2 && !schema.otherTrade && strong + weak > 0;
}
