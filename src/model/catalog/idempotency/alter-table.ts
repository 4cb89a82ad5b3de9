/** The commands of ALTER TABLE, in the order in which PostgreSQL carries them out. */

import type {
  SqlAlterTableCmd,
  SqlAlterTableStmt,
  SqlColumnDef,
  SqlConstraint,
  SqlNode,
  SqlToken,
} from "../../../languages/postgresql/ast.ts";
import type { QualifiedName } from "../names.ts";
import { clipName } from "../names.ts";
import { isA, nodeField } from "../tree.ts";
import { command, isWord, mustBeAbsent, mustExist, phrase } from "./command.ts";
import type { Command, Phrase } from "./command.ts";
import {
  addColumn,
  addConstraint,
  constraintName,
  constraintRequirements,
  definitionOf,
  isNamedKind,
} from "./constraints.ts";
import type { ObjectStore } from "./objects.ts";
import { convertsAgain } from "./own-values.ts";
import type { Part } from "./stored-objects.ts";
import { named, nameOfParts, partOf, relationName } from "./references.ts";
import type { ObjectRef } from "./references.ts";

/** PostgreSQL drops first, then changes types, adds columns, and does the rest (`AlterTablePass`). */
const PASSES: Readonly<Record<string, number>> = {
  AT_DropColumn: 0,
  AT_DropConstraint: 0,
  AT_AlterColumnType: 1,
  AT_AddColumn: 2,
};
const LAST_PASS = 3;

export function alterTable(statement: SqlAlterTableStmt): Command[] {
  const table = relationName(statement.relation);
  const moot = statement.missing_ok === true ? [{ ref: named("table", table), exists: false }] : [];
  const exists = mustExist(named("table", table), "42P01");
  return inPasses(statement.cmds).map((node) => {
    const { action, keyword } = commandPhrase(node, statement);
    const {
      subject,
      apply,
      requires = [],
      blockedBy = () => null,
    } = describe(node, table, statement);
    return command({
      action,
      keyword,
      subject,
      apply,
      blockedBy,
      requires: [exists, ...requires],
      moot,
      node,
    });
  });
}

/** Commands in the order in which PostgreSQL carries them out. */
export function inPasses(cmds: readonly SqlAlterTableCmd[]): readonly SqlAlterTableCmd[] {
  if (cmds.length < 2) return cmds;
  return cmds.toSorted((one, other) => passOf(one) - passOf(other));
}

function passOf({ subtype }: SqlAlterTableCmd): number {
  return PASSES[subtype] ?? LAST_PASS;
}

/** The words that say what the command does: `ADD CONSTRAINT`, `ALTER COLUMN`. */
export function commandPhrase(node: SqlAlterTableCmd, { tokens }: SqlAlterTableStmt): Phrase {
  const at = tokenAt(tokens, node.range[0]);
  const isPair = isWord(tokens[at + 1], "primary", "foreign");
  const isNoun = isWord(tokens[at + 1], ...NOUNS);
  return phrase(tokens.slice(at, at + (isPair ? 3 : isNoun ? 2 : 1)));
}

const NOUNS = ["column", "attribute", "constraint", "unique", "check", "exclude", "partition"];

/** The index of the token that begins here; a statement may have thousands of commands. */
function tokenAt(tokens: readonly SqlToken[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens[middle]?.range[0] ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Described = Pick<Command, "subject" | "apply"> &
  Partial<Pick<Command, "requires" | "blockedBy">>;

function describe(
  node: SqlAlterTableCmd,
  table: QualifiedName,
  { objtype }: SqlAlterTableStmt,
): Described {
  const { def } = node;
  switch (node.subtype) {
    case "AT_AddColumn":
      return isColumn(def) ? addedColumn(node, table, def) : untouched(table);
    case "AT_DropColumn":
      return droppedPart(node, table, "column", "42703");
    case "AT_AddConstraint":
      return isConstraint(def) && isNamedKind(def) ? addedConstraint(table, def) : untouched(table);
    case "AT_DropConstraint":
      return droppedPart(node, table, "constraint", "42704");
    case "AT_ValidateConstraint":
    case "AT_AlterConstraint":
      return usedPart(table, "constraint", constraintOf(node), "42704");
    case "AT_AlterColumnType":
      return isColumn(def) ? changedType(node, table, def) : untouched(table);
    case "AT_AddIdentity":
      return addedIdentity(node, table);
    case "AT_DropIdentity":
      return droppedTrait(node, table, "identity");
    case "AT_DropExpression":
      return droppedTrait(node, table, "expression");
    case "AT_AttachPartition":
      // An index may be attached where it is already.
      return objtype === "OBJECT_INDEX" ? untouched(table) : attachedPartition(node, table);
    case "AT_DetachPartition":
      return detachedPartition(node, table);
    case "AT_AddInherit":
    case "AT_DropInherit":
      return changedParent(node, table);
    case "AT_DropOf":
      return droppedRowType(table);
    case "AT_EnableTrig":
    case "AT_DisableTrig":
      return usedPart(table, "trigger", node.name, "42704");
    default:
      return COLUMN_COMMANDS.has(node.subtype)
        ? usedPart(table, "column", node.name, "42703")
        : untouched(table);
  }
}

/** Commands that can be repeated as long as their column is there. */
const COLUMN_COMMANDS = new Set([
  "AT_ColumnDefault",
  "AT_DropNotNull",
  "AT_SetNotNull",
  "AT_SetStatistics",
  "AT_SetStorage",
  "AT_SetCompression",
]);

function isColumn(def: SqlNode | undefined): def is SqlColumnDef {
  return def?.type === "SqlColumnDef";
}

function isConstraint(def: SqlNode | undefined): def is SqlConstraint {
  return def?.type === "SqlConstraint";
}

/** Of ALTER CONSTRAINT the name stands in its definition. */
function constraintOf({ name, def }: SqlAlterTableCmd): string | undefined {
  return name ?? (isConstraint(def) ? def.conname : undefined);
}

function untouched(table: QualifiedName): Described {
  return { subject: named("table", table), apply: (store) => void store.need("table", table) };
}

function usedPart(
  table: QualifiedName,
  object: "column" | "constraint" | "trigger",
  name: string | undefined,
  sqlstate: string,
): Described {
  if (name === undefined) return untouched(table);
  const subject = partOf(table, object, name);
  return {
    subject,
    requires: [mustExist(subject, sqlstate)],
    apply: (store) => void store.need("table", table),
  };
}

function addedColumn(node: SqlAlterTableCmd, table: QualifiedName, def: SqlColumnDef): Described {
  const subject = partOf(table, "column", def.colname);
  return {
    subject,
    requires: node.missing_ok === true ? [] : [mustBeAbsent(subject, "42701")],
    apply(store) {
      if (store.presence(subject) !== "present") addColumn(store, store.need("table", table), def);
    },
  };
}

function droppedPart(
  node: SqlAlterTableCmd,
  table: QualifiedName,
  object: "column" | "constraint",
  sqlstate: string,
): Described {
  const subject = partOf(table, object, node.name ?? "");
  return {
    subject,
    requires: node.missing_ok === true ? [] : [mustExist(subject, sqlstate)],
    blockedBy: (store) =>
      node.behavior === "DROP_CASCADE" ? null : foreignKeyTo(store, table, subject),
    apply(store) {
      const owner = store.need("table", table);
      for (
        let key = foreignKeyTo(store, table, subject);
        key;
        key = foreignKeyTo(store, table, subject)
      )
        store.takePart(key);
      store.dropPart(owner, object, subject.name);
    },
  };
}

/** A foreign key that points at the column, or at the columns of the primary key or unique constraint. */
function foreignKeyTo(
  store: ObjectStore,
  table: QualifiedName,
  { object, name }: ObjectRef,
): Part | null {
  const owner = store.find("table", table);
  if (owner === null) return null;
  if (object === "column") return store.foreignKeyTo(owner, [name], false);
  const key = owner.parts.get(`constraint:${name}`);
  return key?.index ? store.foreignKeyTo(owner, key.columns, true) : null;
}

function addedConstraint(table: QualifiedName, def: SqlConstraint): Described {
  const isUnnamed = def.conname === undefined && def.indexname === undefined;
  const subject: ObjectRef =
    isUnnamed && def.contype !== "CONSTR_PRIMARY"
      ? partOf(table, "unnamed", definitionOf(def))
      : partOf(table, "constraint", constraintName(table, def));
  return {
    subject,
    requires: constraintRequirements(table, def),
    apply: (store) => addConstraint(store, store.need("table", table), def),
  };
}

function changedType(node: SqlAlterTableCmd, table: QualifiedName, def: SqlColumnDef): Described {
  const subject = partOf(table, "column", node.name ?? def.colname);
  const exists = mustExist(subject, "42703");
  const change = (store: ObjectStore) => changeType(store, table, subject.name, def);
  if (!convertsAgain(def.raw_default ?? null, subject.name))
    return { subject, requires: [exists], apply: change };
  const rows = partOf(table, "rows", `${subject.name} at ${String(node.range[0])}`);
  return {
    subject,
    requires: [exists, { ...mustBeAbsent(rows, null), because: "ownValue" }],
    apply(store) {
      change(store);
      store.setPart(store.need("table", table), "rows", rows.name, { columns: [subject.name] });
    },
  };
}

function changeType(
  store: ObjectStore,
  table: QualifiedName,
  column: string,
  { typeName }: SqlColumnDef,
): void {
  const owner = store.need("table", table);
  const type = typeName && nameOfParts(typeName.names.map((part) => part.sval));
  store.setPart(owner, "column", column, { uses: type ? [store.find("type", type)] : [] });
}

function addedIdentity(node: SqlAlterTableCmd, table: QualifiedName): Described {
  const column = node.name ?? "";
  const subject = partOf(table, "identity", column);
  return {
    subject,
    requires: [mustExist(partOf(table, "column", column), "42703"), mustBeAbsent(subject, "55000")],
    apply: (store) =>
      store.setPart(store.need("table", table), "identity", subject.name, {
        columns: [clipName(column)],
      }),
  };
}

/** DROP IDENTITY and DROP EXPRESSION. */
function droppedTrait(
  node: SqlAlterTableCmd,
  table: QualifiedName,
  object: "identity" | "expression",
): Described {
  const subject = partOf(table, object, node.name ?? "");
  const column = mustExist(partOf(table, "column", subject.name), "42703");
  return {
    subject,
    requires: node.missing_ok === true ? [column] : [column, mustExist(subject, "55000")],
    apply: (store) => store.dropPart(store.need("table", table), object, subject.name),
  };
}

function attachedPartition(node: SqlAlterTableCmd, table: QualifiedName): Described {
  const name = partitionOf(node);
  if (name === null) return untouched(table);
  const subject = partOf(name, "partition", "");
  return {
    subject,
    requires: [mustExist(named("table", name), "42P01"), mustBeAbsent(subject, "42809")],
    apply: (store) => store.setPart(store.need("table", name), "partition", "", {}),
  };
}

function detachedPartition(node: SqlAlterTableCmd, table: QualifiedName): Described {
  const name = partitionOf(node);
  if (name === null) return untouched(table);
  const subject = partOf(name, "partition", "");
  return {
    subject,
    requires: [mustExist(named("table", name), "42P01"), mustExist(subject, "42P01")],
    apply: (store) => store.dropPart(store.need("table", name), "partition", ""),
  };
}

function partitionOf({ def }: SqlAlterTableCmd): QualifiedName | null {
  const partition = isA(def ?? null, "SqlPartitionCmd") && def ? nodeField(def, "name") : null;
  return partition?.type === "SqlRangeVar" ? relationName(partition) : null;
}

/** INHERIT and NO INHERIT. */
function changedParent({ def, subtype }: SqlAlterTableCmd, table: QualifiedName): Described {
  if (def?.type !== "SqlRangeVar") return untouched(table);
  const parent = relationName(def);
  const subject = { ...partOf(table, "inheritance", parent.name), target: parent };
  const isAdded = subtype === "AT_AddInherit";
  return {
    subject,
    requires: [isAdded ? mustBeAbsent(subject, "42P07") : mustExist(subject, "42P01")],
    apply(store) {
      const owner = store.need("table", table);
      if (isAdded) store.setPart(owner, "inheritance", parent.name, {});
      else store.dropPart(owner, "inheritance", parent.name);
    },
  };
}

/** NOT OF. */
function droppedRowType(table: QualifiedName): Described {
  const subject = partOf(table, "rowType", "");
  return {
    subject,
    requires: [mustExist(subject, "42809")],
    apply: (store) => store.dropPart(store.need("table", table), "rowType", ""),
  };
}
