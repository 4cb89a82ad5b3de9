/** `IF NOT EXISTS` that finds what an earlier migration has made in another shape, and leaves it so. */

import type {
  Range,
  SqlAlterTableStmt,
  SqlColumnDef,
  SqlCreateStmt,
  SqlIndexStmt,
  SqlScript,
  SqlTypeName,
} from "../../../languages/postgresql/ast.ts";
import { foldSerial } from "../statements/columns.ts";
import type { Catalog, Column, Provenance, Table, TableIndex } from "../types.ts";
import { phrase, phraseTo } from "./command.ts";
import { relationName } from "./references.ts";

export interface HiddenShape {
  /** `CREATE TABLE`, `ADD COLUMN`, `CREATE INDEX`, and its tokens. */
  action: string;
  range: Range;
  object: "table" | "column" | "index";
  name: string;
  /** What is not as it is written here: `without the column 'email'`. */
  difference: string;
  /** Where it was made. */
  origin: Provenance;
}

/** Catalogs before and after the script, and its file: what the script itself has made is no matter here. */
export interface Surroundings {
  before: Catalog;
  after: Catalog;
  path: string;
}

/** In order; only statements outside of blocks. */
export function hiddenShapes(script: SqlScript, around: Surroundings): HiddenShape[] {
  return script.body.flatMap((statement) => {
    switch (statement.type) {
      case "SqlCreateStmt":
        return hiddenTable(statement, around);
      case "SqlAlterTableStmt":
        return hiddenColumns(statement, around);
      case "SqlIndexStmt":
        return hiddenIndex(statement, around);
      default:
        return [];
    }
  });
}

/** Whether the script has a statement that `hiddenShapes` looks at: catalogs are dear. */
export function mayHideShapes({ body }: SqlScript): boolean {
  return body.some((statement) => {
    if (statement.type === "SqlAlterTableStmt") return statement.cmds.some(isOptionalColumn);
    const isMaking = statement.type === "SqlCreateStmt" || statement.type === "SqlIndexStmt";
    return isMaking && statement.if_not_exists === true;
  });
}

function isOptionalColumn({ subtype, missing_ok }: SqlAlterTableStmt["cmds"][number]): boolean {
  return subtype === "AT_AddColumn" && missing_ok === true;
}

// ---- tables and columns -----------------------------------------------------------------------------------

function hiddenTable(
  statement: SqlCreateStmt,
  { before, after, path }: Surroundings,
): HiddenShape[] {
  if (statement.if_not_exists !== true || statement.relation.relpersistence === "t") return [];
  const { schema, name } = relationName(statement.relation);
  const old = before.table(name, schema ?? undefined);
  const left = after.table(name, schema ?? undefined);
  if (!old || !left || left.opaque || left.origin.path === path) return [];
  const columns = (statement.tableElts ?? []).filter((element) => element.type === "SqlColumnDef");
  const difference = columns
    .map((column) => columnDifference(column, old, left, path))
    .find((one) => one !== null);
  if (difference === undefined) return [];
  const { action, keyword } = phraseTo(statement, ["table"]);
  return [{ action, range: keyword, object: "table", name, difference, origin: left.origin }];
}

/** Missing before and after the script: what it drops, renames or adds in another statement is not hidden. */
function columnDifference(
  { colname, typeName }: SqlColumnDef,
  old: Table,
  left: Table,
  path: string,
): string | null {
  const column = left.columns.get(colname);
  if (column === undefined)
    return old.columns.has(colname) ? null : `without the column '${colname}'`;
  const difference = typeDifference(column, typeName, path);
  return difference && `with the column '${colname}' ${difference}`;
}

function typeDifference(
  column: Column,
  typeName: SqlTypeName | undefined,
  path: string,
): string | null {
  if (column.origin.path === path || typeName === undefined) return null;
  const type = typeOf(typeName);
  return column.type === type ? null : `as ${column.type} and not as ${type}`;
}

function typeOf({ names, arrayBounds = [] }: SqlTypeName): string {
  const name = foldSerial(names.at(-1)?.sval ?? "");
  return arrayBounds.length > 0 ? `${name}[]` : name;
}

function hiddenColumns(statement: SqlAlterTableStmt, { after, path }: Surroundings): HiddenShape[] {
  const { schema, name } = relationName(statement.relation);
  const optional = statement.cmds.filter(isOptionalColumn);
  const table = optional.length === 0 ? undefined : after.table(name, schema ?? undefined);
  return optional.flatMap((node) => {
    const column = node.def?.type === "SqlColumnDef" ? table?.columns.get(node.def.colname) : null;
    if (!column || node.def?.type !== "SqlColumnDef") return [];
    const difference = typeDifference(column, node.def.typeName, path);
    if (difference === null) return [];
    const at = statement.tokens.findIndex(({ range }) => range[0] === node.range[0]);
    const words = statement.tokens[at + 1]?.value === "column" ? 2 : 1;
    const { action, keyword } = phrase(statement.tokens.slice(at, at + words));
    const { origin } = column;
    return [{ action, range: keyword, object: "column", name: column.name, difference, origin }];
  });
}

// ---- indexes ----------------------------------------------------------------------------------------------

function hiddenIndex(statement: SqlIndexStmt, { after, path }: Surroundings): HiddenShape[] {
  const { idxname, if_not_exists } = statement;
  if (if_not_exists !== true || idxname === undefined) return [];
  const { schema, name } = relationName(statement.relation);
  const index = after
    .table(name, schema ?? undefined)
    ?.indexes.find((one) => one.name === idxname && one.origin.path !== path);
  const difference = index ? indexDifference(index, statement) : null;
  if (!index || difference === null) return [];
  const { action, keyword } = phraseTo(statement, ["index"]);
  const { origin } = index;
  return [{ action, range: keyword, object: "index", name: idxname, difference, origin }];
}

function indexDifference(index: TableIndex, { indexParams, unique }: SqlIndexStmt): string | null {
  const columns = indexParams.map(({ name }) => name ?? null);
  // Of expressions it is not known whether they are the same.
  const isPlain = !columns.includes(null) && !index.columns.includes(null);
  if (isPlain && columns.join("\n") !== index.columns.join("\n"))
    return `on ${index.columns.join(", ")} and not on ${columns.join(", ")}`;
  if (index.unique === (unique === true)) return null;
  return index.unique ? "as a unique one" : "as one that is not unique";
}
