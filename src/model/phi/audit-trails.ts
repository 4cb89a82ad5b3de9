/** Models that are evidence of who did what, by their names: rows that nobody may change. */

import type { Model } from "../schema/types.ts";
import { compoundWords } from "./words.ts";

const HEADS: ReadonlySet<string> = new Set(["log", "trail", "event", "history", "entry", "record"]);

/** `AuditLog`, `SecurityAuditEvent`, `Audit`, `AccessLog`; not `AuditFinding`, which is worked on. */
export function isAuditTrail({ name }: Model): boolean {
  const words = compoundWords(name);
  const [last = "", before = ""] = words.toReversed();
  if (last === "audit") return true;
  return HEADS.has(last) && (words.includes("audit") || (before === "access" && last === "log"));
}
