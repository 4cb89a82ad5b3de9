/** Why a condition does not guard the statement that it stands around. */

import { foldIdentifier } from "../names.ts";
import type { GuardTest } from "../guards.ts";
import type { Failure } from "./rehearsal.ts";

export interface GuardMistake {
  /**
   * `unquoted`: `to_regclass('User')` looks for `user`. `blind`: the source lists no objects of this kind. `other`:
   * another object is asked for.
   */
  kind: "unquoted" | "blind" | "other";
  test: GuardTest;
}

/**
 * The mistake of a condition that is meant as a guard: one that only asks whether something is absent, around what
 * makes something, or present, around what drops something. Null for every other condition.
 */
export function guardMistake({ scope, unmet, command }: Failure): GuardMistake | null {
  const tests = scope.condition?.tests ?? [];
  const [required] = unmet;
  const [test] = tests;
  if (required === undefined || test === undefined) return null;
  if (tests.some(({ exists, asksMore }) => asksMore === true || exists !== required.exists))
    return null;
  const { subject } = command;
  const name = subject.signature?.name ?? subject.name;
  const found = tests.find((one) => one.name === name) ?? test;
  return { kind: mistakeIn(found, name, subject.of?.name ?? null), test: found };
}

function mistakeIn(test: GuardTest, name: string, of: string | null): GuardMistake["kind"] {
  if (test.name === name) return test.of === null || test.of === of ? "blind" : "other";
  const isFolded = test.source.startsWith("to_reg") && foldIdentifier(name) === test.name;
  return isFolded ? "unquoted" : "other";
}
