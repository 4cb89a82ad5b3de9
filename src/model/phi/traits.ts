import { nameChoice } from "../../text/name-patterns.ts";

import { isAppendOnly, keepsClinicalContent } from "./append-only.ts";
import { nameModels } from "./graph.ts";
import type { NamedModel } from "./graph.ts";
import {
  CONSENT_MODELS,
  DEVICE_FIELDS,
  JOIN_EXTRAS,
  SESSION_MODELS,
  STAFF_CARRIERS,
  TOKEN_FIELDS,
} from "./lexicon/models.ts";
import { PERSON_MODELS, STAFF_EVIDENCE, STAFF_MODELS } from "./lexicon/people.ts";
import { CATALOGUES } from "./lexicon/things.ts";
import { findRecords } from "./records.ts";
import { findLinked } from "./linked.ts";
import { findPatientsByKeys } from "./patients-by-keys.ts";
import { findRoots } from "./roots.ts";
import { findTenants, isCalledOrganisation } from "./tenants.ts";
import type { ModelGraphNode, ModelTrait } from "./types.ts";
import { compoundWords, containsPhrase } from "./words.ts";

const STAFF_GROUPS = ["care team"];

export type TraitOverrides = Partial<Record<ModelTrait, readonly string[]>>;

/**
 * What each model is, by how it looks and by what it points to. Every model has an entry, if an empty one.
 *
 * @param overrides names, globs (`*`) or `/regular expressions/` of models that have a trait besides those inferred;
 *   with a leading `!`, of models that do not have it. Patients named here are roots: what points to them is linked.
 */
export function inferTraits(
  models: readonly ModelGraphNode[],
  overrides: TraitOverrides = {},
): Map<string, Set<ModelTrait>> {
  const named = nameModels(models);
  const decide = (trait: ModelTrait, inferred: ReadonlySet<string>) =>
    applyOverride(named, inferred, overrides[trait]);
  const having = (trait: ModelTrait, test: (model: NamedModel) => boolean) =>
    decide(trait, namesOf(named.filter(test)));

  const roots = decide("patient", findRoots(named));
  const byKeys = decide("patient", findPatientsByKeys(named, roots));
  const patient = new Set([...roots, ...byKeys]);
  const staff = having("staff", (model) => !patient.has(model.node.name) && isStaff(model));
  const tenant = decide("tenant", findTenants(named, roots));
  const organisation = having(
    "organisation",
    (model) =>
      (!staff.has(model.node.name) && isCalledOrganisation(model)) || tenant.has(model.node.name),
  );
  const person = having("person", (model) => isPerson(model, patient, organisation));
  const isBarrier = ({ node: { name } }: NamedModel) =>
    [staff, organisation, person].some((trait) => trait.has(name));
  const linked = decide(
    "patient-linked",
    findLinked(named, roots, { isBarrier, isPerson: (name) => person.has(name) }),
  );
  const isPatients = (name: string) => patient.has(name) || linked.has(name);

  const records = decide(
    "clinical-record",
    findRecords(named, (name) => linked.has(name) && !patient.has(name) && !person.has(name)),
  );

  const traits: [ModelTrait, ReadonlySet<string>][] = [
    ["patient", patient],
    ["patient-linked", linked],
    ["clinical-record", records],
    ["person", person],
    ["staff", staff],
    ["tenant", tenant],
    [
      "tenant-scoped",
      having("tenant-scoped", ({ references }) =>
        references.some(({ model }) => tenant.has(model)),
      ),
    ],
    ["organisation", organisation],
    [
      "append-only",
      having(
        "append-only",
        (model) =>
          isAppendOnly(model) && !(isPatients(model.node.name) && keepsClinicalContent(model)),
      ),
    ],
    ["join", having("join", isJoin)],
    ["catalog", having("catalog", (model) => !isPatients(model.node.name) && isCatalogue(model))],
    ["session", having("session", isSession)],
    ["consent", having("consent", ({ words }) => containsPhrase(words, CONSENT_MODELS))],
  ];
  return collect(named, traits);
}

function collect(
  models: readonly NamedModel[],
  traits: readonly [ModelTrait, ReadonlySet<string>][],
) {
  return new Map(
    models.map(({ node: { name } }) => [
      name,
      new Set(traits.filter(([, names]) => names.has(name)).map(([trait]) => trait)),
    ]),
  );
}

function applyOverride(
  models: readonly NamedModel[],
  inferred: ReadonlySet<string>,
  patterns: readonly string[] = [],
): ReadonlySet<string> {
  if (patterns.length === 0) return inferred;
  const isChosen = nameChoice(patterns);
  return namesOf(models.filter(({ node: { name } }) => isChosen(name, inferred.has(name))));
}

function namesOf(models: readonly NamedModel[]): Set<string> {
  return new Set(models.map(({ node }) => node.name));
}

/** Named after a profession, or a user with what only professionals have: a licence, a hire date. */
function isStaff({ core, columns }: NamedModel): boolean {
  const last = core.at(-1) ?? "";
  if (STAFF_MODELS.has(last) || containsPhrase(core, STAFF_GROUPS)) return true;
  if (
    STAFF_MODELS.has(core[0] ?? "") &&
    core.length > 1 &&
    core.slice(1).every((word) => STAFF_CARRIERS.has(word))
  )
    return true;
  return PERSON_MODELS.has(last) && [...STAFF_EVIDENCE].some((column) => columns.has(column));
}

function isPerson(
  { node, core, columns }: NamedModel,
  patient: ReadonlySet<string>,
  organisation: ReadonlySet<string>,
): boolean {
  if (patient.has(node.name)) return true;
  if (organisation.has(node.name)) return false;
  const last = core.at(-1) ?? node.name.toLowerCase();
  if (PERSON_MODELS.has(last) || STAFF_MODELS.has(last)) return true;
  return columns.has("first name") && columns.has("last name");
}

/** Two or more foreign keys and next to nothing else. */
function isJoin({ node, references, columns }: NamedModel): boolean {
  const declared = references.filter(({ field }) =>
    node.references.some(({ fieldName }) => fieldName === field),
  );
  if (new Set(declared.map(({ field }) => field)).size < 2) return false;
  const own =
    columns.size - countExtras(columns) - new Set(references.map(({ field }) => field)).size;
  return own <= 1;
}

function countExtras(columns: ReadonlySet<string>): number {
  return [...columns].filter((column) => JOIN_EXTRAS.has(column)).length;
}

function isCatalogue({ words, columns }: NamedModel): boolean {
  if (CATALOGUES.has(words.at(-1) ?? "")) return true;
  return columns.has("code") && columns.has("description");
}

/** A login, and not a session of therapy or of training, nor a machine's connection. */
function isSession({ core, columns, references }: NamedModel): boolean {
  if (containsPhrase(core, SESSION_MODELS)) return true;
  if (core.at(-1) !== "session") return false;
  const has = (fields: ReadonlySet<string>) => [...fields].some((field) => columns.has(field));
  const isSomebodys = columns.has("user id") || references.some(({ model }) => isUserModel(model));
  return has(TOKEN_FIELDS) || (isSomebodys && has(DEVICE_FIELDS));
}

function isUserModel(name: string): boolean {
  const last = compoundWords(name).at(-1) ?? "";
  return PERSON_MODELS.has(last) || STAFF_MODELS.has(last);
}
