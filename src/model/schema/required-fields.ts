/** Fields that the user requires of models: what a model lacks, and what of it is otherwise. */

import type { PrismaNode } from "../../languages/prisma/ast.ts";
import type { Settings } from "../../settings.ts";
import { nameMatcher } from "../../text/name-patterns.ts";
import { isStoredAs, writtenNativeType } from "./native-types.ts";
import { fieldSelector, modelSelector } from "./selectors.ts";
import type { Selector } from "./selectors.ts";
import type { Field, Model, SchemaModel } from "./types.ts";

/** One field. All that is said of it must hold. */
export interface FieldRequirement {
  /** Its name, or several that will do: as written, globs, or expressions between slashes. */
  name: string | string[];
  type?: string | string[];
  /** `Timestamptz`, `VarChar(64)`. */
  nativeType?: string | string[];
  list?: boolean;
  nullable?: boolean;
  /** As written: `now()`, `false`, `[]`. True for any, false for none. */
  default?: string | boolean;
  /** The models that a relation leads to, by this field or by the key that it is. */
  relation?: Selector;
  /** Only where the model has such a field. */
  ifSibling?: Selector;
  /** Of every field of that name, if there is any. */
  each?: boolean;
}

/** What some models must have. */
export interface ModelRequirement {
  models: Selector;
  /** That there is such a model at all. */
  exists?: boolean;
  fields?: (string | FieldRequirement)[];
  /** Fields of which so many (`atLeast`, by default one) must be there. */
  anyOf?: (string | FieldRequirement)[];
  atLeast?: number;
  /** Why; ends the message. */
  because?: string;
}

export type Shortcoming =
  | { kind: "missing"; requirement: FieldRequirement }
  | { kind: "otherwise"; field: Field; node: PrismaNode; expected: string }
  | { kind: "tooFew"; requirements: readonly FieldRequirement[]; found: number; wanted: number };

/** The first name of a requirement, for messages and for what is written. */
export function firstName({ name }: FieldRequirement): string {
  return typeof name === "string" ? name : (name[0] ?? "");
}

type Check = (model: Model, schema: SchemaModel, settings: Settings) => Shortcoming[];

/** A function that finds what a model lacks of a requirement that is for it. */
export function shortcomingsOf({ fields = [], anyOf = [], atLeast = 1 }: ModelRequirement): Check {
  const required = fields.map(asObject).map(fieldCheck);
  const requirements = anyOf.map(asObject);
  const alternatives = requirements.map(fieldCheck);
  const wanted = Math.min(atLeast, alternatives.length);
  return (model, schema, settings) => {
    const lacking = required.flatMap((check) => check(model, schema, settings));
    const found = alternatives.filter(
      (check) => check(model, schema, settings).length === 0,
    ).length;
    return found >= wanted
      ? lacking
      : [...lacking, { kind: "tooFew", requirements, found, wanted }];
  };
}

function asObject(requirement: string | FieldRequirement): FieldRequirement {
  return typeof requirement === "string" ? { name: requirement } : requirement;
}

function fieldCheck(requirement: FieldRequirement): Check {
  const { name, ifSibling, each, relation } = requirement;
  const isSibling = fieldSelector(ifSibling);
  const isTarget = modelSelector(relation);
  const hasName = nameMatcher(typeof name === "string" ? [name] : name);
  return (model, schema, settings) => {
    const isSkipped =
      ifSibling !== undefined && !model.fields.some((field) => isSibling(field, schema, settings));
    if (isSkipped) return [];
    const named = model.fields.filter((field) => hasName(field.name));
    if (named.length === 0) return each === true ? [] : [{ kind: "missing", requirement }];
    const wrong = named.flatMap((field): Shortcoming[] => {
      const found = difference(field, requirement, (target) => isTarget(target, schema, settings));
      return found ? [{ kind: "otherwise", field, ...found }] : [];
    });
    if (each === true) return wrong;
    // One that is right is enough, and one that is wrong is enough to say so.
    return wrong.length === named.length ? wrong.slice(0, 1) : [];
  };
}

interface Difference {
  node: PrismaNode;
  expected: string;
}

function difference(
  field: Field,
  requirement: FieldRequirement,
  isTarget: (model: Model) => boolean,
): Difference | null {
  const { node, arity } = field;
  const { type, nativeType, list, nullable, relation } = requirement;
  if (type !== undefined && !listOf(type).includes(field.type))
    return { node: node.fieldType.name, expected: `of type ${listOf(type).join(" or ")}` };
  if (list !== undefined && list !== (arity === "list"))
    return { node: node.fieldType, expected: list ? "a list" : "no list" };
  if (nullable !== undefined && nullable !== (arity === "optional"))
    return { node: node.fieldType, expected: nullable ? "optional" : "required" };
  if (nativeType !== undefined && !listOf(nativeType).some((native) => isStoredAs(field, native)))
    return {
      node: field.nativeType?.node ?? node.fieldType,
      expected: `stored as ${listOf(nativeType).map(writtenNativeType).join(" or ")}`,
    };
  if (relation !== undefined && !leadsTo(field, isTarget))
    return {
      node: node.name,
      expected: `the key of a relation to ${listOf(relation).join(" or ")}`,
    };
  return defaultDifference(field, requirement.default);
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

function leadsTo(field: Field, isTarget: (model: Model) => boolean): boolean {
  const relations = field.relation ? [field.relation] : field.foreignKeys;
  return relations.some(({ target }) => isTarget(target));
}

function defaultDifference(field: Field, wanted: string | boolean | undefined): Difference | null {
  const node = field.default?.node ?? field.node.name;
  if (wanted === undefined) return null;
  if (wanted === false) return field.default ? { node, expected: "without a default" } : null;
  if (wanted === true) return field.default ? null : { node, expected: "with a default" };
  return defaultText(field) === wanted ? null : { node, expected: `with @default(${wanted})` };
}

function defaultText({ default: value }: Field): string | null {
  switch (value?.kind) {
    case "literal":
      return value.value;
    case "function":
      return `${value.name}(${value.argument ?? ""})`;
    case "list":
      return "[]";
    default:
      return null;
  }
}
