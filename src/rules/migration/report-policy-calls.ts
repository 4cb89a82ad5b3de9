/** The part of `valid-row-level-security-policy` that is about the calls in a policy. */

import { apply, mergeEdits } from "../../fixes/edit.ts";
import type { Catalog } from "../../model/catalog/types.ts";
import type { PolicyCall } from "../../model/tenancy/policy-calls.ts";
import { placeOf } from "../place-of.ts";
import type { SqlContext } from "../types.ts";
import type { WrittenPolicy } from "./visit-policies.ts";
import { callsOf } from "./written-calls.ts";
import type { WrittenCall } from "./written-calls.ts";

type Context = Pick<
  SqlContext<{ MessageIds: PolicyCall["fault"] | "perRowAll"; RuleOptions: [] }>,
  "report" | "sourceCode"
>;

/** What fails one by one; what is slow together, as one policy often asks the same four times. */
export function reportCalls(context: Context, written: WrittenPolicy, catalog: Catalog): void {
  const calls = callsOf(written, catalog, context.sourceCode.text);
  const slow = calls.filter(({ call }) => call.fault === "perRow");
  for (const found of calls) if (!slow.includes(found)) reportCall(context, written, [found]);
  if (slow.length > 0) reportCall(context, written, slow);
}

/** Calls of one fault, at the place of the first. */
function reportCall(
  context: Context,
  { policy, table }: WrittenPolicy,
  calls: readonly WrittenCall[],
): void {
  const [first] = calls;
  if (first === undefined) return;
  const { text } = context.sourceCode;
  const edits = calls.flatMap(({ edit }) => edit ?? []);
  context.report({
    loc: placeOf(context.sourceCode, first.place),
    messageId: calls.length > 1 ? "perRowAll" : first.call.fault,
    data: {
      call: first.call.text,
      count: String(calls.length),
      policy: policy.name,
      table: table.name,
    },
    fix: edits.length > 0 ? (fixer) => apply(fixer, mergeEdits(text, edits)) : null,
  });
}
