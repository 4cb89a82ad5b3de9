/** GRANT, REVOKE and ALTER DEFAULT PRIVILEGES, as far as they concern tables. */

import type { SqlNode, SqlStatement } from "../../../languages/postgresql/ast.ts";
import type { CatalogState, DefaultPrivilege } from "../state.ts";
import { field, namesField, nodeField, nodesField, textField } from "../tree.ts";
import type { Privilege, PrivilegeName, Provenance } from "../types.ts";
import { roleNames } from "./roles.ts";

/** Those of ALL PRIVILEGES; MAINTAIN is of PostgreSQL 17. */
const ALL: readonly PrivilegeName[] = [
  "select",
  "insert",
  "update",
  "delete",
  "truncate",
  "references",
  "trigger",
  "maintain",
];
const OF_COLUMNS: readonly PrivilegeName[] = ["select", "insert", "update", "references"];

/** One privilege that a statement speaks of; `column` is null for whole tables. */
interface Named {
  name: PrivilegeName;
  column: string | null;
}

export function grant(state: CatalogState, statement: SqlStatement): void {
  const tables = grantedTables(state, statement);
  if (tables.length === 0) return;
  const said = privilegesSaid(statement, state.provenance(statement.range));
  for (const key of tables)
    state.updateTable(key, ({ privileges }) => ({ privileges: withSaid(privileges, said) }));
}

/** The keys of the tables that are named, or that are in the schemas named. */
function grantedTables(state: CatalogState, statement: SqlStatement): string[] {
  if (textField(statement, "objtype") !== "OBJECT_TABLE") return [];
  if (textField(statement, "targtype") === "ACL_TARGET_ALL_IN_SCHEMA") {
    const schemas = new Set(namesField(statement, "objects"));
    return [...state.tables.entries()]
      .filter(([, { schema }]) => schemas.has(schema))
      .map(([key]) => key);
  }
  const keys: string[] = [];
  for (const relation of nodesField(statement, "objects")) {
    if (relation.type !== "SqlRangeVar" || state.isTemporary(relation)) continue;
    const key = state.findTable(relation);
    if (key !== null) keys.push(key);
    else if (state.findRelation(relation.schemaname, relation.relname) === null)
      state.conflict("undefined_table");
  }
  return keys;
}

/** What a GRANT or REVOKE says of one privilege; `option` when it speaks of the right to hand it on. */
interface Said extends Privilege {
  option: boolean;
}

/** One for each role, privilege and column. */
function privilegesSaid(statement: SqlNode, origin: Provenance): Said[] {
  const granted = field(statement, "is_grant") === true;
  const option = field(statement, "grant_option") === true;
  return roleNames(statement, "grantees").flatMap((role) =>
    namedPrivileges(statement).map(({ name, column }) => ({
      role,
      name,
      column,
      granted,
      grantable: granted && option,
      option,
      origin,
    })),
  );
}

function namedPrivileges(statement: SqlNode): Named[] {
  const written = nodesField(statement, "privileges");
  if (written.length === 0) return ALL.map((name) => ({ name, column: null }));
  return written.flatMap((privilege) => {
    const columns = namesField(privilege, "cols");
    const word = textField(privilege, "priv_name");
    const names = word === null ? OF_COLUMNS : ALL.filter((name) => name === word);
    const places = columns.length === 0 ? [null] : columns;
    return names.flatMap((name) => places.map((column) => ({ name, column })));
  });
}

/** The last word counts; what is taken of the whole table is taken of its columns too. */
function withSaid(privileges: readonly Privilege[], said: readonly Said[]): readonly Privilege[] {
  const isSame = (a: Privilege, b: Privilege) =>
    a.role === b.role && a.name === b.name && a.column === b.column;
  const isTaken = (old: Privilege) =>
    said.some(
      (one) =>
        one.role === old.role &&
        one.name === old.name &&
        one.column === null &&
        !one.granted &&
        !one.option,
    );
  const results = said.map((one) =>
    outcome(
      privileges.find((old) => isSame(old, one)),
      one,
    ),
  );
  return [
    ...privileges.filter((old) => !said.some((one) => isSame(old, one)) && !isTaken(old)),
    ...results.filter((one) => one !== null),
  ];
}

/** GRANT never takes the option away, and REVOKE GRANT OPTION FOR nothing else. */
function outcome(old: Privilege | undefined, { option, ...said }: Said): Privilege | null {
  if (said.granted)
    return old?.granted === true && old.grantable ? { ...said, grantable: true } : said;
  if (!option) return said;
  return old === undefined ? null : { ...old, grantable: false };
}

/** DROP OWNED BY takes all privileges of a role, and its place in policies. */
export function dropOwned(state: CatalogState, statement: SqlStatement): void {
  const gone = new Set(roleNames(statement, "roles"));
  for (const [key, { privileges, policies }] of state.tables.entries()) {
    const isNamed = policies.some(({ roles }) => roles.some((role) => gone.has(role)));
    if (!isNamed && !privileges.some(({ role }) => gone.has(role))) continue;
    state.updateTable(key, () => ({
      privileges: privileges.filter(({ role }) => !gone.has(role)),
      policies: policies
        .map((policy) => ({ ...policy, roles: policy.roles.filter((role) => !gone.has(role)) }))
        .filter(({ roles }) => roles.length > 0),
    }));
  }
  for (const [key, { role }] of [...state.defaultPrivileges.entries()])
    if (gone.has(role)) state.defaultPrivileges.delete(key);
}

// ---- default privileges ----------------------------------------------------------------------------------

/** Roles of FOR ROLE that are the one who migrates; of any other name it is not known. */
const SELF = new Set(["current_user", "current_role", "session_user"]);

export function alterDefaultPrivileges(state: CatalogState, statement: SqlStatement): void {
  const action = nodeField(statement, "action");
  if (action === null || textField(action, "objtype") !== "OBJECT_TABLE") return;
  const options = nodesField(statement, "options");
  if (!optionNames(options, "roles").every((role) => SELF.has(role))) return;
  const schemas = optionNames(options, "schemas");
  const said = privilegesSaid(action, state.provenance(statement.range));
  for (const schema of schemas.length === 0 ? [null] : schemas)
    for (const { option, ...privilege } of said)
      if (!option || privilege.granted) putDefault(state, { ...privilege, schema });
}

function optionNames(options: readonly SqlNode[], name: string): string[] {
  const option = options.find((one) => textField(one, "defname") === name);
  if (option === undefined) return [];
  return name === "roles" ? roleNames(option, "arg") : namesField(option, "arg");
}

function putDefault(state: CatalogState, privilege: DefaultPrivilege): void {
  const key = [privilege.schema ?? "", privilege.role, privilege.name].join("\0");
  if (privilege.granted) state.defaultPrivileges.set(key, privilege);
  else state.defaultPrivileges.delete(key);
}

/** What a table gets when it is made in the schema. */
export function defaultPrivilegesIn(state: CatalogState, schema: string): readonly Privilege[] {
  const given: Privilege[] = [];
  for (const { schema: of, ...privilege } of state.defaultPrivileges.values()) {
    const isGiven = given.some(
      ({ role, name }) => role === privilege.role && name === privilege.name,
    );
    if ((of === null || of === schema) && !isGiven) given.push(privilege);
  }
  return given;
}
