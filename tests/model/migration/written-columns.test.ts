import { expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import {
  builtInType,
  withBrackets,
  writtenColumns,
} from "../../../src/model/migration/written-columns.ts";

function columns(sql: string): string[] {
  return parseScript(sql)
    .body.flatMap((statement) =>
      statement.type === "SqlCreateStmt" || statement.type === "SqlAlterTableStmt"
        ? writtenColumns(statement)
        : [],
    )
    .map(({ table, definition, typeName, isNew }) => {
      const type = withBrackets(builtInType(typeName) ?? "?", typeName);
      return `${table.relname}.${definition.colname} ${type}${isNew ? "" : " changed"}`;
    });
}

it("reads the columns of CREATE TABLE and ALTER TABLE", () => {
  expect(
    columns(
      `CREATE TABLE app.t (a INT, b CHAR(3)[], PRIMARY KEY (a), LIKE u);
       ALTER TABLE t ADD COLUMN c app.place, ALTER COLUMN d TYPE VARCHAR(3), DROP COLUMN e, ADD CHECK (a > 0);`,
    ),
  ).toEqual(["t.a int4", "t.b bpchar[]", "t.c ?", "t.d varchar changed"]);
});

it("passes over temporary tables, and columns without a type of their own", () => {
  expect(
    columns(
      `CREATE TEMPORARY TABLE t (a INT); CREATE TABLE pg_temp.t (a INT);
       CREATE TABLE p PARTITION OF t (a DEFAULT 1) FOR VALUES IN (1);`,
    ),
  ).toEqual([]);
});

it("tells types of one's own from PostgreSQL's", () => {
  expect(columns(`CREATE TABLE t (a pg_catalog.int4, b app.int4, c SERIAL, d "char");`)).toEqual([
    "t.a int4",
    "t.b ?",
    "t.c serial",
    "t.d char",
  ]);
});
