/** ALTER TYPE of a composite type: its attributes. */

import type { SqlAlterTableCmd, SqlAlterTableStmt } from "../../../languages/postgresql/ast.ts";
import type { QualifiedName } from "../names.ts";
import { commandPhrase, inPasses } from "./alter-table.ts";
import { command, mustBeAbsent, mustExist } from "./command.ts";
import type { Command } from "./command.ts";
import { named, partOf, relationName } from "./references.ts";

export function alterType(statement: SqlAlterTableStmt): Command[] {
  const type = relationName(statement.relation);
  return inPasses(statement.cmds).map((node) =>
    command({ ...commandPhrase(node, statement), ...attributeCommand(node, type), node }),
  );
}

type Described = Pick<Command, "subject" | "requires" | "moot" | "apply">;

function attributeCommand(node: SqlAlterTableCmd, type: QualifiedName): Described {
  const owner = mustExist(named("type", type), "42704");
  const added = node.def?.type === "SqlColumnDef" ? node.def.colname : "";
  const attribute = partOf(type, "attribute", node.name ?? added);
  const isOptional = node.missing_ok === true;
  switch (node.subtype) {
    case "AT_AddColumn":
      return {
        subject: attribute,
        requires: [owner, mustBeAbsent(attribute, "42701")],
        moot: [],
        apply: (store) => store.setPart(store.need("type", type), "attribute", attribute.name, {}),
      };
    case "AT_DropColumn":
      return {
        subject: attribute,
        requires: [owner, mustExist(attribute, "42703")],
        moot: isOptional ? [{ ref: attribute, exists: false }] : [],
        apply: (store) => store.dropPart(store.need("type", type), "attribute", attribute.name),
      };
    default:
      return {
        subject: attribute,
        requires: [owner, mustExist(attribute, "42703")],
        moot: [],
        apply: (store) => void store.need("type", type),
      };
  }
}
