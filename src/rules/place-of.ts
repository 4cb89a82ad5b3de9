import type { SourceLocation } from "@eslint/core";

interface Locator {
  getLocFromIndex(index: number): { line: number; column: number };
}

/** The location of a stretch of text that no node stands for. `range` is in UTF-16 code units from 0. */
export function placeOf(
  sourceCode: Locator,
  [start, end]: readonly [start: number, end: number],
): SourceLocation {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}
