/** Which columns PostgreSQL lets refer to which: a foreign key needs an equality operator in the index of its target. */

const INTEGERS = ["int2", "int4", "int8"];
const FLOATS = [...INTEGERS, "numeric", "float4", "float8"];
const MOMENTS = ["timestamp", "timestamptz", "date"];
const TEXTS = ["varchar", "bpchar", "text"];

/** What may refer to a column of a type, beside the type itself. Found by trying all pairs on PostgreSQL 18. */
const REFERRERS: Readonly<Record<string, readonly string[]>> = {
  int2: INTEGERS,
  int4: INTEGERS,
  int8: INTEGERS,
  numeric: [...INTEGERS, "numeric"],
  oid: [...INTEGERS, "oid"],
  float4: FLOATS,
  float8: FLOATS,
  varchar: [...TEXTS, "citext"],
  text: [...TEXTS, "citext"],
  bpchar: TEXTS,
  timestamp: MOMENTS,
  timestamptz: MOMENTS,
  date: MOMENTS,
  timetz: ["time", "timetz"],
  bit: ["bit", "varbit"],
  varbit: ["bit", "varbit"],
};

/** Whether a column of type `referrer` may refer to one of type `target`; both as `pg_type.typname` has them. */
export function mayReferTo(referrer: string, target: string): boolean {
  return referrer === target || (REFERRERS[target]?.includes(referrer) ?? false);
}
