/** What a statement may change: asked of dynamic SQL, of which parts are unknown. */

import type {
  SqlAlterTableStmt,
  SqlRangeVar,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import { nodeField, nodesField, textField } from "../tree.ts";
import type { Aspect } from "../types.ts";

/** The kinds of facts that a statement may change, of one relation where it names one. */
export interface Touched {
  aspects: readonly Aspect[];
  relation: SqlRangeVar | null;
}

export const ALL_ASPECTS: readonly Aspect[] = [
  "schemas",
  "tables",
  "columns",
  "constraints",
  "indexes",
  "types",
  "sequences",
  "views",
  "functions",
  "triggers",
  "policies",
  "rowSecurity",
  "privileges",
  "comments",
];

/** By `objtype`, `removeType`, `renameType`. */
const OBJECTS: ReadonlyMap<string, readonly Aspect[]> = new Map<string, readonly Aspect[]>([
  ["OBJECT_TABLE", ["tables"]],
  ["OBJECT_FOREIGN_TABLE", ["tables"]],
  ["OBJECT_COLUMN", ["columns"]],
  ["OBJECT_TABCONSTRAINT", ["constraints"]],
  ["OBJECT_INDEX", ["indexes"]],
  ["OBJECT_TYPE", ["types"]],
  ["OBJECT_DOMAIN", ["types"]],
  ["OBJECT_SEQUENCE", ["sequences"]],
  ["OBJECT_VIEW", ["views"]],
  ["OBJECT_MATVIEW", ["views"]],
  ["OBJECT_FUNCTION", ["functions"]],
  ["OBJECT_PROCEDURE", ["functions"]],
  ["OBJECT_ROUTINE", ["functions"]],
  ["OBJECT_TRIGGER", ["triggers"]],
  ["OBJECT_RULE", ["triggers"]],
  ["OBJECT_POLICY", ["policies"]],
  ["OBJECT_SCHEMA", ALL_ASPECTS],
  ["OBJECT_EXTENSION", ["types", "functions"]],
]);

/** Statements of one kind alone. */
const STATEMENTS: ReadonlyMap<string, readonly Aspect[]> = new Map<string, readonly Aspect[]>([
  ["SqlCreateStmt", ["tables"]],
  ["SqlCreateForeignTableStmt", ["tables"]],
  ["SqlIndexStmt", ["indexes"]],
  ["SqlCreateEnumStmt", ["types"]],
  ["SqlAlterEnumStmt", ["types"]],
  ["SqlCompositeTypeStmt", ["types"]],
  ["SqlCreateDomainStmt", ["types"]],
  ["SqlCreateRangeStmt", ["types"]],
  ["SqlCreateExtensionStmt", ["types", "functions"]],
  ["SqlCreateSchemaStmt", ["schemas"]],
  ["SqlCreateSeqStmt", ["sequences"]],
  ["SqlAlterSeqStmt", ["sequences"]],
  ["SqlViewStmt", ["views"]],
  ["SqlCreateFunctionStmt", ["functions"]],
  ["SqlAlterFunctionStmt", ["functions"]],
  ["SqlCreateTrigStmt", ["triggers"]],
  ["SqlRuleStmt", ["triggers"]],
  ["SqlCreatePolicyStmt", ["policies"]],
  ["SqlAlterPolicyStmt", ["policies"]],
  ["SqlGrantStmt", ["privileges"]],
  ["SqlAlterDefaultPrivilegesStmt", ["privileges"]],
  ["SqlDropOwnedStmt", ["privileges"]],
  ["SqlCommentStmt", ["comments"]],
  ["SqlDoStmt", ALL_ASPECTS],
]);

/** Empty for statements that change nothing of the catalog: DML, SET, ALTER … OWNER TO. */
export function touchedBy(statement: SqlStatement): Touched {
  switch (statement.type) {
    case "SqlAlterTableStmt":
      return { aspects: touchedByCommands(statement), relation: statement.relation };
    case "SqlCreateTableAsStmt":
      return {
        aspects: [statement.objtype === "OBJECT_TABLE" ? "tables" : "views"],
        relation: null,
      };
    case "SqlDropStmt":
      return {
        aspects: OBJECTS.get(statement.removeType) ?? [],
        relation: droppedFrom(statement.objects[0]?.names ?? [], statement.removeType),
      };
    case "SqlRenameStmt":
      return {
        aspects: OBJECTS.get(statement.renameType) ?? [],
        relation: statement.relation ?? null,
      };
    default:
      return {
        aspects: STATEMENTS.get(statement.type) ?? touchedByMove(statement),
        relation: relationOf(statement),
      };
  }
}

/** The table of a dropped policy or trigger. */
function droppedFrom(names: readonly string[], kind: string): SqlRangeVar | null {
  const isPart = kind === "OBJECT_POLICY" || kind === "OBJECT_TRIGGER";
  const relname = names.at(-2);
  if (!isPart || relname === undefined) return null;
  const schema = names.at(-3);
  const relation: SqlRangeVar = { type: "SqlRangeVar", relname, range: [0, 0] };
  return schema === undefined ? relation : { ...relation, schemaname: schema };
}

/** What an index, a trigger or a policy is put on, and the one table of a GRANT. */
function relationOf(statement: SqlStatement): SqlRangeVar | null {
  const [only, ...others] = nodesField(statement, "objects");
  const node =
    nodeField(statement, "relation") ??
    nodeField(statement, "table") ??
    (others.length === 0 ? only : null);
  const isNew = statement.type === "SqlCreateStmt";
  return node?.type === "SqlRangeVar" && !isNew ? node : null;
}

/** ALTER … SET SCHEMA. */
function touchedByMove(statement: SqlStatement): readonly Aspect[] {
  return OBJECTS.get(textField(statement, "objectType") ?? "") ?? [];
}

const COMMANDS: readonly (readonly [pattern: RegExp, aspects: readonly Aspect[]])[] = [
  [/^AT_(Enable|Disable|Force|NoForce)\w*RowSecurity$/, ["rowSecurity"]],
  [/^AT_(Enable|Disable)\w*Trig/, ["triggers"]],
  [/^AT_(Add|Alter|Drop|Validate)Constraint$/, ["constraints"]],
  [/^AT_DropColumn$/, ["columns", "constraints", "indexes"]],
  [/^AT_(AddColumn|AlterColumnType|ColumnDefault|SetNotNull|DropNotNull)$/, ["columns"]],
  [/^AT_(AddIdentity|SetIdentity|DropIdentity|SetExpression|DropExpression)$/, ["columns"]],
  [/^AT_(AttachPartition|DetachPartition|AddInherit|DropInherit)$/, ["columns", "constraints"]],
];

function touchedByCommands({ cmds, objtype }: SqlAlterTableStmt): readonly Aspect[] {
  if (objtype !== "OBJECT_TABLE") return OBJECTS.get(objtype) ?? [];
  return cmds.flatMap(
    ({ subtype }) => COMMANDS.find(([pattern]) => pattern.test(subtype))?.[1] ?? [],
  );
}
