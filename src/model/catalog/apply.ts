/** One statement, applied to the catalog. */

import type { SqlNode, SqlOtherStatement, SqlStatement } from "../../languages/postgresql/ast.ts";
import type { CatalogState } from "./state.ts";
import { alterTable, changesColumnsOrConstraints } from "./statements/alter-table.ts";
import { createOpaqueTable, createTable } from "./statements/create-table.ts";
import { runBlock } from "./statements/do-block.ts";
import { dropObjects, dropsKnownKind } from "./statements/drop.ts";
import { createIndex } from "./statements/indexes.ts";
import {
  alterSequence,
  createExtension,
  createRelation,
  createSchema,
  createSequence,
  setConfig,
  setVariable,
} from "./statements/objects.ts";
import { renameObject, renamesKnownKind, setSchema } from "./statements/rename.ts";
import { alterEnum, createEnum, createOtherType } from "./statements/types.ts";
import { isNode, namesField, nodeField, nodesField } from "./tree.ts";

/**
 * Applies a statement as far as it concerns the catalog. What PostgreSQL would refuse is left undone, and noted
 * in `state.conflicts`.
 */
export function applyStatement(state: CatalogState, statement: SqlStatement): void {
  switch (statement.type) {
    case "SqlCreateStmt":
      createTable(state, statement);
      break;
    case "SqlCreateTableAsStmt":
      if (statement.objtype === "OBJECT_TABLE")
        createOpaqueTable(state, statement.into.rel, statement.if_not_exists === true);
      else createRelation(state, statement.into.rel, "view", statement.if_not_exists === true);
      break;
    case "SqlIndexStmt":
      createIndex(state, statement);
      break;
    case "SqlAlterTableStmt":
      alterTable(state, statement);
      break;
    case "SqlCreateEnumStmt":
      createEnum(state, statement);
      break;
    case "SqlAlterEnumStmt":
      alterEnum(state, statement);
      break;
    case "SqlDropStmt":
      dropObjects(state, statement);
      break;
    case "SqlRenameStmt":
      renameObject(state, statement);
      break;
    case "SqlDoStmt":
      if (statement.body === null) state.tainted = true;
      else runBlock({ state, apply: applyStatement, changesCatalog }, statement.body);
      break;
    case "SqlCreatePolicyStmt":
    case "SqlCreateTrigStmt":
    case "SqlCreateFunctionStmt":
    case "SqlDeleteStmt":
    case "SqlTruncateStmt":
    case "SqlInvalid":
      break;
    default:
      OTHERS.get(statement.type)?.(state, statement);
  }
}

type ApplyOther = (state: CatalogState, statement: SqlOtherStatement) => void;

const OTHERS: ReadonlyMap<string, ApplyOther> = new Map<string, ApplyOther>([
  ["SqlCreateForeignTableStmt", createForeignTable],
  ["SqlAlterObjectSchemaStmt", setSchema],
  ["SqlCreateSchemaStmt", createSchemaWithElements],
  ["SqlCreateExtensionStmt", createExtension],
  ["SqlViewStmt", createView],
  ["SqlCreateSeqStmt", createSequence],
  ["SqlAlterSeqStmt", alterSequence],
  ["SqlCompositeTypeStmt", createComposite],
  ["SqlCreateDomainStmt", createDomain],
  ["SqlCreateRangeStmt", createRange],
  ["SqlVariableSetStmt", setVariable],
  ["SqlSelectStmt", applySelect],
]);

/** Statements of OTHERS that make nothing: what a session sets. */
const SESSION_STATEMENTS = new Set(["SqlVariableSetStmt", "SqlSelectStmt"]);

/** Whether a statement, applied, may change what the catalog holds. */
function changesCatalog(statement: SqlStatement): boolean {
  switch (statement.type) {
    case "SqlAlterTableStmt":
      return changesColumnsOrConstraints(statement);
    case "SqlDropStmt":
      return dropsKnownKind(statement);
    case "SqlRenameStmt":
      return renamesKnownKind(statement);
    case "SqlCreateStmt":
    case "SqlCreateTableAsStmt":
    case "SqlIndexStmt":
    case "SqlCreateEnumStmt":
    case "SqlAlterEnumStmt":
    case "SqlDoStmt":
      return true;
    default:
      return OTHERS.has(statement.type) && !SESSION_STATEMENTS.has(statement.type);
  }
}

function createForeignTable(state: CatalogState, statement: SqlOtherStatement): void {
  const base = nodeField(statement, "base");
  if (base?.type === "SqlCreateStmt") createTable(state, base);
}

function createSchemaWithElements(state: CatalogState, statement: SqlOtherStatement): void {
  const name = createSchema(state, statement);
  if (name === null) return;
  state.withSchema(name, () => {
    for (const element of nodesField(statement, "schemaElts"))
      if (isStatement(element)) applyStatement(state, element);
  });
}

function isStatement(node: SqlNode): node is SqlStatement {
  return isNode(node) && node.type.endsWith("Stmt");
}

function createView(state: CatalogState, statement: SqlOtherStatement): void {
  const view = nodeField(statement, "view");
  if (view?.type === "SqlRangeVar") createRelation(state, view, "view", statement.replace === true);
}

function createComposite(state: CatalogState, statement: SqlOtherStatement): void {
  const name = nodeField(statement, "typevar");
  if (name?.type !== "SqlRangeVar") return;
  createRelation(state, name, "composite", false);
  const { schemaname, relname } = name;
  createOtherType(state, schemaname === undefined ? [relname] : [schemaname, relname]);
}

function createDomain(state: CatalogState, statement: SqlOtherStatement): void {
  createOtherType(state, namesField(statement, "domainname"));
}

function createRange(state: CatalogState, statement: SqlOtherStatement): void {
  createOtherType(state, namesField(statement, "typeName"));
}

/** SELECT makes a table by INTO, and sets the search path by `set_config`. */
function applySelect(state: CatalogState, statement: SqlOtherStatement): void {
  const into = nodeField(statement, "intoClause");
  const relation = into === null ? null : nodeField(into, "rel");
  if (relation?.type === "SqlRangeVar") createOpaqueTable(state, relation, false);
  else setConfig(state, statement);
}
