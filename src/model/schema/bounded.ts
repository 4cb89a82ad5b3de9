/** Fields whose numbers have bounds by what they mean: percentages, rates, scores. Told by their names. */

import { compoundWords } from "../phi/words.ts";
import type { Field } from "./types.ts";

export type Bounded = "percentage" | "rate" | "score";

const PERCENTAGES: ReadonlySet<string> = new Set(["percent", "percentage", "pct"]);

/** What a share of is called a rate; of others (`hourlyRate`, `heartRate`, `exchangeRate`) a rate is a price or a frequency. */
const SHARES: ReadonlySet<string> = new Set(
  (
    "tax vat gst discount interest commission coinsurance success failure error bounce conversion completion click " +
    "open response acceptance approval denial rejection cancellation show attendance adherence compliance occupancy " +
    "utilization utilisation churn retention dropout match hit win collection reimbursement withholding markup"
  ).split(" "),
);

const NUMBERS: ReadonlySet<string> = new Set(["Int", "Float", "Decimal"]);

/** What of these a field holds, if any. */
export function boundedKind(field: Field): Bounded | null {
  const { name, type, arity } = field;
  if (!NUMBERS.has(type) || arity === "list") return null;
  const [last = "", before = ""] = compoundWords(name).toReversed();
  if (PERCENTAGES.has(last)) return "percentage";
  if (last === "score") return "score";
  if (last !== "rate" || !SHARES.has(before)) return null;
  return countsHundredths(field) ? "percentage" : "rate";
}

/** Whether a share of a half is 50 here: in whole numbers, or with a default that is more than the whole. */
function countsHundredths({ type, default: value }: Field): boolean {
  return type === "Int" || (value?.kind === "literal" && Number(value.value) > 1);
}
