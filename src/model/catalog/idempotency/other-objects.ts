/** CREATE of what applications rarely make: publications, event triggers, operators, foreign servers, … */

import type { SqlNode, SqlOtherStatement } from "../../../languages/postgresql/ast.ts";
import type { QualifiedName } from "../names.ts";
import { field, namesField, nodeField, nodesField, textField } from "../tree.ts";
import { command, mustBeAbsent, mustExist, phraseTo } from "./command.ts";
import type { Command } from "./command.ts";
import {
  inputTypes,
  named,
  nameOfParts,
  partOf,
  relationName,
  signed,
  spelledType,
} from "./references.ts";
import type { ObjectKind, ObjectRef } from "./references.ts";
import { ownerOf } from "./stored-objects.ts";

/** How a kind of object is made. */
interface Creation {
  subject: (statement: SqlOtherStatement) => ObjectRef | null;
  /** The last word of the keyword: `CREATE TEXT SEARCH CONFIGURATION`. */
  word: string;
  /** PostgreSQL's error when it is there already. */
  taken: string;
}

const DUPLICATE_OBJECT = "42710";

/** Objects with a name of one part. */
function global(
  object: ObjectKind,
  nameField: string,
  word: string,
  taken = DUPLICATE_OBJECT,
): Creation {
  const subject = (statement: SqlOtherStatement) => {
    const name = textField(statement, nameField);
    return name === null ? null : named(object, { schema: null, name });
  };
  return { subject, word, taken };
}

/** Objects that live in a schema. */
function inSchema(
  object: ObjectKind,
  nameField: string,
  word: string,
  taken = DUPLICATE_OBJECT,
): Creation {
  const subject = (statement: SqlOtherStatement) =>
    named(object, nameOfParts(namesField(statement, nameField)));
  return { subject, word, taken };
}

const CREATIONS: Readonly<Record<string, Creation>> = {
  SqlCreatePublicationStmt: global("publication", "pubname", "publication"),
  SqlCreateSubscriptionStmt: global("subscription", "subname", "subscription"),
  SqlCreateEventTrigStmt: global("eventTrigger", "trigname", "trigger"),
  SqlCreateFdwStmt: global("foreignDataWrapper", "fdwname", "wrapper"),
  SqlCreateForeignServerStmt: global("server", "servername", "server"),
  SqlCreatePLangStmt: global("language", "plname", "language"),
  SqlCreateAmStmt: global("accessMethod", "amname", "method"),
  SqlCreatedbStmt: global("database", "dbname", "database", "42P04"),
  SqlCreateTableSpaceStmt: global("tablespace", "tablespacename", "tablespace"),
  SqlCreateConversionStmt: inSchema("conversion", "conversion_name", "conversion"),
  SqlCreateUserMappingStmt: { subject: userMapping, word: "mapping", taken: DUPLICATE_OBJECT },
  SqlCreateOpClassStmt: {
    subject: (statement) => operatorSupport("operatorClass", statement, "opclassname"),
    word: "class",
    taken: DUPLICATE_OBJECT,
  },
  SqlCreateOpFamilyStmt: {
    subject: (statement) => operatorSupport("operatorFamily", statement, "opfamilyname"),
    word: "family",
    taken: DUPLICATE_OBJECT,
  },
  SqlCreateCastStmt: { subject: cast, word: "cast", taken: DUPLICATE_OBJECT },
  SqlCreateTransformStmt: { subject: transform, word: "transform", taken: DUPLICATE_OBJECT },
  SqlRuleStmt: { subject: rule, word: "rule", taken: DUPLICATE_OBJECT },
  SqlImportForeignSchemaStmt: global("foreignSchema", "remote_schema", "schema", "42P07"),
};

/** Statements of the one form `CREATE <kind> name (definition)`. */
const DEFINITIONS: Readonly<Record<string, Creation>> = {
  OBJECT_AGGREGATE: { subject: aggregate, word: "aggregate", taken: "42723" },
  OBJECT_OPERATOR: { subject: operator, word: "operator", taken: "42723" },
  OBJECT_TYPE: { subject: baseType, word: "type", taken: DUPLICATE_OBJECT },
  OBJECT_COLLATION: inSchema("collation", "defnames", "collation"),
  // PostgreSQL leaves it to the unique index of the catalog to refuse these.
  OBJECT_TSCONFIGURATION: inSchema("searchConfiguration", "defnames", "configuration", "23505"),
  OBJECT_TSDICTIONARY: inSchema("searchDictionary", "defnames", "dictionary", "23505"),
  OBJECT_TSPARSER: inSchema("searchParser", "defnames", "parser", "23505"),
  OBJECT_TSTEMPLATE: inSchema("searchTemplate", "defnames", "template", "23505"),
};

/** The command of a CREATE statement of a kind named here; null for any other statement. */
export function createOther(statement: SqlOtherStatement): Command | null {
  const creation = isDefinition(statement)
    ? DEFINITIONS[textField(statement, "kind") ?? ""]
    : CREATIONS[statement.type];
  const subject = creation?.subject(statement) ?? null;
  if (creation === undefined || subject === null) return null;
  const owner = subject.of === null ? null : named(ownerOf(subject.object), subject.of);
  const replaces = field(statement, "replace") === true;
  return command({
    ...phraseTo(statement, [creation.word]),
    subject,
    requires: [
      ...(owner === null ? [] : [mustExist(owner, owner.object === "table" ? "42P01" : "42704")]),
      ...(replaces ? [] : [mustBeAbsent(subject, creation.taken)]),
    ],
    moot: field(statement, "if_not_exists") === true ? [{ ref: subject, exists: true }] : [],
    apply(store) {
      if (owner === null) store.create(subject.object, subject, {});
      else store.setPart(store.need(owner.object, owner), subject.object, subject.name, {});
    },
  });
}

function isDefinition({ type }: SqlOtherStatement): boolean {
  return (type as string) === "SqlDefineStmt";
}

function rule(statement: SqlOtherStatement): ObjectRef | null {
  const relation = nodeField(statement, "relation");
  const name = textField(statement, "rulename");
  return relation?.type === "SqlRangeVar" && name !== null
    ? partOf(relationName(relation), "rule", name)
    : null;
}

function aggregate(statement: SqlOtherStatement): ObjectRef {
  const [parameters] = nodesField(statement, "args");
  const types = parameters ? inputTypes(nodesField(parameters, "items")) : [];
  return signed("function", nameOfParts(namesField(statement, "defnames")), types);
}

function operator(statement: SqlOtherStatement): ObjectRef {
  const definition = nodesField(statement, "definition");
  const operands = ["leftarg", "rightarg"]
    .map((side) => definition.find((element) => textField(element, "defname") === side))
    .map((element) => element && nodeField(element, "arg"))
    .filter((type) => type != null);
  return signed("operator", nameOfParts(namesField(statement, "defnames")), operands);
}

/** `CREATE TYPE money2` alone makes a shell, which the one with a definition fills. */
function baseType(statement: SqlOtherStatement): ObjectRef {
  const object = field(statement, "definition") === undefined ? "shellType" : "baseType";
  return named(object, nameOfParts(namesField(statement, "defnames")));
}

export function operatorSupport(
  object: ObjectKind,
  statement: SqlOtherStatement,
  nameField: string,
): ObjectRef {
  const method = textField(statement, "amname") ?? "";
  return usingMethod(object, nameOfParts(namesField(statement, nameField)), method);
}

/** `ops USING btree`. */
export function usingMethod(object: ObjectKind, name: QualifiedName, method: string): ObjectRef {
  const signature = { name: name.name, types: [method] };
  return { ...named(object, { ...name, name: `${name.name} USING ${method}` }), signature };
}

function cast(statement: SqlOtherStatement): ObjectRef | null {
  const from = nodeField(statement, "sourcetype");
  const to = nodeField(statement, "targettype");
  return from && to && pairOfTypes("cast", [from, to], "AS");
}

function transform(statement: SqlOtherStatement): ObjectRef | null {
  const type = nodeField(statement, "type_name");
  const language = textField(statement, "lang") ?? "";
  const name = `${type ? shortName(type) : ""} LANGUAGE ${language}`;
  return type && { ...named("transform", { schema: null, name }) };
}

function pairOfTypes(object: ObjectKind, types: readonly SqlNode[], word: string): ObjectRef {
  const name = `(${types.map(shortName).join(` ${word} `)})`;
  const signature = { name, types: types.map(spelledType) };
  return { ...named(object, { schema: null, name }), signature };
}

function shortName(type: SqlNode): string {
  return namesField(type, "names").at(-1) ?? "";
}

/** `bob`, `CURRENT_USER`, of a server. */
function userMapping(statement: SqlOtherStatement): ObjectRef | null {
  const server = textField(statement, "servername");
  const user = nodeField(statement, "user");
  if (server === null || user === null) return null;
  const name = textField(user, "rolename") ?? textField(user, "roletype") ?? "";
  return partOf({ schema: null, name: server }, "userMapping", name);
}

// ---- statistics ------------------------------------------------------------------------------------------

/** PostgreSQL invents a name for statistics without one, from version 16 on. */
export function createStatistics(statement: SqlOtherStatement): Command[] {
  const names = namesField(statement, "defnames");
  const [relation] = nodesField(statement, "relations");
  if (relation?.type !== "SqlRangeVar") return [];
  const table = relationName(relation);
  const isNamed = names.length > 0;
  const subject = isNamed
    ? named("statistics", nameOfParts(names))
    : partOf(table, "unnamed", statement.tokens.map((token) => token.text).join(" "));
  return [
    command({
      ...phraseTo(statement, ["statistics"]),
      subject,
      requires: [
        mustExist(named("table", table), "42P01"),
        mustBeAbsent(subject, isNamed ? DUPLICATE_OBJECT : null),
      ],
      moot: field(statement, "if_not_exists") === true ? [{ ref: subject, exists: true }] : [],
      apply(store) {
        if (isNamed) store.create("statistics", subject, {});
        else store.setPart(store.need("table", table), "unnamed", subject.name, {});
      },
    }),
  ];
}

// ---- DROP of what DropStmt does not drop --------------------------------------------------------------------

const DROPS: Readonly<Record<string, Creation>> = {
  SqlDropUserMappingStmt: { subject: userMapping, word: "mapping", taken: "42704" },
  SqlDropSubscriptionStmt: global("subscription", "subname", "subscription", "42704"),
  SqlDropdbStmt: global("database", "dbname", "database", "3D000"),
  SqlDropTableSpaceStmt: global("tablespace", "tablespacename", "tablespace", "42704"),
};

export function dropOther(statement: SqlOtherStatement): Command | null {
  const kind = DROPS[statement.type];
  const subject = kind?.subject(statement) ?? null;
  if (kind === undefined || subject === null) return null;
  return command({
    ...phraseTo(statement, [kind.word]),
    subject,
    requires: [mustExist(subject, kind.taken)],
    moot: field(statement, "missing_ok") === true ? [{ ref: subject, exists: false }] : [],
    apply(store) {
      if (subject.of === null) store.drop(subject.object, subject);
      else
        store.dropPart(
          store.need(ownerOf(subject.object), subject.of),
          subject.object,
          subject.name,
        );
    },
  });
}
