/** Whether one stretch of text lies within another. Ranges are `[start, end)` in UTF-16 code units. */
export function liesWithin(
  [start, end]: readonly [number, number],
  [from, to]: readonly [number, number],
): boolean {
  return start >= from && end <= to;
}
