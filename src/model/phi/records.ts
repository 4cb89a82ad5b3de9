/** Which of the models that belong to patients are clinical records. */

import { heldAlone } from "./graph.ts";
import type { NamedModel } from "./graph.ts";
import { classifyHealth } from "./health.ts";
import { profileOf } from "./profile.ts";
import { isAdministrativeName, isRecordName } from "./record-names.ts";
import { compoundWords } from "./words.ts";

/** Parts of parts of a record: an item of a panel of a result. */
const DEEPEST_PART = 3;
/** From here on a column is clinical for certain. */
const SURE = 0.8;
/** How many clinical columns make a record of a model whose name says nothing, and what part of all of them. */
const FEWEST_CLINICAL = 3;
const LEAST_SHARE = 1 / 3;

/**
 * The clinical records among the models whose rows belong to a patient: by their names, by the company of clinical columns,
 * and the parts of such records, which cannot be without one.
 */
export function findRecords(
  models: readonly NamedModel[],
  isCandidate: (name: string) => boolean,
): Set<string> {
  const candidates = models.filter(
    ({ node, words }) => isCandidate(node.name) && !isAdministrativeName(words),
  );
  const records = new Set(
    candidates
      .filter((model) => isRecordName(model.words) || hasClinicalColumns(model))
      .map(({ node }) => node.name),
  );
  for (let depth = 1; depth <= DEEPEST_PART; depth++) {
    const held = heldAlone(candidates.filter(({ node }) => records.has(node.name)));
    const parts = candidates.filter(
      (model) =>
        !records.has(model.node.name) && (isPartOf(model, records) || held.has(model.node.name)),
    );
    if (parts.length === 0) break;
    for (const { node } of parts) records.add(node.name);
  }
  return records;
}

/** A row that cannot be without the record. */
function isPartOf({ references }: NamedModel, records: ReadonlySet<string>): boolean {
  return references.some(({ model, required }) => required && records.has(model));
}

function hasClinicalColumns({ node }: NamedModel): boolean {
  const fieldNames = node.fields.map(({ name }) => name);
  const profile = profileOf({ name: node.name, traits: PATIENTS, fieldNames });
  const contents = node.fields
    .filter(({ isId, type }) => !isId && type !== "DateTime")
    .map(({ name }) => compoundWords(name))
    .filter((words) => words.at(-1) !== "id");
  const clinical = contents.filter(
    (words) => (classifyHealth(words, profile)?.confidence ?? 0) >= SURE,
  ).length;
  return clinical >= FEWEST_CLINICAL && clinical >= contents.length * LEAST_SHARE;
}

const PATIENTS: ReadonlySet<"patient-linked"> = new Set(["patient-linked"]);
