/** DROP statements. */

import type {
  SqlDropObject,
  SqlDropStmt,
  SqlOtherStatement,
} from "../../../languages/postgresql/ast.ts";
import { field, nodesField, textField } from "../tree.ts";
import { command, mustExist, phraseTo } from "./command.ts";
import type { Command, Requirement } from "./command.ts";
import type { ObjectStore } from "./objects.ts";
import { usingMethod } from "./other-objects.ts";
import { hasSignature } from "./stored-objects.ts";
import type { DatabaseObject } from "./stored-objects.ts";
import { named, nameOfParts, partOf } from "./references.ts";
import type { ObjectKind, ObjectRef } from "./references.ts";

interface Droppable {
  object: ObjectKind;
  words: readonly string[];
  /** PostgreSQL's error when it is not there. */
  sqlstate: string;
}

const DROPPABLE: Readonly<Record<string, Droppable>> = {
  OBJECT_TABLE: { object: "table", words: ["table"], sqlstate: "42P01" },
  OBJECT_INDEX: { object: "index", words: ["index"], sqlstate: "42704" },
  OBJECT_VIEW: { object: "view", words: ["view"], sqlstate: "42P01" },
  OBJECT_MATVIEW: { object: "view", words: ["view"], sqlstate: "42P01" },
  OBJECT_SEQUENCE: { object: "sequence", words: ["sequence"], sqlstate: "42P01" },
  OBJECT_TYPE: { object: "type", words: ["type"], sqlstate: "42704" },
  OBJECT_DOMAIN: { object: "type", words: ["domain"], sqlstate: "42704" },
  OBJECT_SCHEMA: { object: "schema", words: ["schema"], sqlstate: "3F000" },
  OBJECT_EXTENSION: { object: "extension", words: ["extension"], sqlstate: "42704" },
  OBJECT_FUNCTION: { object: "function", words: ["function"], sqlstate: "42883" },
  OBJECT_PROCEDURE: { object: "function", words: ["procedure"], sqlstate: "42883" },
  OBJECT_POLICY: { object: "policy", words: ["policy"], sqlstate: "42704" },
  OBJECT_TRIGGER: { object: "trigger", words: ["trigger"], sqlstate: "42704" },
  OBJECT_RULE: { object: "rule", words: ["rule"], sqlstate: "42704" },
  OBJECT_ROUTINE: { object: "function", words: ["routine"], sqlstate: "42883" },
  OBJECT_AGGREGATE: { object: "function", words: ["aggregate"], sqlstate: "42883" },
  OBJECT_OPERATOR: { object: "operator", words: ["operator"], sqlstate: "42883" },
  OBJECT_OPCLASS: { object: "operatorClass", words: ["class"], sqlstate: "42704" },
  OBJECT_OPFAMILY: { object: "operatorFamily", words: ["family"], sqlstate: "42704" },
  OBJECT_CAST: { object: "cast", words: ["cast"], sqlstate: "42704" },
  OBJECT_TRANSFORM: { object: "transform", words: ["transform"], sqlstate: "42704" },
  OBJECT_COLLATION: { object: "collation", words: ["collation"], sqlstate: "42704" },
  OBJECT_CONVERSION: { object: "conversion", words: ["conversion"], sqlstate: "42704" },
  OBJECT_STATISTIC_EXT: { object: "statistics", words: ["statistics"], sqlstate: "42704" },
  OBJECT_TSCONFIGURATION: {
    object: "searchConfiguration",
    words: ["configuration"],
    sqlstate: "42704",
  },
  OBJECT_TSDICTIONARY: { object: "searchDictionary", words: ["dictionary"], sqlstate: "42704" },
  OBJECT_TSPARSER: { object: "searchParser", words: ["parser"], sqlstate: "42704" },
  OBJECT_TSTEMPLATE: { object: "searchTemplate", words: ["template"], sqlstate: "42704" },
  OBJECT_FDW: { object: "foreignDataWrapper", words: ["wrapper"], sqlstate: "42704" },
  OBJECT_FOREIGN_SERVER: { object: "server", words: ["server"], sqlstate: "42704" },
  OBJECT_FOREIGN_TABLE: { object: "table", words: ["table"], sqlstate: "42704" },
  OBJECT_LANGUAGE: { object: "language", words: ["language"], sqlstate: "42704" },
  OBJECT_ACCESS_METHOD: { object: "accessMethod", words: ["method"], sqlstate: "42704" },
  OBJECT_EVENT_TRIGGER: { object: "eventTrigger", words: ["trigger"], sqlstate: "42704" },
  OBJECT_PUBLICATION: { object: "publication", words: ["publication"], sqlstate: "42704" },
};

export function drop(statement: SqlDropStmt): Command[] {
  const kind = DROPPABLE[statement.removeType];
  if (kind === undefined) return [];
  return statement.objects.map((object) => dropOne(statement, kind, object));
}

function dropOne(statement: SqlDropStmt, kind: Droppable, object: SqlDropObject): Command {
  const subject = refOf(kind.object, object);
  const cascades = statement.behavior === "DROP_CASCADE";
  const owner = subject.of && named("table", subject.of);
  const requires: Requirement[] = owner ? [mustExist(owner, "42P01")] : [];
  return command({
    ...phraseTo(statement, kind.words),
    subject,
    requires: [...requires, mustExist(subject, kind.sqlstate)],
    moot:
      statement.missing_ok === true
        ? [subject, ...(owner ? [owner] : [])].map((ref) => ({ ref, exists: false }))
        : [],
    blockedBy: (store) =>
      cascades
        ? null
        : store.dependentOf(
            statement.objects.flatMap((one) => objectsOf(store, refOf(kind.object, one))),
          ),
    apply(store) {
      if (cascades) for (const dropped of objectsOf(store, subject)) store.dropDependents(dropped);
      dropFrom(store, subject);
    },
  });
}

/** Of a policy, trigger or rule, `names` are its table's, then its own; of an operator class its method comes first. */
function refOf(object: ObjectKind, { names }: SqlDropObject): ObjectRef {
  switch (object) {
    case "policy":
    case "trigger":
    case "rule":
      return partOf(nameOfParts(names.slice(0, -1)), object, names.at(-1) ?? "");
    case "operatorClass":
    case "operatorFamily":
      return usingMethod(object, nameOfParts(names.slice(1)), names[0] ?? "");
    case "cast":
      return named(object, { schema: null, name: `(${withoutCatalog(names).join(" AS ")})` });
    case "transform":
      return named(object, { schema: null, name: withoutCatalog(names).join(" LANGUAGE ") });
    default:
      return named(object, nameOfParts(names));
  }
}

/** PostgreSQL spells its own types in full. */
function withoutCatalog(names: readonly string[]): string[] {
  return names.filter((name) => name !== "pg_catalog");
}

function objectsOf(store: ObjectStore, ref: ObjectRef): DatabaseObject[] {
  if (ref.of !== null) return [];
  if (hasSignature(ref.object)) return store.findNamed(ref.object, ref.name);
  const found = store.find(ref.object, ref);
  return found === null ? [] : [found];
}

function dropFrom(store: ObjectStore, ref: ObjectRef): void {
  if (ref.of !== null) store.dropPart(store.need("table", ref.of), ref.object, ref.name);
  else if (ref.object === "schema") store.dropSchema(ref.name);
  else if (hasSignature(ref.object)) dropNamed(store, ref);
  else store.drop(ref.object, ref);
}

/** Which of several functions of one name is meant does not show in the statement's normalised objects. */
function dropNamed(store: ObjectStore, ref: ObjectRef): void {
  for (const dropped of objectsOf(store, ref)) store.dropObject(dropped);
  store.drop(ref.object, ref);
}

export function dropRole(statement: SqlOtherStatement): Command[] {
  const isOptional = field(statement, "missing_ok") === true;
  return nodesField(statement, "roles").map((role) => {
    const subject = named("role", { schema: null, name: textField(role, "rolename") ?? "" });
    return command({
      ...phraseTo(statement, ["role", "user", "group"]),
      subject,
      requires: [mustExist(subject, "42704")],
      moot: isOptional ? [{ ref: subject, exists: false }] : [],
      apply: (store) => store.drop("role", subject),
    });
  });
}
