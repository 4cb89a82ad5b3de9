/** What messages about DDL say of objects and of PostgreSQL's errors. */

import type {
  Dependent,
  ObjectKind,
  ObjectRef,
  UnsafeStatement,
} from "../../model/catalog/idempotency.ts";

const KIND_NAMES: Partial<Record<ObjectKind, string>> = {
  enumValue: "value",
  eventTrigger: "event trigger",
  shellType: "type",
  baseType: "type",
  domainConstraint: "constraint",
  publishedTable: "table",
  publishedSchema: "schema",
  operatorClass: "operator class",
  operatorFamily: "operator family",
  familyMember: "member",
  searchConfiguration: "text search configuration",
  searchDictionary: "text search dictionary",
  searchParser: "text search parser",
  searchTemplate: "text search template",
  foreignDataWrapper: "foreign-data wrapper",
  foreignSchema: "foreign schema",
  userMapping: "user mapping",
  accessMethod: "access method",
};

function kindOf({ object }: { object: ObjectKind }): string {
  return KIND_NAMES[object] ?? object;
}

/** `the table 'User'`; of what has no name, what it is on. */
export function describeSubject({ command }: UnsafeStatement): string {
  const { subject, action } = command;
  if (subject.object !== "unnamed" && subject.object !== "unnamedCheck")
    return describeObject(subject);
  const kind = UNNAMED_KINDS.find(([word]) => action.endsWith(word))?.[1] ?? "constraint";
  return `${kind} on '${subject.of?.name ?? ""}'`;
}

const UNNAMED_KINDS = [
  ["INDEX", "index"],
  ["STATISTICS", "statistics object"],
] as const;

function quoted({ name, of }: ObjectRef): string {
  return of === null ? `'${name}'` : `'${name}' of '${of.name}'`;
}

/** `the table 'User' is there already (42P07)`. */
export function describeFailure({ unmet, blockedBy, command, sqlstate }: UnsafeStatement): string {
  if (blockedBy !== null)
    return `${describeDependent(blockedBy)} needs ${describeObject(command.subject)} by then (${sqlstate ?? ""})`;
  const [first] = unmet;
  if (first === undefined) return "";
  const state = first.exists ? "is gone by then" : "is there already";
  return `${describeObject(first.ref)} ${state} (${first.sqlstate ?? ""})`;
}

function describeObject(ref: ObjectRef): string {
  switch (ref.object) {
    case "primaryKey":
      return `the primary key of '${ref.of?.name ?? ""}'`;
    case "identity":
      return `the identity of ${quoted({ ...ref, object: "column" })}`;
    case "expression":
      return `the expression of ${quoted({ ...ref, object: "column" })}`;
    case "inheritance":
      return `the parent ${quoted(ref)}`;
    case "rowType":
      return `the row type of '${ref.of?.name ?? ""}'`;
    case "partition":
      return `the partition '${ref.of?.name ?? ""}'`;
    default:
      return `the ${kindOf(ref)} ${quoted(ref)}`;
  }
}

function describeDependent(dependent: Dependent): string {
  return "owner" in dependent
    ? `the ${kindOf(dependent)} '${dependent.name}' of '${dependent.owner.name}'`
    : `'${dependent.name}'`;
}
