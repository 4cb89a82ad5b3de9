/** PostgreSQL's names for the errors of running DDL again (appendix A of its manual). */

const CONDITIONS: Readonly<Record<string, string>> = {
  "42P07": "duplicate_table",
  "42P06": "duplicate_schema",
  "42701": "duplicate_column",
  "42710": "duplicate_object",
  "42723": "duplicate_function",
  "42P01": "undefined_table",
  "42703": "undefined_column",
  "42704": "undefined_object",
  "42883": "undefined_function",
  "42P04": "duplicate_database",
  "3D000": "invalid_catalog_name",
  "23505": "unique_violation",
  "42P16": "invalid_table_definition",
  "42809": "wrong_object_type",
  "22P02": "invalid_text_representation",
  "22023": "invalid_parameter_value",
  "2BP01": "dependent_objects_still_exist",
  "3F000": "invalid_schema_name",
  "55000": "object_not_in_prerequisite_state",
};

/** The condition under which an EXCEPTION handler catches the error; null when there is none. */
export function conditionOf(sqlstate: string | null | undefined): string | null {
  return sqlstate ? (CONDITIONS[sqlstate] ?? null) : null;
}
