/** Which models a record of each change is owed to: health data, what decides who may do what, and money. */

import type { Settings } from "../../settings.ts";
import { isAuditTrail } from "../phi/audit-trails.ts";
import { NOT_PATIENT_DATA } from "../phi/lexicon/models.ts";
import { isProtected } from "../phi/protection.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import { compoundWords, containsPhrase } from "../phi/words.ts";
import type { Model, SchemaModel } from "../schema/types.ts";

export type Audited = "health" | "access" | "money";

/** Last words of models that say what somebody may do. */
const PERMISSIONS: ReadonlySet<string> = new Set(["permission", "privilege", "entitlement"]);
const PERMISSION_PHRASES = [
  "api key",
  "api token",
  "personal access token",
  "access grant",
  "access rule",
  "access policy",
  "role",
];
/** Roles that give no rights. */
const OTHER_ROLES: ReadonlySet<string> = new Set(
  "job family household message chat conversation thread meeting event".split(" "),
);
/** Fields of a person or a membership that say what it may do; a `role` of free text is a job. */
const RIGHTS: ReadonlySet<string> = new Set(["permission", "admin", "superuser"]);
/** Models whose roles are rights, of whatever type they are. */
const ACCOUNTS: ReadonlySet<string> = new Set(["user", "member", "membership", "admin"]);

/** First words of memberships that say of what: `MemberInWorkspace`. */
const MEMBERS: ReadonlySet<string> = new Set(["member", "membership"]);

const PAYMENTS: ReadonlySet<string> = new Set(
  "invoice payment refund payout superbill remittance charge claim chargeback".split(" "),
);
/** Parts of an invoice or payment. */
const PARTS: ReadonlySet<string> = new Set(
  "item line method plan allocation adjustment installment account transaction".split(" "),
);
const FINANCE: readonly string[] = ["invoice", "payment", "claim", "billing", "superbill"];

/** Why each change of a model has to leave a trace; null when it has not, and for audit logs themselves. */
export function auditedFor(model: Model, schema: SchemaModel, settings: Settings): Audited | null {
  const traits = traitsOf(schema, settings.traits).get(model.name);
  if (traits?.has("append-only") === true || isAuditTrail(model)) return null;
  if (traits?.has("session") === true) return null;
  if (isProtected(model, schema, settings)) return "health";
  const words = compoundWords(model.name);
  const isPerson = traits?.has("person") === true || traits?.has("staff") === true;
  if (
    decidesAccess(words) ||
    isNamedToken(model, words) ||
    isGrant(model, words) ||
    (isPerson && hasRights(model, words)) ||
    isMembership(model, words)
  )
    return "access";
  return isFinancial(words) ? "money" : null;
}

function decidesAccess(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  if (words.some((word) => OTHER_ROLES.has(word))) return false;
  return PERMISSIONS.has(last) || PERMISSION_PHRASES.some((phrase) => endsWith(words, phrase));
}

function endsWith(words: readonly string[], phrase: string): boolean {
  return ` ${words.join(" ")}`.endsWith(` ${phrase}`);
}

function isMembership(model: Model, words: readonly string[]): boolean {
  const isMember = ACCOUNTS.has(words.at(-1) ?? "") || MEMBERS.has(words[0] ?? "");
  return isMember && hasRights(model, words);
}

/** A token that somebody made for a program of theirs, and gave a name: those of logins have none. */
function isNamedToken(model: Model, words: readonly string[]): boolean {
  return (
    words.at(-1) === "token" &&
    hasField(model, ["name", "label"]) &&
    hasField(model, ["token", "hash"])
  );
}

/** An `Access` that says to whom, or to what. */
function isGrant(model: Model, words: readonly string[]): boolean {
  return words.at(-1) === "access" && hasField(model, ["grantee", "scope", "permission"]);
}

function hasField({ fields }: Model, names: readonly string[]): boolean {
  return fields.some(({ name }) => compoundWords(name).some((word) => names.includes(word)));
}

function hasRights({ fields }: Model, words: readonly string[]): boolean {
  if (words.some((word) => OTHER_ROLES.has(word))) return false;
  return fields.some(({ name, kind }) => {
    const last = compoundWords(name).at(-1) ?? "";
    if (last === "role") return kind === "enum" || ACCOUNTS.has(words.at(-1) ?? "");
    return kind !== "relation" && RIGHTS.has(last);
  });
}

function isFinancial(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  if (NOT_PATIENT_DATA.has(last)) return false;
  return PAYMENTS.has(last) || (PARTS.has(last) && containsPhrase(words, FINANCE));
}
