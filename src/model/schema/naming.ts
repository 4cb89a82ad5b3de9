/** Conventions for names: which of them hold for a name, what is wrong with it, and what it should be. */

import type { Settings } from "../../settings.ts";
import { inNumber, isNumber } from "../../text/grammatical-number.ts";
import type { GrammaticalNumber, Plurals } from "../../text/grammatical-number.ts";
import { NAME_CASES, isInCase, joinWords, onlyCaseOf, wordsOf } from "../../text/name-case.ts";
import type { NameCase } from "../../text/name-case.ts";
import { nameChoice } from "../../text/name-patterns.ts";
import { computedOnce } from "../computed-once.ts";
import { NAME_KINDS, namesOfEnum, namesOfModel } from "./names.ts";
import type { Name, NameKind } from "./names.ts";
import { fieldSelector, modelSelector } from "./selectors.ts";
import type { Selector } from "./selectors.ts";
import type { SchemaModel } from "./types.ts";

/** What names of some kinds shall be. Where several fit a name, the later ones override the earlier. */
export interface Convention {
  kinds: NameKind | NameKind[];
  models?: Selector;
  fields?: Selector;
  names?: string | string[];
  case?: NameCase | NameCase[] | "consistent" | "any";
  number?: GrammaticalNumber | "any";
  prefix?: string[];
  suffix?: string[];
  forbidPrefix?: string[];
  forbidSuffix?: string[];
  /** Of a table, column or enum type: named after the model, field or enum. */
  derived?: boolean;
  /** Taken off the name that another is derived from. */
  trimPrefix?: string[];
}

/** What all conventions of a project have in common. */
export interface Words {
  /** Words that are written as one however they look: `GraphQL`. */
  compoundWords?: string[];
  plurals?: Record<string, string>;
}

export type NameProblem =
  | { kind: "wrongCase" | "inconsistent"; nameCase: NameCase; expected: string }
  | { kind: "wrongNumber"; number: GrammaticalNumber; expected: string }
  | { kind: "notDerived"; expected: string }
  | { kind: "missingAffix" | "forbiddenAffix"; affixes: readonly string[]; expected: null };

type Expectation = Omit<Convention, "kinds" | "models" | "fields" | "names">;

/** Finds the first thing that is wrong with a name. */
export type CheckName = (name: Name, schema: SchemaModel, settings: Settings) => NameProblem | null;

/** Compiles conventions into a check. */
export function nameChecker(conventions: readonly Convention[], words: Words): CheckName {
  const compiled = conventions.map(compileConvention);
  const ofKind = new Map(
    NAME_KINDS.map((kind) => [kind, compiled.filter(({ kinds }) => kinds.includes(kind))]),
  );
  const merged = mergedExpectations(compiled.map(({ expectation }) => expectation));
  return (name, schema, settings) => {
    const candidates = ofKind.get(name.kind) ?? [];
    const fitting = candidates.filter(({ fits }) => fits(name, schema, settings));
    if (fitting.length === 0) return null;
    const expectation = merged(fitting.map((one) => one.expectation));
    return problemOf(name, expectation, words, schema);
  };
}

/** Joins expectations, later ones over earlier; few different lists of them ever come. */
function mergedExpectations(all: readonly Expectation[]) {
  const known = new Map<string, Expectation>();
  return (fitting: readonly Expectation[]): Expectation => {
    const key = fitting.map((one) => all.indexOf(one)).join();
    let joined = known.get(key);
    if (!joined) {
      joined = fitting.reduce<Expectation>((before, one) => ({ ...before, ...one }), {});
      known.set(key, joined);
    }
    return joined;
  };
}

function compileConvention({ kinds, models, fields, names, ...expectation }: Convention) {
  const isModel = modelSelector(models);
  const isField = fieldSelector(fields);
  const hasName = nameTest(names);
  const fits = ({ source, owner }: Name, schema: SchemaModel, settings: Settings) => {
    if (!hasName(source)) return false;
    if ("enum" in owner) return models === undefined && fields === undefined;
    if (!isModel(owner.model, schema, settings)) return false;
    return fields === undefined || (owner.field !== null && isField(owner.field, schema, settings));
  };
  return { kinds: [kinds].flat(), fits, expectation };
}

/** Those that a pattern matches, less those that one with `!` does. */
function nameTest(patterns: string | readonly string[] | undefined): (name: string) => boolean {
  if (patterns === undefined) return () => true;
  const list = typeof patterns === "string" ? [patterns] : patterns;
  const isChosen = nameChoice(list);
  const isAnyOther = list.every((pattern) => pattern.startsWith("!"));
  return (name) => isChosen(name, isAnyOther);
}

// ---- what is wrong with a name ---------------------------------------------------------------------------

function problemOf(
  name: Name,
  expectation: Expectation,
  words: Words,
  schema: SchemaModel,
): NameProblem | null {
  return (
    derivationProblem(name, expectation, words) ??
    caseProblem(name, expectation, words, schema) ??
    numberProblem(name, expectation, words) ??
    affixProblem(name.name, expectation)
  );
}

function casesOf({ case: wanted }: Expectation): readonly NameCase[] {
  if (wanted === undefined || wanted === "any" || wanted === "consistent") return [];
  return typeof wanted === "string" ? [wanted] : wanted;
}

function numberOf({ number }: Expectation): GrammaticalNumber | null {
  return number === undefined || number === "any" ? null : number;
}

function caseProblem(
  name: Name,
  expectation: Expectation,
  words: Words,
  schema: SchemaModel,
): NameProblem | null {
  const isConsistent = expectation.case === "consistent";
  const cases = isConsistent ? usualCase(name, schema) : casesOf(expectation);
  const [nameCase] = cases;
  if (nameCase === undefined || cases.some((allowed) => isInCase(name.name, allowed))) return null;
  const expected = joinWords(wordsOf(name.name, words.compoundWords), nameCase);
  if (expected === name.name) return null;
  return { kind: isConsistent ? "inconsistent" : "wrongCase", nameCase, expected };
}

function numberProblem({ name }: Name, expectation: Expectation, words: Words): NameProblem | null {
  const number = numberOf(expectation);
  if (number === null) return null;
  const last = wordsOf(name, words.compoundWords).at(-1) ?? "";
  if (last === "" || isNumber(last.toLowerCase(), number, words.plurals)) return null;
  return { kind: "wrongNumber", number, expected: withNumber(name, last, number, words.plurals) };
}

/** The name with its last word in the other number, in the letters that it had. */
function withNumber(name: string, last: string, number: GrammaticalNumber, plurals?: Plurals) {
  const wanted = inNumber(last.toLowerCase(), number, plurals);
  const isShouted = last.length > 1 && last === last.toUpperCase();
  const cased = /^\p{Lu}/u.test(last) ? wanted.charAt(0).toUpperCase() + wanted.slice(1) : wanted;
  return name.slice(0, name.lastIndexOf(last)) + (isShouted ? wanted.toUpperCase() : cased);
}

function derivationProblem(
  { name, source }: Name,
  expectation: Expectation,
  words: Words,
): NameProblem | null {
  if (expectation.derived !== true) return null;
  const expected = derivedName(source, expectation, words);
  return sameButForDigits(name, expected) ? null : { kind: "notDerived", expected };
}

function derivedName(source: string, expectation: Expectation, words: Words): string {
  const trimmed = expectation.trimPrefix?.find((prefix) => source.startsWith(prefix)) ?? "";
  const parts = wordsOf(source.slice(trimmed.length), words.compoundWords);
  const [nameCase] = casesOf(expectation);
  const number = numberOf(expectation);
  const base = nameCase === undefined ? source.slice(trimmed.length) : joinWords(parts, nameCase);
  const last = wordsOf(base).at(-1) ?? "";
  return number === null || isNumber(last.toLowerCase(), number, words.plurals)
    ? base
    : withNumber(base, last, number, words.plurals);
}

/** Whether a digit begins a word is a matter of taste: `line2` is `line_2`. */
function sameButForDigits(name: string, expected: string): boolean {
  const plain = (text: string): string => text.replaceAll(/_(?=\d)|(?<=\d)_/gu, "");
  return plain(name) === plain(expected);
}

function affixProblem(name: string, expectation: Expectation): NameProblem | null {
  const { prefix, suffix, forbidPrefix, forbidSuffix } = expectation;
  const starts = (affix: string): boolean => name.startsWith(affix);
  const ends = (affix: string): boolean => name.endsWith(affix);
  const missing =
    prefix && !prefix.some(starts) ? prefix : suffix && !suffix.some(ends) ? suffix : null;
  if (missing) return { kind: "missingAffix", affixes: missing, expected: null };
  const forbidden = [
    ...(forbidPrefix?.filter(starts) ?? []),
    ...(forbidSuffix?.filter(ends) ?? []),
  ];
  if (forbidden.length === 0) return null;
  return { kind: "forbiddenAffix", affixes: forbidden, expected: null };
}

// ---- what is usual ---------------------------------------------------------------------------------------

/** So many names must be in one case, and so large a share of them, for it to be a habit. */
const FEWEST = 5;
const SHARE = 0.8;

type Habits = ReadonlyMap<NameKind, NameCase | null>;

const habits = new WeakMap<object, Habits>();

/**
 * The case that nearly all names of this kind are in. A model with habits of its own, such as the tables of a library, or
 * with none, is not measured by the rest of the schema.
 */
function usualCase({ kind, name, owner }: Name, schema: SchemaModel): NameCase[] {
  // `prisma format` names the other side of a relation after its model.
  if ("field" in owner && owner.field?.kind === "relation" && owner.field.type === name) return [];
  const own = ownHabit(kind, owner);
  if (kind === "enumValue") return own == null ? [] : [own];
  const usual = habitsOf(schema, () => allNames(schema)).get(kind);
  return usual == null || (own !== undefined && own !== usual) ? [] : [usual];
}

/** Of values in their enum, of fields and columns in their model; undefined when there are too few to tell. */
function ownHabit(kind: NameKind, owner: Name["owner"]): NameCase | null | undefined {
  if ("enum" in owner) return habitsOf(owner.enum, () => namesOfEnum(owner.enum)).get(kind);
  if (kind !== "field" && kind !== "column") return undefined;
  return habitsOf(owner.model, () => namesOfModel(owner.model)).get(kind);
}

function allNames({ models, enums }: SchemaModel): Name[] {
  return [
    ...[...models.values()].flatMap((model) => (model.kind === "model" ? namesOfModel(model) : [])),
    ...[...enums.values()].flatMap(namesOfEnum),
  ];
}

/** By kind the usual case; null where there are enough names and none is usual. */
function habitsOf(scope: object, names: () => readonly Name[]): Habits {
  return computedOnce(habits, scope, () => findHabits(names()));
}

function findHabits(names: readonly Name[]): Habits {
  const cases = new Map<NameKind, (NameCase | null)[]>();
  for (const { kind, name } of names) {
    // One word looks alike in several cases.
    if (wordsOf(name).length < 2) continue;
    const ofKind = cases.get(kind) ?? [];
    cases.set(kind, ofKind);
    ofKind.push(onlyCaseOf(name));
  }
  const found = new Map<NameKind, NameCase | null>();
  for (const [kind, ofKind] of cases) {
    if (ofKind.length < FEWEST) continue;
    const isUsual = (nameCase: NameCase) =>
      ofKind.filter((other) => other === nameCase).length >= ofKind.length * SHARE;
    found.set(kind, NAME_CASES.find(isUsual) ?? null);
  }
  return found;
}
