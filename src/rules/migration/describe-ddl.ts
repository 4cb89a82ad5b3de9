/** What messages about DDL say of objects and of PostgreSQL's errors. */

import { conditionOf, guardMistake } from "../../model/catalog/idempotency.ts";
import type {
  Dependent,
  GuardMistake,
  ObjectKind,
  ObjectRef,
  Requirement,
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

/** The ids of messages about one statement. */
export type FindingId =
  | "fails"
  | "loses"
  | "leaves"
  | "duplicates"
  | "repeats"
  | "wrongGuard"
  | "unquotedGuard"
  | "blindGuard"
  | "wrongExceptionClass"
  | "catchesAll";

/** Which message an unsafe statement deserves, and the words to put into it. */
export function describeFinding(unsafe: UnsafeStatement): {
  messageId: FindingId;
  data: Record<string, string>;
} {
  const mistake = unsafe.scope.isGuarded ? guardMistake(unsafe) : null;
  return {
    messageId: messageIdOf(unsafe, mistake),
    data: {
      action: unsafe.command.action,
      subject: describeSubject(unsafe),
      reason: describeFailure(unsafe),
      condition: conditionOf(unsafe.sqlstate) ?? "",
      caught: caughtBy(unsafe),
      source: mistake?.test.source ?? "",
      asked: mistake ? describeAsked(mistake) : "",
    },
  };
}

const MISTAKES: Readonly<Record<GuardMistake["kind"], FindingId>> = {
  unquoted: "unquotedGuard",
  blind: "blindGuard",
  other: "wrongGuard",
};

function messageIdOf(unsafe: UnsafeStatement, mistake: GuardMistake | null): FindingId {
  const { sqlstate, scope, effect, swallowedBy } = unsafe;
  if (effect !== null) return effect;
  if (swallowedBy !== null) return "catchesAll";
  const isCaught = sqlstate !== null && scope.handlers.length > 0;
  if (!isCaught && unsafe.unmet[0]?.because !== undefined) return "repeats";
  if (sqlstate === null) return "duplicates";
  if (scope.handlers.length > 0) return "wrongExceptionClass";
  if (!scope.isGuarded) return "fails";
  return mistake === null ? "wrongGuard" : MISTAKES[mistake.kind];
}

function caughtBy({ scope }: UnsafeStatement): string {
  const names = scope.handlers.flatMap((handler) => handler.conditions.map(({ name }) => name));
  return [...new Set(names)].join(" and ");
}

function describeAsked({ kind, test }: GuardMistake): string {
  const { name, of } = test;
  const thing = `the ${kindOf(test)} '${name ?? ""}'${of === null ? "" : ` of '${of}'`}`;
  return kind === "other" ? `asks for ${thing} and ` : thing;
}

function kindOf({ object }: { object: ObjectKind }): string {
  return KIND_NAMES[object] ?? object;
}

/** `the table 'User'`; of what has no name, what it is on. */
function describeSubject({ command }: UnsafeStatement): string {
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
function describeFailure({ unmet, blockedBy, command, sqlstate }: UnsafeStatement): string {
  if (blockedBy !== null)
    return `${describeDependent(blockedBy)} needs ${describeObject(command.subject)} by then (${sqlstate ?? ""})`;
  const [first] = unmet;
  if (first === undefined) return "";
  if (first.because !== undefined)
    return REPETITIONS[first.because](first.ref.of?.name ?? "", first.ref.name);
  const state = first.exists ? "is gone by then" : "is there already";
  return `${describeObject(first.ref)} ${state} (${first.sqlstate ?? ""})`;
}

/** What happens to the rows of a table. */
const REPETITIONS: Readonly<
  Record<NonNullable<Requirement["because"]>, (table: string, name: string) => string>
> = {
  key: () =>
    "fails when the script runs a second time: a unique key has its rows already (23505), and no ON CONFLICT says what to do then",
  noKey: (table) =>
    `adds its rows to '${table}' once more when the script runs a second time: no unique key stands in the way`,
  unknownKey: (table) =>
    `adds its rows to '${table}' once more when the script runs a second time, or fails on a unique key: no ON CONFLICT says what to do then`,
  ownValue: (table) =>
    `computes values of '${table}' from those that it replaces, and does so once more when the script runs a second time`,
  ownOutput: (table, column) =>
    `reads '${column}' of '${table}', which the first run has replaced by what this statement has made of it, and converts it once more when the script runs a second time`,
};

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
