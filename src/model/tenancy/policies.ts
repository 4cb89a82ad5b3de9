/** What policies let through, as PostgreSQL puts them together. */

import type { SqlNode } from "../../languages/postgresql/ast.ts";
import { constantValue } from "../catalog/expression-text.ts";
import {
  constantBoolean,
  constantText,
  isA,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";
import type { Policy, Table } from "../catalog/types.ts";

/** A policy that PostgreSQL passes over, or that finds no row to speak of. */
export interface IdlePolicy {
  reason: "noExpression" | "noUsing";
  /** What it lacks. */
  clause: "USING" | "WITH CHECK";
  /** What no row can be because of that. */
  verb: "read" | "written" | "changed" | "deleted";
}

const VERBS: Readonly<Record<Policy["command"], IdlePolicy["verb"]>> = {
  all: "read",
  select: "read",
  insert: "written",
  update: "changed",
  delete: "deleted",
};

/**
 * Why a policy does nothing, or not what it says. USING alone is enough: where there is no WITH CHECK, PostgreSQL holds
 * new rows against USING.
 */
export function idlePolicy(policy: Policy, { policies }: Table): IdlePolicy | null {
  const { command, using, withCheck, permissive } = policy;
  const verb = VERBS[command];
  if (using === null && withCheck === null)
    return { reason: "noExpression", clause: command === "insert" ? "WITH CHECK" : "USING", verb };
  const finds = command === "all" || command === "update";
  if (using !== null || !permissive || !finds) return null;
  const wanted: Policy["command"] = command === "all" ? "select" : "update";
  const isFound = policies.some(
    (other) => other.permissive && other.using !== null && speaksOf(other, wanted),
  );
  return isFound ? null : { reason: "noUsing", clause: "USING", verb };
}

/** Whether a policy is asked for a command. */
function speaksOf({ command }: Policy, asked: Policy["command"]): boolean {
  return command === "all" || command === asked;
}

/** The commands for which two permissive policies are both asked, of some role: a row passes when either lets it. */
export function sharedCommands(one: Policy, other: Policy): readonly Policy["command"][] {
  if (!one.permissive || !other.permissive || !shareRole(one, other)) return [];
  if (one.command === other.command) return [one.command];
  if (one.command === "all") return [other.command];
  return other.command === "all" ? [one.command] : [];
}

const EVERYBODY = "public";

function shareRole({ roles }: Policy, other: Policy): boolean {
  if (roles.includes(EVERYBODY) || other.roles.includes(EVERYBODY)) return true;
  return roles.some((role) => other.roles.includes(role));
}

/**
 * The clause that lets every row through, of a permissive policy for roles that are held to row-level security. Null
 * when there is none, and when a restrictive policy narrows what it lets through.
 *
 * @param roles besides PUBLIC, those that queries run as
 */
export function openClause(
  policy: Policy,
  { policies }: Table,
  roles: readonly string[],
): "USING" | "WITH CHECK" | null {
  const { using, withCheck, permissive } = policy;
  const isHeld = policy.roles.some((role) => role === EVERYBODY || roles.includes(role));
  if (!permissive || !isHeld || policies.some((other) => narrows(other, policy))) return null;
  if (using !== null && isAlwaysTrue(using.node)) return "USING";
  return withCheck !== null && isAlwaysTrue(withCheck.node) ? "WITH CHECK" : null;
}

function narrows(other: Policy, policy: Policy): boolean {
  const isAsked = other.command === "all" || other.command === policy.command;
  return !other.permissive && isAsked && shareRole(other, policy);
}

/** `true`, `'t'::boolean`, `1 = 1`, and what AND and OR make of these. */
function isAlwaysTrue(node: SqlNode): boolean {
  if (constantBoolean(node) === true) return true;
  if (isA(node, "SqlTypeCast")) return TRUE_TEXTS.has(constantText(node) ?? "");
  if (isA(node, "SqlBoolExpr")) {
    const operands = nodesField(node, "args");
    if (textField(node, "boolop") === "OR_EXPR") return operands.some(isAlwaysTrue);
    return textField(node, "boolop") === "AND_EXPR" && operands.every(isAlwaysTrue);
  }
  return isA(node, "SqlA_Expr") && isSameOnBothSides(node);
}

const TRUE_TEXTS: ReadonlySet<string> = new Set(["t", "true", "on", "yes", "1"]);

function isSameOnBothSides(node: SqlNode): boolean {
  if (textField(node, "kind") !== "AEXPR_OP" || namesField(node, "name").at(-1) !== "=")
    return false;
  const [left, right] = [nodeField(node, "lexpr"), nodeField(node, "rexpr")].map((side) =>
    side === null ? undefined : constantValue(side),
  );
  return typeof left === "string" && left === right;
}
