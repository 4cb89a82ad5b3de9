/**
 * The selectors of the rules that are told what to check: which models and which fields an option speaks of.
 *
 * A selector is a text, or a list of them. A text holds one or more terms parted by spaces, all of which must hold: a
 * name, a glob (`Audit*`), a regular expression between slashes, or after `@` what the thing is: a trait of models
 * (`@patient-linked`), a kind of fields (`@list`). `!` before a term negates it. A list selects what any of its texts
 * does, less what those of its texts exclude whose every term is negated.
 */

import type { Settings } from "../../settings.ts";
import { TRAITS } from "../../settings.ts";
import { nameMatcher, patternProblem } from "../../text/name-patterns.ts";
import { isProtected } from "../phi/protection.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import type { Field, Model, SchemaModel } from "./types.ts";

export type Selector = string | readonly string[];

/** What may stand after `@` in a selector of models: the traits, and `protected` for what health data is in. */
const MODEL_KINDS = [...TRAITS, "protected"] as const;

/** What may stand after `@` in a selector of fields. */
const FIELD_KINDS = [
  "id",
  "unique",
  "foreign-key",
  "tenant",
  "relation",
  "scalar",
  "enum",
  "list",
  "optional",
  "required",
] as const;

/** Whether a model or a field of this schema is selected. */
export type Selects<Item> = (item: Item, schema: SchemaModel, settings: Settings) => boolean;

const EXPRESSION = String.raw`/(?:\\.|[^/\\])+/[a-z]*`;
const NAME = String.raw`[^\s@!/]\S*`;
const TERM = new RegExp(`(!?)(?:@([\\w-]+)|(${EXPRESSION})|(${NAME}))`, "gu");

// ---- for `meta.schema` -----------------------------------------------------------------------------------

function schemaFor(kinds: readonly string[]) {
  const term = `!?(?:@(?:${kinds.join("|")})|${EXPRESSION}|${NAME})`;
  const pattern = `^${term}(?: +${term})*$`;
  return {
    type: ["string" as const, "array" as const],
    pattern,
    items: { type: "string" as const, pattern },
    minItems: 1,
  };
}

/** The JSON schema of a selector of models, which refuses a trait that does not exist. */
export const modelSelectorSchema = schemaFor(MODEL_KINDS);

/** The JSON schema of a selector of fields. */
export const fieldSelectorSchema = schemaFor(FIELD_KINDS);

/** The regular expressions of selectors that cannot be used, each with the reason. */
export function unusablePatterns(
  selectors: readonly (Selector | undefined)[],
): { pattern: string; problem: string }[] {
  return selectors
    .flatMap((selector) => (selector === undefined ? [] : textsOf(selector)))
    .flatMap((text) => [...text.matchAll(TERM)].flatMap(([, , , expression]) => expression ?? []))
    .map((pattern) => ({ pattern, problem: patternProblem(pattern) ?? "" }))
    .filter(({ problem }) => problem !== "");
}

// ---- reading ---------------------------------------------------------------------------------------------

/** A predicate over models. Without a selector every model is selected. */
export function modelSelector(selector: Selector | undefined): Selects<Model> {
  return compile(selector, isOfModelKind);
}

/** A predicate over fields. Without a selector every field is selected. */
export function fieldSelector(selector: Selector | undefined): Selects<Field> {
  return compile(selector, isOfFieldKind);
}

type IsOfKind<Item> = (
  kind: string,
  item: Item,
  schema: SchemaModel,
  settings: Settings,
) => boolean;

function textsOf(selector: Selector): readonly string[] {
  return typeof selector === "string" ? [selector] : selector;
}

function compile<Item extends { name: string }>(
  selector: Selector | undefined,
  isOfKind: IsOfKind<Item>,
): Selects<Item> {
  if (selector === undefined) return () => true;
  const texts = textsOf(selector).map((text) => readText(text, isOfKind));
  const wanted = texts.filter(({ excludes }) => !excludes).map(({ holds }) => holds);
  const excluding = texts.filter(({ excludes }) => excludes).map(({ holds }) => holds);
  return allOf([...(wanted.length === 0 ? [] : [anyOf(wanted)]), ...excluding]);
}

/** One predicate of several; most selectors are one term, and asked of every field there is. */
function allOf<Item>(tests: readonly Selects<Item>[]): Selects<Item> {
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (item, schema, settings) => tests.every((holds) => holds(item, schema, settings));
}

function anyOf<Item>(tests: readonly Selects<Item>[]): Selects<Item> {
  const [only] = tests;
  if (only && tests.length === 1) return only;
  return (item, schema, settings) => tests.some((holds) => holds(item, schema, settings));
}

function readText<Item extends { name: string }>(text: string, isOfKind: IsOfKind<Item>) {
  const terms = [...text.matchAll(TERM)];
  return {
    excludes: terms.every(([, not]) => not === "!"),
    holds: allOf(
      terms.map(([, not, kind, expression, name]): Selects<Item> => {
        const holds = readTerm(kind, expression ?? name ?? "", isOfKind);
        return not === "!" ? (item, schema, settings) => !holds(item, schema, settings) : holds;
      }),
    ),
  };
}

function readTerm<Item extends { name: string }>(
  kind: string | undefined,
  pattern: string,
  isOfKind: IsOfKind<Item>,
): Selects<Item> {
  if (kind !== undefined) return (item, schema, settings) => isOfKind(kind, item, schema, settings);
  if (!/[*/]/u.test(pattern)) return ({ name }) => name === pattern;
  const matches = nameMatcher([pattern]);
  return ({ name }) => matches(name);
}

function isOfModelKind(kind: string, model: Model, schema: SchemaModel, settings: Settings) {
  if (kind === "protected") return isProtected(model, schema, settings);
  const traits = traitsOf(schema, settings.traits).get(model.name);
  return TRAITS.some((trait) => trait === kind && traits?.has(trait) === true);
}

function isOfFieldKind(kind: string, field: Field, schema: SchemaModel, settings: Settings) {
  switch (kind) {
    case "id":
      return field.isId;
    case "unique":
      return field.isUnique;
    case "foreign-key":
      return field.foreignKeys.length > 0;
    case "tenant":
      return isTenantKey(field, schema, settings);
    case "list":
    case "optional":
    case "required":
      return field.arity === kind;
    default:
      return field.kind === kind;
  }
}

function isTenantKey({ foreignKeys }: Field, schema: SchemaModel, settings: Settings): boolean {
  const traits = traitsOf(schema, settings.traits);
  return foreignKeys.some(({ target }) => traits.get(target.name)?.has("tenant") === true);
}
