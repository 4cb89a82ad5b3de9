/** Models that are evidence of who did what, by their names: rows that nobody may change. */

import type { Settings } from "../../settings.ts";
import { nameChoice } from "../../text/name-patterns.ts";
import { compoundWords } from "./words.ts";

const HEADS: ReadonlySet<string> = new Set(["log", "trail", "event", "history", "entry", "record"]);

/** What waits to be written to a trail is updated until it is there. */
const WAITING: ReadonlySet<string> = new Set(["outbox", "queue", "inbox"]);

/** `AuditLog`, `SecurityAuditEvent`, `Audit`, `AccessLog`; not `AuditFinding` and `AuditOutboxEvent`, which are worked on. */
export function isAuditTrail({ name }: { name: string }): boolean {
  const words = compoundWords(name);
  const [last = "", before = ""] = words.toReversed();
  if (isWaiting(words)) return false;
  if (last === "audit") return true;
  return HEADS.has(last) && (words.includes("audit") || (before === "access" && last === "log"));
}

/** Named after what is kept until it is delivered. */
export function isWaiting(words: readonly string[]): boolean {
  return words.some((word) => WAITING.has(word));
}

/** An audit trail by its name, or one that the settings call append-only; not one that they take the trait from. */
export function isEvidence(named: { name: string }, { traits }: Settings): boolean {
  return nameChoice(traits?.["append-only"] ?? [])(named.name, isAuditTrail(named));
}
