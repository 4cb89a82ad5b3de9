/** ALTER … RENAME, ALTER … SET SCHEMA, ALTER TYPE … ADD VALUE. */

import type {
  SqlAlterEnumStmt,
  SqlOtherStatement,
  SqlRenameStmt,
} from "../../../languages/postgresql/ast.ts";
import { clipName } from "../names.ts";
import type { QualifiedName } from "../names.ts";
import { field, isA, namesField, nodeField, nodesField, textField } from "../tree.ts";
import { command, isWord, mustBeAbsent, mustExist, phrase, phraseTo } from "./command.ts";
import type { Command, Phrase } from "./command.ts";
import type { ObjectStore } from "./objects.ts";
import { usingMethod } from "./other-objects.ts";
import { named, nameOfParts, partOf, relationName, signed } from "./references.ts";
import type { ObjectKind, ObjectRef } from "./references.ts";
import { hasSignature, ownerOf } from "./stored-objects.ts";

/** What is renamed, with PostgreSQL's errors when it is gone and when the new name is taken. */
interface Renamable {
  object: ObjectKind;
  missing: string;
  taken: string;
}

function renamable(object: ObjectKind, missing = "42704", taken = "42710"): Renamable {
  return { object, missing, taken };
}

const FUNCTION = renamable("function", "42883", "42723");

const RENAMABLE: Readonly<Record<string, Renamable>> = {
  OBJECT_TABLE: renamable("table", "42P01", "42P07"),
  OBJECT_FOREIGN_TABLE: renamable("table", "42P01", "42P07"),
  OBJECT_VIEW: renamable("view", "42P01", "42P07"),
  OBJECT_MATVIEW: renamable("view", "42P01", "42P07"),
  OBJECT_SEQUENCE: renamable("sequence", "42P01", "42P07"),
  OBJECT_INDEX: renamable("index", "42P01", "42P07"),
  OBJECT_COLUMN: renamable("column", "42703", "42701"),
  OBJECT_ATTRIBUTE: renamable("attribute", "42703", "42701"),
  OBJECT_SCHEMA: renamable("schema", "3F000", "42P06"),
  OBJECT_DATABASE: renamable("database", "3D000", "42P04"),
  OBJECT_FUNCTION: FUNCTION,
  OBJECT_PROCEDURE: FUNCTION,
  OBJECT_ROUTINE: FUNCTION,
  OBJECT_AGGREGATE: FUNCTION,
  OBJECT_OPERATOR: renamable("operator", "42883", "42723"),
  OBJECT_TABCONSTRAINT: renamable("constraint"),
  OBJECT_DOMCONSTRAINT: renamable("domainConstraint"),
  OBJECT_POLICY: renamable("policy"),
  OBJECT_TRIGGER: renamable("trigger"),
  OBJECT_RULE: renamable("rule"),
  OBJECT_TYPE: renamable("type"),
  OBJECT_DOMAIN: renamable("type"),
  OBJECT_ROLE: renamable("role"),
  OBJECT_PUBLICATION: renamable("publication"),
  OBJECT_SUBSCRIPTION: renamable("subscription"),
  OBJECT_EVENT_TRIGGER: renamable("eventTrigger"),
  OBJECT_COLLATION: renamable("collation"),
  OBJECT_CONVERSION: renamable("conversion"),
  OBJECT_STATISTIC_EXT: renamable("statistics"),
  OBJECT_TSCONFIGURATION: renamable("searchConfiguration"),
  OBJECT_TSDICTIONARY: renamable("searchDictionary"),
  OBJECT_TSPARSER: renamable("searchParser"),
  OBJECT_TSTEMPLATE: renamable("searchTemplate"),
  OBJECT_OPCLASS: renamable("operatorClass"),
  OBJECT_OPFAMILY: renamable("operatorFamily"),
  OBJECT_FDW: renamable("foreignDataWrapper"),
  OBJECT_FOREIGN_SERVER: renamable("server"),
  OBJECT_LANGUAGE: renamable("language"),
  OBJECT_TABLESPACE: renamable("tablespace"),
};

export function rename(statement: SqlRenameStmt): Command[] {
  const kind = RENAMABLE[statement.renameType];
  if (kind === undefined) return [];
  const { relation, subname } = statement;
  if (relation && subname !== undefined)
    return [renamePart(statement, kind, relationName(relation), subname)];
  if (kind.object === "domainConstraint") {
    const domain = nameOfParts(namesField(statement, "object"));
    return [renamePart(statement, kind, domain, subname ?? "")];
  }
  return renameObject(statement, kind);
}

/** `RENAME`, and with it `COLUMN`, `CONSTRAINT` or `TO`. */
function renamePhrase({ tokens }: SqlRenameStmt): Phrase {
  const at = tokens.findLastIndex((token) => isWord(token, "rename"));
  const isSpelled = isWord(tokens[at + 1], "column", "attribute", "constraint", "to");
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
  const owner = named(ownerOf(object), table);
  const requires = [mustExist(subject, missing), mustBeAbsent(target, taken)];
  // Of a policy PostgreSQL looks at the new name first.
  if (object === "policy") requires.reverse();
  return command({
    ...renamePhrase(statement),
    subject,
    requires: [mustExist(owner, owner.object === "type" ? "42704" : "42P01"), ...requires],
    moot: ifExists(statement, owner),
    apply: (store) =>
      store.renamePart(store.need(owner.object, owner), object, subject.name, target.name),
  });
}

function renameObject(statement: SqlRenameStmt, { object, missing, taken }: Renamable): Command[] {
  const subject = renamedObject(statement, object);
  if (subject === null) return [];
  const target = withName(subject, clipName(statement.newname));
  return [
    command({
      ...renamePhrase(statement),
      subject,
      requires: [mustExist(subject, missing), mustBeAbsent(target, taken)],
      moot: ifExists(statement, subject),
      apply: (store) => renameIn(store, object, subject, target.name),
    }),
  ];
}

function renamedObject(statement: SqlRenameStmt, object: ObjectKind): ObjectRef | null {
  if (statement.relation) return named(object, relationName(statement.relation));
  if (statement.subname !== undefined)
    return named(object, { schema: null, name: statement.subname });
  return objectOf(statement, object);
}

/** The `object` of ALTER … RENAME and SET SCHEMA: a name, a dotted one, one with arguments, one behind a method. */
function objectOf(
  statement: SqlRenameStmt | SqlOtherStatement,
  object: ObjectKind,
): ObjectRef | null {
  const node = nodeField(statement, "object");
  if (node === null) return null;
  if (node.type === "SqlString") {
    const name = textField(node, "sval");
    return name === null ? null : named(object, { schema: null, name });
  }
  if (isA(node, "SqlObjectWithArgs")) {
    const name = nameOfParts(namesField(node, "objname"));
    return field(node, "args_unspecified") === true || !hasSignature(object)
      ? named(object, name)
      : signed(object, name, nodesField(node, "objargs"));
  }
  const names = namesField(statement, "object");
  if (names.length === 0) return null;
  if (object !== "operatorClass" && object !== "operatorFamily")
    return named(object, nameOfParts(names));
  return usingMethod(object, nameOfParts(names.slice(1)), names[0] ?? "");
}

/** The same object under another name. */
function withName(ref: ObjectRef, name: string): ObjectRef {
  const { signature } = ref;
  if (signature === undefined) return { ...ref, name };
  return {
    ...ref,
    name: name + ref.name.slice(signature.name.length),
    signature: { ...signature, name },
  };
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

export function setSchema(statement: SqlOtherStatement): Command[] {
  const type = textField(statement, "objectType") ?? "";
  const kind = RENAMABLE[type];
  const schema = textField(statement, "newschema");
  // An extension may be moved to where it is.
  if (kind === undefined || schema === null) return [];
  const relation = nodeField(statement, "relation");
  const subject =
    relation?.type === "SqlRangeVar"
      ? named(kind.object, relationName(relation))
      : objectOf(statement, kind.object);
  if (subject === null) return [];
  const target = { ...subject, schema };
  const at = statement.tokens.findLastIndex((token) => isWord(token, "set"));
  return [
    command({
      ...phrase(statement.tokens.slice(at, at + 2)),
      subject,
      requires: [mustExist(subject, kind.missing), mustBeAbsent(target, kind.taken)],
      moot: ifExists(statement, subject),
      apply: (store) => store.rename(store.need(kind.object, subject), { schema }),
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
