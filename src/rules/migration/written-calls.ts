import type { TextEdit } from "../../fixes/edit.ts";
import { repairCall } from "../../fixes/policies.ts";
import type { Range } from "../../languages/postgresql/ast.ts";
import type { Catalog } from "../../model/catalog/types.ts";
import { faultyCalls } from "../../model/tenancy/policy-calls.ts";
import type { PolicyCall } from "../../model/tenancy/policy-calls.ts";
import type { WrittenPolicy } from "./visit-policies.ts";

/** A call of a policy, where it stands, and how it could be better; null where no edit can be made. */
export interface WrittenCall {
  call: PolicyCall;
  place: Range;
  edit: TextEdit | null;
}

/** The calls of a policy that could be better, in the order of its clauses; `text` is the linted script. */
export function callsOf(
  { using, withCheck }: WrittenPolicy,
  catalog: Catalog,
  text: string,
): WrittenCall[] {
  return [using, withCheck]
    .filter((expression) => expression !== null)
    .flatMap(({ node, placeOf: placeIn, tokens }) =>
      faultyCalls(node, catalog).map((call): WrittenCall => {
        const edit = tokens && repairCall(text, tokens, call);
        return { call, place: placeIn(call.call), edit };
      }),
    );
}
