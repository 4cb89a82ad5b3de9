/** Fields that hold amounts of money, told by their names. */

import { compoundWords } from "../phi/words.ts";
import type { Field } from "./types.ts";

/** Words that mean money wherever they end a name. */
const ALWAYS = new Set(
  "price cost fee copay deductible salary wage premium refund surcharge".split(" "),
);

/** Words that mean money as often as not: with a number type that counts, they may be a count. */
const OFTEN = new Set("amount balance total subtotal charge payment tax discount".split(" "));

/** Words that say that a whole number is in the smallest unit, or that it is no money. */
const NOT_WHOLE = new Set(
  (
    "cent minor micro milli unit count quantity point credit token percent rate ratio day hour minute second page " +
    "number score bps id"
  ).split(" "),
);

export type MoneyFault = "float" | "whole" | "money" | "unlimited";

/** What is wrong with how a field keeps money; null when it keeps none, or keeps it well. */
export function moneyFault(field: Field): MoneyFault | null {
  if (field.kind !== "scalar" || field.arity === "list") return null;
  const words = compoundWords(field.name);
  const last = words.at(-1) ?? "";
  const isMoney = ALWAYS.has(last) || OFTEN.has(last);
  if (!isMoney || words.some((word) => NOT_WHOLE.has(word))) return null;
  switch (field.type) {
    case "Float":
      return "float";
    case "Int":
    case "BigInt":
      return ALWAYS.has(last) ? "whole" : null;
    case "Decimal":
      if (field.nativeType?.name === "Money") return "money";
      return field.nativeType === null ? "unlimited" : null;
    default:
      return null;
  }
}
