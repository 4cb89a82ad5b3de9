/** The organisations whose rows a database keeps apart. */

import type { NamedModel, Reference } from "./graph.ts";
import { ORGANISATION_CARRIERS } from "./lexicon/models.ts";
import { ORGANISATION_MODELS, TENANT_MODELS } from "./lexicon/things.ts";

/** How many models must belong to an organisation for it to be a tenant. */
const FEWEST_TENANT_MODELS = 3;
/** What part of the others cannot be without an organisation that is not called as tenants are. */
const LEAST_SHARE = 1 / 2;

/**
 * The organisations that many models belong to, when they are called as tenants are; and any other that most models
 * cannot be without, patients among them: to a `Laboratory` that only orders refer to, or to a patient's `Pharmacy`,
 * nothing else belongs, and where there are no patients a `Vendor` may be what the whole schema is about.
 */
export function findTenants(
  models: readonly NamedModel[],
  patients: ReadonlySet<string>,
): Set<string> {
  const belonging = countBelonging(models, () => true);
  const needing = countBelonging(models, isNeeded);
  const others = models.length - 1;
  const enough = Math.min(FEWEST_TENANT_MODELS, Math.max(1, Math.ceil(others / 2)));
  const most = Math.max(FEWEST_TENANT_MODELS, others * LEAST_SHARE);
  const ofPatients = new Set(
    models
      .filter(({ node }) => patients.has(node.name))
      .flatMap((model) => model.references.filter((reference) => isNeeded(reference, model)))
      .map(({ model }) => model),
  );
  const holdsMost = (name: string) => (needing.get(name) ?? 0) >= most && ofPatients.has(name);
  const tenants = models.filter((model) => {
    const { name } = model.node;
    if (isOfPatient(model, patients)) return false;
    if (isCalledTenant(model) && (belonging.get(name) ?? 0) >= enough) return true;
    return isCalledOrganisation(model) && holdsMost(name);
  });
  return new Set(tenants.map(({ node }) => node.name));
}

/** Called an organisation, or a part of one: `Facility`, `OrganizationUnit`. */
export function isCalledOrganisation({ core }: NamedModel): boolean {
  const last = core.at(-1) ?? "";
  return (
    ORGANISATION_MODELS.has(last) ||
    (ORGANISATION_MODELS.has(core[0] ?? "") && ORGANISATION_CARRIERS.has(last))
  );
}

function isCalledTenant({ core }: NamedModel): boolean {
  return TENANT_MODELS.has(core.at(-1) ?? "");
}

/** How many other models refer to each model by such a key. */
function countBelonging(
  models: readonly NamedModel[],
  isCounted: (reference: Reference, from: NamedModel) => boolean,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const model of models) {
    const targets = new Set(
      model.references
        .filter((reference) => isCounted(reference, model))
        .map(({ model: target }) => target),
    );
    targets.delete(model.node.name);
    for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1);
  }
  return counts;
}

/** By a key that every row has, whether a relation says so or only the column's name. */
function isNeeded({ required, field }: Reference, { node }: NamedModel): boolean {
  return required || node.fields.some(({ name, isRequired }) => name === field && isRequired);
}

/** A patient, or what each patient has of their own: a care team is nobody's tenant. */
function isOfPatient({ node, references }: NamedModel, patients: ReadonlySet<string>): boolean {
  return (
    patients.has(node.name) ||
    references.some(({ model, required }) => required && patients.has(model))
  );
}
