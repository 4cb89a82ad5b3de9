/** Edits of text, and joining several into the one that an ESLint fix is. */

import type { RuleTextEdit, RuleTextEditor } from "@eslint/core";

/** Replaces `[start, end)`, in UTF-16 code units, by `text`. */
export interface TextEdit {
  range: [start: number, end: number];
  text: string;
}

/**
 * Joins edits that do not overlap into one that spans them all; the text between them stays as it is. Edits
 * at the same place are applied in the order given.
 */
export function mergeEdits(text: string, edits: readonly TextEdit[]): TextEdit {
  const sorted = edits.toSorted((one, other) => one.range[0] - other.range[0]);
  const start = sorted[0]?.range[0] ?? 0;
  let merged = "";
  let end = start;
  for (const edit of sorted) {
    merged += text.slice(end, edit.range[0]) + edit.text;
    end = edit.range[1];
  }
  return { range: [start, end], text: merged };
}

/** Hands an edit over to ESLint. */
export function apply(fixer: RuleTextEditor, edit: TextEdit): RuleTextEdit {
  return fixer.replaceTextRange(edit.range, edit.text);
}
