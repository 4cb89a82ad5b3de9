/** ALTER that adds a part to an object or takes one away: PUBLICATION, EXTENSION, SERVER, DOMAIN, … */

import type { SqlOtherStatement } from "../../../languages/postgresql/ast.ts";
import { field, namesField, nodeField, nodesField, textField } from "../tree.ts";
import { command, mustBeAbsent, mustExist, phrase } from "./command.ts";
import type { Command } from "./command.ts";
import { operatorSupport } from "./other-objects.ts";
import { named, nameOfParts, partOf, relationName } from "./references.ts";
import type { ObjectRef } from "./references.ts";
import { ownerOf } from "./stored-objects.ts";

const DUPLICATE_OBJECT = "42710";

/** One thing that ALTER adds to its object or takes away from it. */
interface Membership {
  part: ObjectRef;
  isAdded: boolean;
  isOptional?: boolean;
  /** PostgreSQL's errors when the part is there already, and when it is not. */
  taken: string;
  missing: string;
}

/** ALTER PUBLICATION, EXTENSION, SERVER, TEXT SEARCH CONFIGURATION, OPERATOR FAMILY … ADD and DROP. */
export function alterMembers(statement: SqlOtherStatement): Command[] {
  const members = MEMBERS[statement.type]?.(statement) ?? [];
  return members.map(({ part, isAdded, isOptional, taken, missing }) => {
    const owner = named(ownerOf(part.object), part.of ?? { schema: null, name: "" });
    return command({
      ...memberPhrase(statement),
      subject: part,
      requires: [
        mustExist(owner, "42704"),
        isAdded ? mustBeAbsent(part, taken) : mustExist(part, missing),
      ],
      moot: isOptional === true ? [{ ref: part, exists: false }] : [],
      apply(store) {
        const holder = store.need(owner.object, owner);
        if (isAdded) store.setPart(holder, part.object, part.name, {});
        else store.dropPart(holder, part.object, part.name);
      },
    });
  });
}

const MEMBERS: Readonly<Record<string, (statement: SqlOtherStatement) => Membership[]>> = {
  SqlAlterPublicationStmt: published,
  SqlAlterExtensionContentsStmt: extensionMember,
  SqlAlterTSConfigurationStmt: mappings,
  SqlAlterForeignServerStmt: serverOptions,
  SqlAlterOpFamilyStmt: familyMembers,
};

/** From ADD or DROP on, with the noun. */
function memberPhrase({ tokens }: SqlOtherStatement): Pick<Command, "action" | "keyword"> {
  const at = tokens.findIndex(({ kind, value }) => kind === "word" && VERBS.has(value));
  const next = tokens[at + 1];
  const hasNoun = next?.kind === "word" && NOUNS.has(next.value);
  return phrase(tokens.slice(at, at + (hasNoun ? 2 : 1)));
}

const VERBS = new Set(["add", "drop", "options"]);
const NOUNS = new Set(["table", "tables", "mapping", "function", "operator", "view", "type"]);

function published(statement: SqlOtherStatement): Membership[] {
  const action = textField(statement, "action") ?? "AP_AddObjects";
  const publication = { schema: null, name: textField(statement, "pubname") ?? "" };
  if (action === "AP_SetObjects") return [];
  return nodesField(statement, "pubobjects").flatMap((object) => {
    const table = nodeField(object, "pubtable");
    const relation = table && nodeField(table, "relation");
    const schema = textField(object, "name");
    const part =
      relation?.type === "SqlRangeVar"
        ? {
            ...partOf(publication, "publishedTable", relation.relname),
            target: relationName(relation),
          }
        : schema !== null && partOf(publication, "publishedSchema", schema);
    const isAdded = action === "AP_AddObjects";
    return part ? [{ part, isAdded, taken: DUPLICATE_OBJECT, missing: "42704" }] : [];
  });
}

function extensionMember(statement: SqlOtherStatement): Membership[] {
  const extension = { schema: null, name: textField(statement, "extname") ?? "" };
  const object = nodeField(statement, "object");
  const kind = textField(statement, "objtype") ?? "";
  const names = object
    ? [...namesField(statement, "object"), ...namesField(object, "objname")]
    : [];
  const part = { ...partOf(extension, "member", `${kind} ${names.join(".")}`) };
  const isAdded = field(statement, "action") === 1;
  return [{ part, isAdded, taken: "55000", missing: "55000" }];
}

function mappings(statement: SqlOtherStatement): Membership[] {
  const kind = textField(statement, "kind");
  const isAdded = kind === "ALTER_TSCONFIG_ADD_MAPPING";
  if (!isAdded && kind !== "ALTER_TSCONFIG_DROP_MAPPING") return [];
  const configuration = nameOfParts(namesField(statement, "cfgname"));
  return namesField(statement, "tokentype").map((token) => ({
    part: partOf(configuration, "mapping", token),
    isAdded,
    isOptional: field(statement, "missing_ok") === true,
    taken: "23505",
    missing: "42704",
  }));
}

function serverOptions(statement: SqlOtherStatement): Membership[] {
  const server = { schema: null, name: textField(statement, "servername") ?? "" };
  return nodesField(statement, "options").flatMap((option) => {
    const action = textField(option, "defaction");
    if (action === "DEFELEM_SET") return [];
    const part = partOf(server, "option", textField(option, "defname") ?? "");
    const isAdded = action !== "DEFELEM_DROP";
    return [{ part, isAdded, taken: DUPLICATE_OBJECT, missing: "42704" }];
  });
}

function familyMembers(statement: SqlOtherStatement): Membership[] {
  const family = operatorSupport("operatorFamily", statement, "opfamilyname");
  const isAdded = field(statement, "isDrop") !== true;
  return nodesField(statement, "items").map((item) => {
    const kind = String(field(item, "itemtype"));
    const part = partOf(family, "familyMember", `${kind} ${String(field(item, "number"))}`);
    return { part, isAdded, taken: DUPLICATE_OBJECT, missing: "42704" };
  });
}

// ---- domains -----------------------------------------------------------------------------------------------

/** ALTER DOMAIN … ADD and DROP CONSTRAINT; all else of it can be repeated. */
export function alterDomain(statement: SqlOtherStatement): Command[] {
  const domain = nameOfParts(namesField(statement, "typeName"));
  const owner = mustExist(named("type", domain), "42704");
  const at = statement.tokens.findIndex(({ value }) => value === "add" || value === "drop");
  const isSpelled = statement.tokens[at + 1]?.value === "constraint";
  const spelled = phrase(statement.tokens.slice(at, at + (isSpelled ? 2 : 1)));
  if (textField(statement, "subtype") === "X") {
    const part = partOf(domain, "domainConstraint", textField(statement, "name") ?? "");
    return [
      command({
        ...spelled,
        subject: part,
        requires: [owner, mustExist(part, "42704")],
        moot: field(statement, "missing_ok") === true ? [{ ref: part, exists: false }] : [],
        apply: (store) => store.dropPart(store.need("type", domain), part.object, part.name),
      }),
    ];
  }
  const constraint = nodeField(statement, "def");
  if (textField(statement, "subtype") !== "C" || constraint?.type !== "SqlConstraint") return [];
  const { conname, contype } = constraint;
  if (contype !== "CONSTR_CHECK") return [];
  const definition = statement.tokens.map((token) => token.text).join(" ");
  const part =
    conname === undefined
      ? partOf(domain, "unnamedCheck", definition)
      : partOf(domain, "domainConstraint", conname);
  return [
    command({
      ...spelled,
      subject: part,
      requires: [owner, mustBeAbsent(part, conname === undefined ? null : DUPLICATE_OBJECT)],
      apply: (store) => store.setPart(store.need("type", domain), part.object, part.name, {}),
    }),
  ];
}
