/** How a finding speaks of a name. */

import type { Name, NameKind } from "../../model/schema/names.ts";
import type { NameProblem } from "../../model/schema/naming.ts";

const LABELS: Readonly<Record<NameKind, string>> = {
  model: "model",
  field: "field",
  enum: "enum",
  enumValue: "value",
  table: "table",
  column: "column",
  enumType: "type",
  primaryKey: "primary key",
  unique: "unique constraint",
  index: "index",
  foreignKey: "foreign key",
};

const SCHEMA_KINDS: ReadonlySet<NameKind> = new Set(["model", "enum", "field", "enumValue"]);

/** A name, what has it and where: `column 'user_id' of 'Visit'`. */
export function what({ kind, name, owner }: Name): string {
  const holder = "enum" in owner ? owner.enum.name : owner.model.name;
  const isWhole = kind === "model" || kind === "enum";
  return `${LABELS[kind]} '${name}'${isWhole ? "" : ` of '${holder}'`}`;
}

/** The message of a problem, with its data. */
export function describe(name: Name, problem: NameProblem) {
  return {
    messageId: problem.kind,
    data: {
      what: what(name),
      wanted: wantedBy(problem),
      expected: problem.expected ?? "",
      source: name.source,
    },
  };
}

function wantedBy(problem: NameProblem): string {
  if ("nameCase" in problem) return problem.nameCase;
  if ("number" in problem) return problem.number;
  if ("affixes" in problem) return problem.affixes.map((affix) => `'${affix}'`).join(" or ");
  return "";
}

/** In bytes of UTF-8, if that may matter; only names in the database are cut. */
export function lengthOf({ kind, name }: Name, limit: number): number {
  return SCHEMA_KINDS.has(kind) || name.length * 3 <= limit ? 0 : Buffer.byteLength(name);
}
