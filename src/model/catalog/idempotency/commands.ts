import type { SqlOtherStatement, SqlStatement } from "../../../languages/postgresql/ast.ts";
import { alterTable } from "./alter-table.ts";
import { alterType } from "./alter-type.ts";
import type { Command } from "./command.ts";
import {
  createCompositeType,
  createDomain,
  createEnum,
  createExtension,
  createForeignTable,
  createFunction,
  createIndex,
  createPolicy,
  createRangeType,
  createRole,
  createSchema,
  createSequence,
  createTable,
  createTableAs,
  createTrigger,
  createView,
  selectInto,
} from "./create.ts";
import { insert, lock, remove, update } from "./data.ts";
import { drop, dropRole } from "./drop.ts";
import { alterDomain, alterMembers } from "./memberships.ts";
import { createOther, createStatistics, dropOther } from "./other-objects.ts";
import { alterEnum, rename, setSchema } from "./rename.ts";

/** Statements that ast.ts does not spell out. */
const OTHERS: Readonly<Record<string, (statement: SqlOtherStatement) => Command[]>> = {
  SqlInsertStmt: insert,
  SqlUpdateStmt: update,
  SqlLockStmt: lock,
  SqlSelectStmt: selectInto,
  SqlViewStmt: createView,
  SqlCreateSeqStmt: createSequence,
  SqlCompositeTypeStmt: createCompositeType,
  SqlCreateRangeStmt: createRangeType,
  SqlCreateDomainStmt: createDomain,
  SqlCreateSchemaStmt: createSchema,
  SqlCreateExtensionStmt: createExtension,
  SqlCreateRoleStmt: createRole,
  SqlDropRoleStmt: dropRole,
  SqlAlterObjectSchemaStmt: setSchema,
  SqlCreateForeignTableStmt: createForeignTable,
  SqlCreateStatsStmt: createStatistics,
  SqlAlterDomainStmt: alterDomain,
};

/**
 * What the statement does, command by command, in the order in which PostgreSQL does it. Empty for statements
 * that can be repeated at will, that change data only, or that are not understood.
 */
export function commandsOf(statement: SqlStatement): Command[] {
  switch (statement.type) {
    case "SqlCreateStmt":
      return createTable(statement);
    case "SqlCreateTableAsStmt":
      return createTableAs(statement);
    case "SqlIndexStmt":
      return createIndex(statement);
    case "SqlAlterTableStmt":
      // ALTER TYPE … ADD ATTRIBUTE comes as one of a table.
      return statement.objtype === "OBJECT_TYPE" ? alterType(statement) : alterTable(statement);
    case "SqlCreateEnumStmt":
      return createEnum(statement);
    case "SqlAlterEnumStmt":
      return alterEnum(statement);
    case "SqlDropStmt":
      return drop(statement);
    case "SqlRenameStmt":
      return rename(statement);
    case "SqlCreatePolicyStmt":
      return createPolicy(statement);
    case "SqlCreateTrigStmt":
      return createTrigger(statement);
    case "SqlCreateFunctionStmt":
      return createFunction(statement);
    case "SqlDeleteStmt":
    case "SqlTruncateStmt":
      return remove(statement);
    case "SqlDoStmt":
    case "SqlInvalid":
      return [];
    default:
      return OTHERS[statement.type]?.(statement) ?? rare(statement);
  }
}

function rare(statement: SqlOtherStatement): Command[] {
  const one = createOther(statement) ?? dropOther(statement);
  return one === null ? alterMembers(statement) : [one];
}
