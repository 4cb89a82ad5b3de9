/** Points in time and days of the calendar, and how they are stored. */

import { timestampType } from "./conventions.ts";
import type { Field, SchemaModel } from "./types.ts";

/** Names of days of the calendar, which have no time of day and so no time zone. */
const CALENDAR_DATE = /^(?:dob|(?:date_?of_?)?(?:birth|death)(?:_?(?:date|day))?|birthday)$/iu;

export function isCalendarDate({ name }: Field): boolean {
  return CALENDAR_DATE.test(name);
}

/** A `timestamp`, which is what Prisma makes of a DateTime when nothing else is said. */
export function lacksTimeZone(field: Field): boolean {
  if (field.type !== "DateTime") return false;
  return field.nativeType === null || field.nativeType.name === "Timestamp";
}

/** The type with a time zone. A precision that was written is kept. */
export function timestamptzFor(field: Field, schema: SchemaModel): string {
  const precision = field.nativeType?.arguments[0];
  if (precision !== undefined) return `@db.Timestamptz(${precision})`;
  return timestampType(schema)[0] ?? "@db.Timestamptz(3)";
}
