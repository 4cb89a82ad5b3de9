/** One statement, applied to the catalog. */

import type {
  SqlCreateTableAsStmt,
  SqlNode,
  SqlOtherStatement,
  SqlStatement,
} from "../../languages/postgresql/ast.ts";
import type { CatalogState } from "./state.ts";
import { alterTable } from "./statements/alter-table.ts";
import { ALL_ASPECTS } from "./statements/aspects.ts";
import { comment } from "./statements/comments.ts";
import { createOpaqueTable, createTable } from "./statements/create-table.ts";
import { runBlock, runCalls } from "./statements/do-block.ts";
import { dropObjects } from "./statements/drop.ts";
import { alterFunction, createFunction } from "./statements/functions.ts";
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
import { alterPolicy, createPolicy } from "./statements/policies.ts";
import { alterDefaultPrivileges, dropOwned, grant } from "./statements/privileges.ts";
import { renameObject, setSchema } from "./statements/rename.ts";
import { createRule } from "./statements/rules.ts";
import { createTrigger } from "./statements/triggers.ts";
import { alterEnum, createEnum, createOtherType } from "./statements/types.ts";
import { createView } from "./statements/views.ts";
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
      else createMaterializedView(state, statement);
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
    case "SqlCreatePolicyStmt":
      createPolicy(state, statement);
      break;
    case "SqlCreateTrigStmt":
      createTrigger(state, statement);
      break;
    case "SqlCreateFunctionStmt":
      createFunction(state, statement);
      break;
    case "SqlDoStmt":
      if (statement.body === null) state.doubt(ALL_ASPECTS, null);
      else runBlock({ state, apply: applyStatement }, statement.body);
      break;
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
  ["SqlViewStmt", createPlainView],
  ["SqlCreateSeqStmt", createSequence],
  ["SqlAlterSeqStmt", alterSequence],
  ["SqlCompositeTypeStmt", createComposite],
  ["SqlCreateDomainStmt", createDomain],
  ["SqlCreateRangeStmt", createRange],
  ["SqlVariableSetStmt", setVariable],
  ["SqlSelectStmt", applySelect],
  ["SqlCallStmt", applyCalls],
  ["SqlAlterFunctionStmt", alterFunction],
  ["SqlAlterPolicyStmt", alterPolicy],
  ["SqlRuleStmt", createRule],
  ["SqlGrantStmt", grant],
  ["SqlAlterDefaultPrivilegesStmt", alterDefaultPrivileges],
  ["SqlDropOwnedStmt", dropOwned],
  ["SqlCommentStmt", comment],
]);

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

function createPlainView(state: CatalogState, statement: SqlOtherStatement): void {
  const relation = nodeField(statement, "view");
  if (relation?.type !== "SqlRangeVar") return;
  const written = {
    relation,
    materialized: false,
    query: nodeField(statement, "query"),
    options: nodesField(statement, "options"),
    ifNotExists: false,
    replace: statement.replace === true,
  };
  createView(state, written, statement);
}

function createMaterializedView(state: CatalogState, statement: SqlCreateTableAsStmt): void {
  const written = {
    relation: statement.into.rel,
    materialized: true,
    query: nodeField(statement, "query"),
    options: [],
    ifNotExists: statement.if_not_exists === true,
    replace: false,
  };
  createView(state, written, statement);
}

function createComposite(state: CatalogState, statement: SqlOtherStatement): void {
  const name = nodeField(statement, "typevar");
  if (name?.type !== "SqlRangeVar") return;
  createRelation(state, name, "composite", false, state.provenance(statement.range));
  const { schemaname, relname } = name;
  createOtherType(state, schemaname === undefined ? [relname] : [schemaname, relname]);
}

function createDomain(state: CatalogState, statement: SqlOtherStatement): void {
  createOtherType(state, namesField(statement, "domainname"));
}

function createRange(state: CatalogState, statement: SqlOtherStatement): void {
  createOtherType(state, namesField(statement, "typeName"));
}

/** SELECT makes a table by INTO, sets the search path by `set_config`, and calls functions that make objects. */
function applySelect(state: CatalogState, statement: SqlOtherStatement): void {
  const into = nodeField(statement, "intoClause");
  const relation = into === null ? null : nodeField(into, "rel");
  if (relation?.type === "SqlRangeVar") createOpaqueTable(state, relation, false);
  else setConfig(state, statement);
  applyCalls(state, statement);
}

function applyCalls(state: CatalogState, statement: SqlOtherStatement): void {
  runCalls({ state, apply: applyStatement }, statement);
}
