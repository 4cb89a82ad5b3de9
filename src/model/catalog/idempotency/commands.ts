import type { SqlOtherStatement, SqlStatement } from "../../../languages/postgresql/ast.ts";
import { alterTable } from "./alter-table.ts";
import type { Command } from "./command.ts";
import {
  createCompositeType,
  createDomain,
  createEnum,
  createExtension,
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
import { drop, dropRole } from "./drop.ts";
import { alterEnum, rename, setSchema } from "./rename.ts";

/** Statements that ast.ts does not spell out. */
const OTHERS: Readonly<Record<string, (statement: SqlOtherStatement) => Command[]>> = {
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
      return alterTable(statement);
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
    case "SqlDoStmt":
    case "SqlDeleteStmt":
    case "SqlTruncateStmt":
    case "SqlInvalid":
      return [];
    default:
      return OTHERS[statement.type]?.(statement) ?? [];
  }
}
