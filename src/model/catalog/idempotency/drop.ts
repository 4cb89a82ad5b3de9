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

/** Of a policy or trigger, `names` are its table's, then its own. */
function refOf(object: ObjectKind, { names }: SqlDropObject): ObjectRef {
  if (object !== "policy" && object !== "trigger") return named(object, nameOfParts(names));
  return partOf(nameOfParts(names.slice(0, -1)), object, names.at(-1) ?? "");
}

function objectsOf(store: ObjectStore, ref: ObjectRef): DatabaseObject[] {
  if (ref.of !== null) return [];
  if (ref.object === "function") return store.findNamed("function", ref.name);
  const found = store.find(ref.object, ref);
  return found === null ? [] : [found];
}

function dropFrom(store: ObjectStore, ref: ObjectRef): void {
  if (ref.of !== null) store.dropPart(store.need("table", ref.of), ref.object, ref.name);
  else if (ref.object === "schema") store.dropSchema(ref.name);
  else if (ref.object === "function") dropFunctions(store, ref);
  else store.drop(ref.object, ref);
}

/** Which of several functions of one name is meant does not show in the statement's normalised objects. */
function dropFunctions(store: ObjectStore, ref: ObjectRef): void {
  for (const dropped of objectsOf(store, ref)) store.dropObject(dropped);
  store.drop("function", ref);
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
