/** What the models of a schema call the fields that say when a row was created and when it last changed. */

import { computedOnce } from "../computed-once.ts";
import type { TimestampNames } from "./timestamps.ts";
import type { Model, SchemaModel } from "./types.ts";

/** Names in camelCase. */
interface NewNames {
  created: string;
  updated: string;
}

type Own = Partial<NewNames>;

const CREATED = /^(?:created|inserted)(?:At|On|Date|Time)?$|^dateCreated$|^creation(?:Date|Time)$/u;
const UPDATED =
  /^(?:updated|modified|changed|last(?:Updated|Modified|Changed))(?:At|On|Date|Time)?$|^date(?:Updated|Modified)$/u;

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

function ownTimestamps({ fields }: Model): Own {
  const names = fields
    .filter(({ type, isUpdatedAt }) => type === "DateTime" || isUpdatedAt)
    .map(({ name }) => camelCase(name));
  const created = names.find((name) => CREATED.test(name));
  const updated = names.find((name) => UPDATED.test(name));
  return { ...(created !== undefined && { created }), ...(updated !== undefined && { updated }) };
}

/** `updatedOn` beside `createdOn`. */
const COUNTERPARTS: readonly (readonly [RegExp, keyof Own, string])[] = [
  [/created/u, "updated", "updated"],
  [/Created/u, "updated", "Updated"],
  [/updated/u, "created", "created"],
  [/Updated/u, "created", "Created"],
];

function counterpart(name: string | undefined, kind: keyof Own): string | undefined {
  const found = COUNTERPARTS.find(([part, of]) => of === kind && part.test(name ?? ""));
  return found && name?.replace(found[0], found[2]);
}

/** How often a name stands beside another one, by what it is, or anywhere. */
class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(kind: keyof Own, name: string | undefined, beside: string | undefined): void {
    if (name === undefined) return;
    for (const place of new Set([beside, undefined])) {
      const key = Tally.#key(kind, place);
      const counts = this.#counts.get(key) ?? new Map<string, number>();
      this.#counts.set(key, counts.set(name, (counts.get(name) ?? 0) + 1));
    }
  }

  /** The most frequent name of that kind, beside a name or anywhere. */
  favourite(kind: keyof Own, beside?: string): string | undefined {
    const [most] = [...(this.#counts.get(Tally.#key(kind, beside)) ?? [])].sort(
      ([, one], [, other]) => other - one,
    );
    return most?.[0];
  }

  static #key(kind: keyof Own, beside: string | undefined): string {
    return `${kind} ${beside ?? ""}`;
  }
}

function tallyOf({ models }: SchemaModel): Tally {
  const tally = new Tally();
  for (const { created, updated } of [...models.values()].map(ownTimestamps)) {
    tally.add("created", created, updated);
    tally.add("updated", updated, created);
  }
  return tally;
}

const known = new WeakMap<SchemaModel, Tally>();

/**
 * What the timestamps of this model are to be called: as the options say, else as in most models that have the other one
 * in common with it, else as that one asks for, else as in most models.
 */
export function timestampNames(
  model: Model,
  schema: SchemaModel,
  { createdAt, updatedAt }: TimestampNames,
): NewNames {
  const tally = computedOnce(known, schema, tallyOf);
  const own = ownTimestamps(model);
  const usual = (kind: keyof Own, beside: string | undefined): string =>
    (beside === undefined ? undefined : tally.favourite(kind, beside)) ??
    counterpart(beside, kind) ??
    tally.favourite(kind) ??
    `${kind}At`;
  const named = (kind: keyof Own, beside: string | undefined, [name]: readonly string[]): string =>
    name === undefined || name === `${kind}At` ? usual(kind, beside) : name;
  return {
    created: named("created", own.updated, createdAt),
    updated: named("updated", own.created, updatedAt),
  };
}
