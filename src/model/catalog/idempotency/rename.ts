/** ALTER … RENAME, ALTER … SET SCHEMA, ALTER TYPE … ADD VALUE. */

import type {
  SqlAlterEnumStmt,
  SqlOtherStatement,
  SqlRenameStmt,
} from "../../../languages/postgresql/ast.ts";
import { clipName } from "../names.ts";
import type { QualifiedName } from "../names.ts";
import { field, namesField, nodeField, textField } from "../tree.ts";
import { command, isWord, mustBeAbsent, mustExist, phrase, phraseTo } from "./command.ts";
import type { Command, Phrase } from "./command.ts";
import type { ObjectStore } from "./objects.ts";
import { named, nameOfParts, partOf, relationName } from "./references.ts";
import type { ObjectKind } from "./references.ts";

/** What is renamed, with PostgreSQL's errors when it is gone and when the new name is taken. */
interface Renamable {
  object: ObjectKind;
  missing: string;
  taken: string;
}

const RENAMABLE: Readonly<Record<string, Renamable>> = {
  OBJECT_TABLE: { object: "table", missing: "42P01", taken: "42P07" },
  OBJECT_VIEW: { object: "view", missing: "42P01", taken: "42P07" },
  OBJECT_MATVIEW: { object: "view", missing: "42P01", taken: "42P07" },
  OBJECT_SEQUENCE: { object: "sequence", missing: "42P01", taken: "42P07" },
  OBJECT_INDEX: { object: "index", missing: "42P01", taken: "42P07" },
  OBJECT_COLUMN: { object: "column", missing: "42703", taken: "42701" },
  OBJECT_TABCONSTRAINT: { object: "constraint", missing: "42704", taken: "42710" },
  OBJECT_POLICY: { object: "policy", missing: "42704", taken: "42710" },
  OBJECT_TRIGGER: { object: "trigger", missing: "42704", taken: "42710" },
  OBJECT_TYPE: { object: "type", missing: "42704", taken: "42710" },
  OBJECT_DOMAIN: { object: "type", missing: "42704", taken: "42710" },
  OBJECT_SCHEMA: { object: "schema", missing: "3F000", taken: "42P06" },
};

export function rename(statement: SqlRenameStmt): Command[] {
  const kind = RENAMABLE[statement.renameType];
  if (kind === undefined) return [];
  return statement.relation && statement.subname !== undefined
    ? [renamePart(statement, kind, relationName(statement.relation), statement.subname)]
    : renameObject(statement, kind);
}

/** `RENAME`, and with it `COLUMN`, `CONSTRAINT` or `TO`. */
function renamePhrase({ tokens }: SqlRenameStmt): Phrase {
  const at = tokens.findLastIndex((token) => isWord(token, "rename"));
  const isSpelled = isWord(tokens[at + 1], "column", "constraint", "to");
  return phrase(tokens.slice(at, at + (isSpelled ? 2 : 1)));
}

function renamePart(
  statement: SqlRenameStmt,
  { object, missing, taken }: Renamable,
  table: QualifiedName,
  name: string,
): Command {
  const subject = partOf(table, object, name);
  const target = partOf(table, object, statement.newname);
  const requires = [mustExist(subject, missing), mustBeAbsent(target, taken)];
  // Of a policy PostgreSQL looks at the new name first.
  if (object === "policy") requires.reverse();
  return command({
    ...renamePhrase(statement),
    subject,
    requires: [mustExist(named("table", table), "42P01"), ...requires],
    moot: ifExists(statement, named("table", table)),
    apply: (store) =>
      store.renamePart(store.need("table", table), object, subject.name, target.name),
  });
}

function renameObject(statement: SqlRenameStmt, { object, missing, taken }: Renamable): Command[] {
  const name = renamedObject(statement);
  if (name === null) return [];
  const subject = named(object, name);
  const target = { schema: name.schema, name: statement.newname };
  return [
    command({
      ...renamePhrase(statement),
      subject,
      requires: [mustExist(subject, missing), mustBeAbsent(named(object, target), taken)],
      moot: ifExists(statement, subject),
      apply: (store) => renameIn(store, object, subject, clipName(statement.newname)),
    }),
  ];
}

function renamedObject(statement: SqlRenameStmt): QualifiedName | null {
  if (statement.relation) return relationName(statement.relation);
  if (statement.subname !== undefined) return { schema: null, name: statement.subname };
  const names = namesField(statement, "object");
  return names.length === 0 ? null : nameOfParts(names);
}

function renameIn(store: ObjectStore, object: ObjectKind, name: QualifiedName, to: string): void {
  const renamed = store.need(object, name);
  const owner = renamed.table;
  const constraint = owner?.parts.get(`constraint:${renamed.name}`);
  // The index of a constraint takes the constraint along.
  if (owner && constraint?.index === renamed) {
    store.renamePart(owner, "constraint", renamed.name, to);
  } else store.rename(renamed, { name: to });
}

function ifExists(statement: object, ref: Command["subject"]): Command["moot"] {
  return field(statement, "missing_ok") === true ? [{ ref, exists: false }] : [];
}

// ---- SET SCHEMA ------------------------------------------------------------------------------------------

const MOVABLE = new Set([
  "OBJECT_TABLE",
  "OBJECT_VIEW",
  "OBJECT_MATVIEW",
  "OBJECT_SEQUENCE",
  "OBJECT_TYPE",
  "OBJECT_DOMAIN",
]);

export function setSchema(statement: SqlOtherStatement): Command[] {
  const type = textField(statement, "objectType") ?? "";
  const kind = RENAMABLE[type];
  const schema = textField(statement, "newschema");
  if (kind === undefined || schema === null || !MOVABLE.has(type)) return [];
  const relation = nodeField(statement, "relation");
  const name =
    relation?.type === "SqlRangeVar"
      ? relationName(relation)
      : nameOfParts(namesField(statement, "object"));
  const subject = named(kind.object, name);
  const target = named(kind.object, { schema, name: name.name });
  const at = statement.tokens.findLastIndex((token) => isWord(token, "set"));
  return [
    command({
      ...phrase(statement.tokens.slice(at, at + 2)),
      subject,
      requires: [mustExist(subject, kind.missing), mustBeAbsent(target, kind.taken)],
      moot: ifExists(statement, subject),
      apply: (store) => store.rename(store.need(kind.object, name), { schema }),
    }),
  ];
}

// ---- enum values -----------------------------------------------------------------------------------------

export function alterEnum(statement: SqlAlterEnumStmt): Command[] {
  const type = nameOfParts(statement.typeName.map((part) => part.sval));
  const { oldVal, newVal } = statement;
  if (newVal === undefined) return [];
  const added = partOf(type, "enumValue", newVal);
  const typeExists = mustExist(named("type", type), "42704");
  if (oldVal !== undefined) {
    const subject = partOf(type, "enumValue", oldVal);
    const at = statement.tokens.findLastIndex((token) => isWord(token, "rename"));
    return [
      command({
        ...phrase(statement.tokens.slice(at, at + 2)),
        subject,
        requires: [typeExists, mustExist(subject, "22023"), mustBeAbsent(added, "42710")],
        apply: (store) =>
          store.renamePart(store.need("type", type), "enumValue", subject.name, added.name),
      }),
    ];
  }
  const at = statement.tokens.findIndex((token) => isWord(token, "add"));
  return [
    command({
      ...phraseTo(statement, ["value"], at),
      subject: added,
      requires: [
        typeExists,
        ...(statement.skipIfNewValExists === true ? [] : [mustBeAbsent(added, "42710")]),
      ],
      apply: (store) => store.setPart(store.need("type", type), "enumValue", added.name, {}),
    }),
  ];
}
