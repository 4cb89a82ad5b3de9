/** Whether the settings that code makes are those that row-level security reads. */

import { nearest } from "../../text/nearest.ts";
import type { SettingsRead } from "../migration/settings-read.ts";

/** A setting that nothing reads. */
export interface UnreadName {
  /** The one that was probably meant; null when none is like it. */
  meant: string | null;
  /** Those that are read. */
  read: readonly string[];
}

/** PostgREST sets these for functions of its own (`auth.uid()`), which no migration holds. */
const PLATFORM_PREFIX = "request";

/**
 * Tells that nothing in the migrations reads a setting. Null when something does or may, and for names that are
 * like none of those that are read: another program may read them.
 */
export function unreadName(name: string, { names, isComplete }: SettingsRead): UnreadName | null {
  const prefix = prefixOf(name);
  const read = [...names.values()].filter((other) => other.includes(".")).sort();
  if (!isComplete || names.has(name.toLowerCase()) || prefix === PLATFORM_PREFIX) return null;
  const related = read.filter((other) => prefixOf(other) === prefix);
  const meant = likest(name, [...related, ...read]);
  return meant !== null || related.length > 0 ? { meant, read } : null;
}

/** `app` of `app.tenant_id` */
function prefixOf(name: string): string {
  return name.slice(0, name.indexOf(".")).toLowerCase();
}

/** By what the names are about: `rls.orgId` is like `app.current_org_id`, and not like `rls.user_id`. */
function likest(name: string, candidates: readonly string[]): string | null {
  const subjects = candidates.map(subjectOf);
  const subject = nearest(subjectOf(name), subjects);
  return subject === null ? null : (candidates[subjects.indexOf(subject)] ?? null);
}

/** Words that names of settings have whatever they are about. */
const COMMON: ReadonlySet<string> = new Set(["current", "id", "uuid", "session", "my", "the"]);

const WORD = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;

/** What stands behind the prefix, without words that say little: `tenant` of `app.current_tenant_id`. */
function subjectOf(name: string): string {
  const rest = name.slice(name.indexOf(".") + 1);
  const words = (rest.match(WORD) ?? []).map((word) => word.toLowerCase());
  const telling = words.filter((word) => !COMMON.has(word));
  return (telling.length > 0 ? telling : words).join("");
}
