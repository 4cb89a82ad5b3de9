/** Fields that hold amounts of money, told by their names. */

import { compoundWords } from "../phi/words.ts";
import { remarkOn } from "./remarks.ts";
import type { Field } from "./types.ts";

/** Words that mean money wherever they end a name. */
const ALWAYS = new Set(
  "price cost fee copay deductible salary wage premium refund surcharge".split(" "),
);

/** Words that mean money as often as not: with a number type that counts, they may be a count. */
const OFTEN = new Set("amount balance total subtotal charge payment tax discount".split(" "));

/** Words that say that a number is a share of money, not money. */
const SHARES = ["pct", "percent", "percentage", "rate", "ratio", "bps"];

/** Words that say that what may be a count is one. */
const COUNTED =
  "count quantity point credit token day hour minute second page number score id micro milli cent minor".split(
    " ",
  );

const NOT_PRICED: ReadonlySet<string> = new Set(SHARES);
const NOT_MONEY: ReadonlySet<string> = new Set([...SHARES, ...COUNTED]);
/** Words that say that a whole number is in the smallest unit, or that it is no money. */
const NOT_WHOLE: ReadonlySet<string> = new Set([...NOT_MONEY, "unit"]);

/** Comments that say that a whole number is in the smallest unit. */
const SMALLEST_UNIT = /\b(?:cents?|pence|pennies|minor|smallest|micros|millis)\b/iu;

export type MoneyFault = "float" | "whole" | "money" | "unlimited";

/** What is wrong with how a field keeps money; null when it keeps none, or keeps it well. */
export function moneyFault(field: Field): MoneyFault | null {
  if (field.kind !== "scalar" || field.arity === "list") return null;
  const words = compoundWords(field.name);
  const last = headOf(words);
  const isPrice = ALWAYS.has(last);
  if (!isPrice && !OFTEN.has(last)) return null;
  switch (field.type) {
    case "Int":
    case "BigInt": {
      const saysUnit = says(words, NOT_WHOLE) || SMALLEST_UNIT.test(remarkOn(field));
      return isPrice && !saysUnit ? "whole" : null;
    }
    case "Float":
    case "Decimal":
      return says(words, isPrice ? NOT_PRICED : NOT_MONEY) ? null : fractionFault(field);
    default:
      return null;
  }
}

function fractionFault({ type, nativeType }: Field): MoneyFault | null {
  if (type === "Float") return "float";
  if (nativeType?.name === "Money") return "money";
  return nativeType === null ? "unlimited" : null;
}

/** The word that says what it is: the last one, or that before `Per`. */
function headOf(words: readonly string[]): string {
  const per = words.indexOf("per");
  return words[(per > 0 ? per : words.length) - 1] ?? "";
}

function says(words: readonly string[], meanings: ReadonlySet<string>): boolean {
  return words.some((word) => meanings.has(word));
}
