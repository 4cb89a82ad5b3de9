/** Telling whether the address in a row is that of the place where something is held. */

import { listOf } from "./lexicon/list.ts";
import { PATIENT_SIDE, STAFF_SIDE } from "./lexicon/people.ts";
import { ORGANISATIONS } from "./lexicon/things.ts";
import { compoundWords } from "./words.ts";

const HELD_SOMEWHERE: ReadonlySet<string> = new Set(
  listOf("appointment, event, meeting, booking, reservation, checkup"),
);
const PLACES: ReadonlySet<string> = new Set(["location", "venue", "place"]);
const ADDRESSES: ReadonlySet<string> = new Set(
  listOf(`
    address, street, street address, address line, city, state, zip, zip code, postal code, province, district
  `),
);
/** Of a person whom the row itself describes: the address beside them is that person's. */
const OF_A_PERSON: ReadonlySet<string> = new Set(
  listOf(
    "name, first name, last name, full name, phone, phone number, mobile, email, birth date, gender, sex, age",
  ),
);

/**
 * An appointment that says where or with whom it is, and describes nobody else: its `address` is the provider's. A
 * request for one, with the name and the phone of who asks, has the address of that person.
 */
export function isHeldAtPlace(words: readonly string[], fieldNames: readonly string[]): boolean {
  if (!HELD_SOMEWHERE.has(words.at(-1) ?? "") || words.includes("home")) return false;
  const columns = fieldNames.map((name) => compoundWords(name));
  return columns.some(namesPlaceOrProvider) && !columns.some(describesPerson);
}

/** An address, or a part of one, of which the name does not say whose it is. */
export function isAddress(words: readonly string[]): boolean {
  return ADDRESSES.has(words.join(" "));
}

function namesPlaceOrProvider(column: readonly string[]): boolean {
  const [first = "", ...rest] = column;
  if (PLACES.has(column.at(-1) ?? "")) return !PATIENT_SIDE.has(first);
  return rest.join(" ") === "name" && (STAFF_SIDE.has(first) || ORGANISATIONS.has(first));
}

function describesPerson(column: readonly string[]): boolean {
  return (
    OF_A_PERSON.has(column.join(" ")) ||
    (PATIENT_SIDE.has(column[0] ?? "") && column.length > 1 && column.at(-1) !== "id")
  );
}
