/** Rewriting types as they are written in SQL. */

/** `TIMESTAMP(3) WITHOUT TIME ZONE` as `TIMESTAMPTZ(3)`; precision and array brackets stay. */
export function withTimeZone(written: string): string {
  const precision = /\(\s*\d+\s*\)/u.exec(written)?.[0] ?? "";
  const brackets = /(?:\[\d*\])+\s*$/u.exec(written)?.[0] ?? "";
  return `TIMESTAMPTZ${precision}${brackets}`;
}
