/** Models whose rows are written once, by what they are called and by their columns. */

import { isAuditTrail, isWaiting } from "./audit-trails.ts";
import type { NamedModel } from "./graph.ts";
import { isMedicalWord } from "./lexicon/medicine.ts";
import {
  APPEND_ONLY_HEADS,
  CALENDAR_FIELDS,
  COPIED_TEXTS,
  COPIES,
  ENTRIES,
  QUEUE_FIELDS,
  TASK_FIELDS,
} from "./lexicon/models.ts";
import { CONDITIONS } from "./lexicon/things.ts";
import { isClinicalName, withoutLog } from "./record-names.ts";
import { compoundWords } from "./words.ts";

/**
 * A log: written with a time of creation and never updated. Clinical logs are a patient's record instead, and an audit log
 * stays one whatever its columns are. What waits to be delivered is updated until it is.
 */
export function isAppendOnly({ node, core, columns }: NamedModel): boolean {
  const head = headOf(core);
  if (head !== "audit" && isAuditTrail(node)) return true;
  if (
    !APPEND_ONLY_HEADS.has(head) ||
    core.some((word) => isMedicalWord(word) || CONDITIONS.has(word))
  )
    return false;
  const has = (fields: ReadonlySet<string>) => [...fields].some((field) => columns.has(field));
  if (isWaiting(core) || (head === "event" && has(QUEUE_FIELDS))) return false;
  const isPlannable = head === "event" || head === "activity";
  if (isPlannable && (has(CALENDAR_FIELDS) || (head === "activity" && has(TASK_FIELDS))))
    return false;
  return isWrittenOnce(columns);
}

/** `NoteHistory.content`: what a clinical record said before is as much of a record as what it says now. */
export function keepsClinicalContent({ node, core }: NamedModel): boolean {
  return (
    core.at(-1) === "history" &&
    isClinicalName(core.slice(0, -1)) &&
    node.fields.some(({ name, type }) => {
      const words = compoundWords(name);
      return (
        (type === "String" || type === "Json") &&
        words.length === 1 &&
        COPIED_TEXTS.has(words[0] ?? "")
      );
    })
  );
}

/**
 * A revision, a reading, a transaction: rows of this name say what was, and get no other content. What has a state is
 * moved through its states, unless it is a copy, which has that of the original.
 */
export function isWrittenOnceByName(name: string, fieldNames: readonly string[]): boolean {
  const last = compoundWords(name).at(-1) ?? "";
  const columns = new Set(fieldNames.map((field) => compoundWords(field).join(" ")));
  if (!isWrittenOnce(columns)) return false;
  if (COPIES.has(last) || (last === "history" && columns.has("version"))) return true;
  return (
    ENTRIES.has(last) &&
    ![...columns].some((column) => /\b(?:status|state|active|deleted)\b/u.test(column))
  );
}

/** `LogRecord` and `ActivityLogEntry` are logs. */
function headOf(core: readonly string[]): string {
  return withoutLog(core) === core ? (core.at(-1) ?? "") : "log";
}

function isWrittenOnce(columns: ReadonlySet<string>): boolean {
  return [...columns].some(isCreationTime) && ![...columns].some(isUpdateTime);
}

function isCreationTime(column: string): boolean {
  return /\b(?:created|timestamp|ts|occurred|logged|recorded|performed|happened|changed|validated|date|time)\b/.test(
    column,
  );
}

function isUpdateTime(column: string): boolean {
  return /\b(?:updated|modified) (?:at|on|date)\b/.test(column) || column === "updated";
}
