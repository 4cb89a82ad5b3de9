/** How the rules about PHI in logs, messages and URLs report what they find. */

import type { RuleTextEdit, RuleTextEditor } from "@eslint/core";
import type { TSESTree } from "@typescript-eslint/utils";

import { apply } from "../../fixes/edit.ts";
import type { TextEdit } from "../../fixes/edit.ts";
import { countAlone, idAlone, passThrough, redact } from "../../fixes/redact.ts";
import type { Leak } from "../../model/client/leaks/leaks.ts";

export type LeakMessages =
  "phi" | "record" | "credential" | "redact" | "passThrough" | "useId" | "useCount";

/** The suggestions that all of these rules make. */
export const REMEDIES = {
  redact: 'Write "[redacted]" in its place.',
  passThrough: "Pass it through {{redactor}}().",
  useId: "Write its id alone.",
  useCount: "Write how many there are.",
} as const;

interface LeakReport {
  node: TSESTree.Node;
  messageId: "phi" | "record" | "credential";
  data: Record<string, string>;
  suggest: {
    messageId: LeakMessages;
    data: Record<string, string>;
    fix: (fixer: RuleTextEditor) => RuleTextEdit;
  }[];
}

interface Reporting {
  /** Where the value goes, for the message: `console.log`. */
  sink: string;
  /** The function of the project that masks values; empty for none. */
  redactor: string;
}

/** What to report of leaks, each place once, with what can stand there instead. */
export function leakReports(
  leaks: readonly Leak[],
  text: string,
  { sink, redactor }: Reporting,
): LeakReport[] {
  const places = new Map(leaks.toReversed().map((leak) => [leak.node, leak]));
  return leaks
    .filter((leak) => places.get(leak.node) === leak)
    .map((leak) => ({
      node: leak.node,
      messageId: leak.rows ? "record" : leak.kind,
      data: dataOf(leak, sink),
      suggest: remediesFor(leak, text, redactor).map(({ messageId, edit }) => ({
        messageId,
        data: { redactor },
        fix: (fixer: RuleTextEditor) => apply(fixer, edit),
      })),
    }));
}

function dataOf({ what, reason, rows }: Leak, sink: string) {
  const model = rows?.model ?? "";
  return { what, reason, sink, model, columns: inBrief(rows?.columns ?? []) };
}

function inBrief(columns: readonly string[]): string {
  const shown = columns.slice(0, 3).join(", ");
  return columns.length > 3 ? `${shown} and ${columns.length - 3} more` : shown;
}

function remediesFor(
  { node, rows, hasId }: Leak,
  text: string,
  redactor: string,
): { messageId: LeakMessages; edit: TextEdit }[] {
  const isName = node.type === "Identifier" || node.type === "MemberExpression";
  const isSpread = node.parent?.type === "SpreadElement";
  if (rows && isName && rows.isList && !isSpread) {
    return [{ messageId: "useCount", edit: countAlone(node, text) }];
  }
  if (rows && isName && hasId) return [{ messageId: "useId", edit: idAlone(node, text) }];
  if (isSpread) return [];
  if (redactor !== "") {
    return [{ messageId: "passThrough", edit: passThrough(node, redactor, text) }];
  }
  return [{ messageId: "redact", edit: redact(node) }];
}
