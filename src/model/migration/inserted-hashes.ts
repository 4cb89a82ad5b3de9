/** What the rows that migrations insert say of a column. */

import { isA } from "../catalog/tree.ts";
import type { MigrationFile } from "../catalog/types.ts";
import type { Field } from "../schema/types.ts";
import { hashedColumns } from "./secrets.ts";

/** Whether a migration inserts a hash (`$2b$10$…`, `$argon2id$…`) where the field is kept. */
export function isInsertedAsHash(field: Field, migrations: readonly MigrationFile[]): boolean {
  return migrations.some(({ script }) =>
    script.body.some(
      (statement) =>
        isA(statement, "SqlInsertStmt") &&
        hashedColumns(statement).some(({ table, column }) => {
          const { databaseName, databaseSchema } = field.model;
          const isSameSchema =
            table.schema === null || databaseSchema === null || table.schema === databaseSchema;
          return column === field.databaseName && table.name === databaseName && isSameSchema;
        }),
    ),
  );
}
