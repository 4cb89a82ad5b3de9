/** Where a schema and the catalog that its migrations make are not of one mind. */

import type { Provenance } from "../catalog/types.ts";

/**
 * `missing…`: the schema has it and no migration makes it. `extra…`: the migrations make it and the schema does not
 * have it. The others exist on both sides and differ.
 */
export type DifferenceKind =
  | "missingTable"
  | "missingColumn"
  | "missingEnum"
  | "missingEnumValue"
  | "missingPrimaryKey"
  | "missingUnique"
  | "missingIndex"
  | "missingIndexes"
  | "missingForeignKey"
  | "extraTable"
  | "extraColumn"
  | "extraEnum"
  | "extraEnumValue"
  | "extraEnumValues"
  | "extraUnique"
  | "extraIndex"
  | "extraForeignKey"
  | "differentPrimaryKey"
  | "differentType"
  | "differentNullability"
  | "missingDefault"
  | "extraDefault";

export interface Difference {
  kind: DifferenceKind;
  /** What to point at, in a file of the schema; for tables and enums that the schema lacks, in a migration. */
  place: Provenance;
  /** The table or enum, and the column, value or columns that it is about. */
  table: string;
  name: string;
  /** As the schema has it and as the migrations leave it; empty where there is nothing to compare. */
  expected: string;
  found: string;
  /** Where the fact on the migrations' side, or what is nearest to it, was last touched; null when nowhere. */
  touched: Provenance | null;
}
