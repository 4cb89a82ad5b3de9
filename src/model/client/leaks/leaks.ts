/**
 * Which PHI and credentials an expression carries to where it is written: into a log, a message, a URL. Followed
 * inside one function, through names, templates, objects and what is taken apart. What a call makes of a value
 * (a mask, a hash) is taken for harmless, and so is what only tells of it: a length, a comparison, a Boolean.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { classifyLooseName, isMaskedName } from "../../phi/loose-names.ts";
import { classificationOf, classificationOfName } from "../../phi/schema-fields.ts";
import { PATIENT_ROOTS } from "../../phi/lexicon/people.ts";
import type { Classification } from "../../phi/types.ts";
import { compoundWords } from "../../phi/words.ts";
import { bindingOf } from "../bindings.ts";
import type { Binding, Variable } from "../bindings.ts";
import { isFunction, keyName, lastName, memberName, methodCall, unwrap } from "../expressions.ts";
import { returnsOf } from "../functions.ts";
import { columnGiven } from "./destinations.ts";
import { modelOfName, patientInName } from "./named-models.ts";
import type { Reading } from "./reading.ts";
import { assignedTo, columnsOf, rowsOf } from "./rows.ts";
import type { Rows } from "./rows.ts";

export interface Leak {
  /** Where it is in the expression that was asked about. */
  node: TSESTree.Node;
  kind: "phi" | "credential";
  /** How the source calls the value: `patient.ssn`. */
  what: string;
  /** "names a government identifier on a patient model" */
  reason: string;
  /** Whole rows, and which of their columns are meant; null for one value. */
  rows: { model: string; columns: readonly string[]; isList: boolean } | null;
  /** Whether the row, or the one that the value is read from, has an `id` that can stand in its place. */
  hasId: boolean;
}

/** One question, and the names that it is in the middle of: `text = text + x` ends. */
interface Search {
  reading: Reading;
  open: Set<Variable>;
  budget: { steps: number };
}

const MAX_STEPS = 500;
/** From here on the classifier is right about 19 times of 20. */
const SURE = 0.8;

/** What an expression carries of PHI and credentials, in source order. */
export function leaksIn(node: TSESTree.Node, reading: Reading): Leak[] {
  return carried(node, { reading, open: new Set(), budget: { steps: MAX_STEPS } });
}

/** What a name says that stands for a value of some resource: `ssn` in the route `/patients/:ssn`. */
export function leakNamed(
  node: TSESTree.Node,
  name: string,
  resource: string | null,
  reading: Reading,
): Leak[] {
  const model = resource === null ? null : modelOfName(resource, reading);
  if (!model) return namedLeak(node, name, name, reading);
  const rows: Rows = { model, isList: false, evidence: "name", selection: null };
  return columnLeak(node, rows, name, name, reading);
}

function carried(node: TSESTree.Node, search: Search): Leak[] {
  if (search.budget.steps-- <= 0) return [];
  const value = unwrap(node);
  const all = (parts: readonly (TSESTree.Node | null)[]) =>
    parts.flatMap((part) => (part ? carried(part, search) : []));
  switch (value.type) {
    case "Identifier":
      return carriedByName(value, search);
    case "MemberExpression":
      return carriedByMember(value, search);
    case "TemplateLiteral":
      return all(value.expressions);
    case "BinaryExpression":
      // All others compare or count.
      return value.operator === "+" ? all([value.left, value.right]) : [];
    case "LogicalExpression":
      return value.operator === "&&" ? all([value.right]) : all([value.left, value.right]);
    case "ConditionalExpression":
      return all([value.consequent, value.alternate]);
    case "AssignmentExpression":
      return all([value.right]);
    case "ArrayExpression":
      return all(value.elements);
    case "ObjectExpression":
      return value.properties.flatMap((property) => carriedByProperty(property, search));
    case "SpreadElement":
      return all([value.argument]);
    case "AwaitExpression":
      return all([value.argument]);
    case "CallExpression":
      return carriedByCall(value, search);
    default:
      return [];
  }
}

function carriedByProperty(property: TSESTree.ObjectLiteralElement, search: Search): Leak[] {
  if (property.type === "SpreadElement") return carried(property.argument, search);
  const found = carried(property.value, search);
  if (found.length > 0) return found;
  // `{ patientName: fullName(patient) }`: what a call gives is called by its key.
  const value = withoutAwait(property.value);
  const name = value.type === "CallExpression" && isOpaqueCall(value) ? keyName(property) : null;
  return name === null ? [] : namedLeak(property.value, name, name, search.reading);
}

function withoutAwait(node: TSESTree.Node): TSESTree.Node {
  const value = unwrap(node);
  return value.type === "AwaitExpression" ? unwrap(value.argument) : value;
}

// ---- calls -----------------------------------------------------------------------------------------------

/** Methods that give the text they are called on, more or less. `slice` and `replace` are how values are masked. */
const PASSING_METHODS: ReadonlySet<string> = new Set([
  "trim",
  "trimStart",
  "trimEnd",
  "toLowerCase",
  "toUpperCase",
  "toString",
  "toISOString",
  "toLocaleDateString",
  "toLocaleString",
  "toDateString",
  "toJSON",
  "normalize",
  "padStart",
  "padEnd",
  "join",
  "filter",
  "concat",
  "valueOf",
]);
/** Functions that give their arguments in another form. */
const PASSING_FUNCTIONS: ReadonlySet<string> = new Set([
  "String",
  "encodeURIComponent",
  "encodeURI",
  "escape",
  "structuredClone",
  "inspect",
  "stringify",
  "values",
  "entries",
  "assign",
  "toString",
  "URLSearchParams",
]);
const OWNERS_OF_PASSING: ReadonlySet<string> = new Set([
  "JSON",
  "Object",
  "util",
  "qs",
  "querystring",
]);
const MASKING_CALL =
  /mask|redact|hash|anonymi[sz]e|saniti[sz]e|obfuscat|encrypt|digest|scrub|truncate|last4|initial|compare|verify|valid|check|exists|count|length|test|^(?:is|has)[A-Z]/iu;

function carriedByCall(node: TSESTree.CallExpression, search: Search): Leak[] {
  const { reading } = search;
  const rows = wholeRowsOf(node, reading);
  if (rows) return wholeRows(node, rows, reading);
  const call = methodCall(node);
  if (!call) {
    return PASSING_FUNCTIONS.has(lastName(node.callee) ?? "")
      ? carriedByArguments(node, search)
      : [];
  }
  if (OWNERS_OF_PASSING.has(lastName(call.object) ?? "") && PASSING_FUNCTIONS.has(call.method)) {
    return carriedByArguments(node, search);
  }
  if (call.method === "map" || call.method === "flatMap")
    return carriedByMap(call.arguments, search);
  return PASSING_METHODS.has(call.method) ? carried(call.object, search) : [];
}

/** `JSON.stringify(patient, …)`: with a list or a function beside it, what is left out cannot be told. */
function carriedByArguments(node: TSESTree.CallExpression, search: Search): Leak[] {
  const [, replacer] = node.arguments;
  const isReplaced =
    lastName(node.callee) === "stringify" &&
    replacer !== undefined &&
    !(replacer.type === "Literal" && replacer.value === null) &&
    !(replacer.type === "Identifier" && replacer.name === "undefined");
  return isReplaced ? [] : node.arguments.flatMap((argument) => carried(argument, search));
}

/** `patients.map((patient) => patient.ssn)` */
function carriedByMap([callback]: readonly TSESTree.Node[], search: Search): Leak[] {
  const mapping = callback && unwrap(callback);
  if (!mapping || !isFunction(mapping)) return [];
  return returnsOf(mapping).flatMap((returned) => carried(returned, search));
}

/** A call that gives something unknown, under a name that says nothing of masks, tests or counts. */
function isOpaqueCall(node: TSESTree.CallExpression): boolean {
  return !MASKING_CALL.test(lastName(node.callee) ?? "");
}

// ---- names -----------------------------------------------------------------------------------------------

function carriedByName(node: TSESTree.Identifier, search: Search): Leak[] {
  const { reading } = search;
  if (node.name === "undefined" || isMaskedName(node.name)) return [];
  const binding = bindingOf(node, reading.scopes);
  const rows = wholeRowsOf(node, reading);
  if (rows) return wholeRows(node, rows, reading);
  if (!binding) return namedLeak(node, node.name, node.name, reading);
  switch (binding.kind) {
    case "variable":
      return carriedByVariable(node, binding, search);
    case "parameter":
    case "loop":
      return carriedByTaken(node, binding, reading);
    default:
      return [];
  }
}

function carriedByVariable(
  node: TSESTree.Identifier,
  binding: Extract<Binding, { kind: "variable" }>,
  search: Search,
): Leak[] {
  const { init, path, writes } = binding;
  if (path === null || path.length > 0) return carriedByTaken(node, binding, search.reading);
  const values = [init, ...writes.map(assignedTo)].filter((value) => value !== null);
  if (search.open.has(binding.variable)) return [];
  search.open.add(binding.variable);
  const found = values.flatMap((value) => carried(value, search));
  search.open.delete(binding.variable);
  if (found.length > 0) return atName(node, found);
  const isUnknown = values.length === 0 || values.some(isOpaque);
  return isUnknown && !isTypedHarmless(binding)
    ? looseLeak(node, node.name, node.name, search.reading)
    : [];
}

/** A name that stands for several values is reported once, for all of them. */
function atName(node: TSESTree.Identifier, found: readonly Leak[]): Leak[] {
  const [first] = found;
  if (!first) return [];
  const others = new Set(found.map(({ what }) => what)).size - 1;
  const what = first.what === node.name ? node.name : `${node.name}: ${first.what}`;
  return [{ ...first, node, what: others > 0 ? `${what}, …` : what }];
}

/** Whether nothing can be told of a value but by the name it is given. */
function isOpaque(node: TSESTree.Node): boolean {
  const value = withoutAwait(node);
  switch (value.type) {
    case "CallExpression":
      return isOpaqueCall(value);
    case "MemberExpression":
      return !isMaskedName(memberName(value) ?? "") && memberName(value) !== "length";
    case "Identifier":
      return !isMaskedName(value.name);
    case "LogicalExpression":
      return isOpaque(value.left);
    default:
      return false;
  }
}

/** A parameter, the element of a loop, or a name taken out of a value: `const { ssn } = patient`. */
function carriedByTaken(
  node: TSESTree.Identifier,
  binding: Extract<Binding, { kind: "variable" | "parameter" | "loop" }>,
  reading: Reading,
): Leak[] {
  if (binding.path === null || isTypedHarmless(binding)) return [];
  const key = binding.path.at(-1);
  if (key === undefined) return looseLeak(node, node.name, node.name, reading);
  const owner = ownerOf(binding, reading);
  if (owner) return columnLeak(node, owner, key, node.name, reading);
  return looseLeak(node, /^\d+$/u.test(key) ? node.name : key, node.name, reading);
}

/** The rows that a name is taken out of. */
function ownerOf(
  binding: Extract<Binding, { kind: "variable" | "parameter" | "loop" }>,
  reading: Reading,
): Rows | null {
  if (binding.kind === "variable" && binding.init && binding.path?.length === 1) {
    return rowsOf(binding.init, reading);
  }
  return null;
}

/** Numbers, Booleans and functions hold no text. */
function isTypedHarmless({
  variable,
  path,
}: Extract<Binding, { kind: "variable" | "parameter" | "loop" }>): boolean {
  const name = variable.defs[0]?.name;
  if (path?.length !== 0 || name?.type !== "Identifier") return false;
  switch (name.typeAnnotation?.typeAnnotation.type) {
    case "TSNumberKeyword":
    case "TSBooleanKeyword":
    case "TSFunctionType":
      return true;
    default:
      return false;
  }
}

// ---- members ---------------------------------------------------------------------------------------------

/** Objects whose properties are called after fields and hold none of their values: messages, flags, rules. */
const ABOUT_FIELDS =
  /(?:errors?|touched|dirty|fields?|schema|schemas|labels?|messages?|rules?|validation|validators?|columns?|enum|types?|constants?|ids|templates?|config|options|flags|settings|permissions|counts?|stats|icons?|routes?|paths?|keys|limits?|usage|tokenizer|lexer|parser)$/iu;

function carriedByMember(node: TSESTree.MemberExpression, search: Search): Leak[] {
  const { reading } = search;
  const name = memberName(node);
  const rows = wholeRowsOf(node, reading);
  if (rows) return wholeRows(node, rows, reading);
  if (name === null) return [];
  const what = pathText(node);
  const owner = rowsOf(node.object, reading);
  if (owner) return columnLeak(node, owner, name, what, reading);
  const literal = propertyOfLocal(node.object, name, reading);
  if (literal) return carried(literal, search).map((leak) => ({ ...leak, node, what }));
  const receiver = lastName(node.object) ?? "";
  if (receiver === "env") return namedLeak(node, name.toLowerCase(), what, reading);
  if (/^[A-Z]/u.test(receiver) || ABOUT_FIELDS.test(receiver)) return [];
  return looseLeak(node, name, what, reading);
}

/** What an object literal in a constant gives a property: `payload.ssn` after `const payload = { ssn: … }`. */
function propertyOfLocal(
  object: TSESTree.Node,
  name: string,
  { scopes }: Reading,
): TSESTree.Node | null {
  const value = unwrap(object);
  const binding = value.type === "Identifier" ? bindingOf(value, scopes) : null;
  if (binding?.kind !== "variable" || !binding.init || binding.path?.length !== 0) return null;
  const literal = unwrap(binding.init);
  if (literal.type !== "ObjectExpression") return null;
  const property = literal.properties.find(
    (candidate) => candidate.type === "Property" && keyName(candidate) === name,
  );
  return property?.type === "Property" ? property.value : null;
}

/** `patient.contact.phone` as written, without what TypeScript adds. */
function pathText(node: TSESTree.Node): string {
  const value = unwrap(node);
  if (value.type === "Identifier") return value.name;
  if (value.type === "ThisExpression") return "this";
  if (value.type === "CallExpression") return `${pathText(value.callee)}()`;
  if (value.type === "AwaitExpression") return pathText(value.argument);
  if (value.type !== "MemberExpression") return "…";
  return `${pathText(value.object)}.${memberName(value) ?? "…"}`;
}

// ---- judging ---------------------------------------------------------------------------------------------

function columnLeak(
  node: TSESTree.Node,
  rows: Rows,
  name: string,
  what: string,
  reading: Reading,
): Leak[] {
  const { schema, settings } = reading;
  const { model } = rows;
  if (!schema || rows.isList || isMaskedName(name)) return [];
  const field = model.field(name);
  if (!field && isMereGuess(rows, reading)) return looseLeak(node, name, what, reading);
  const read = field
    ? classificationOf(field, schema, settings)
    : classificationOfName(name, model, schema, settings);
  return leakOf(node, read, what, reading).map((leak) => ({ ...leak, hasId: hasId(rows) }));
}

/**
 * Whether no field bears out what a name made one guess: the `report` of a sweep is no lab report. A patient is one
 * under whatever names: `fullName` is put together from columns.
 */
function isMereGuess({ model, evidence, isInput }: Rows, { patients }: Reading): boolean {
  return (evidence === "name" || isInput === true) && !patients.includes(model);
}

function hasId({ model, isInput }: Rows): boolean {
  return isInput !== true && model.field("id")?.isId === true;
}

/** A value of no model: its name tells, or the column that it is written to or looked for in. */
function looseLeak(node: TSESTree.Node, name: string, what: string, reading: Reading): Leak[] {
  const found = namedLeak(node, name, what, reading);
  const column = found.length > 0 || isMaskedName(name) ? null : columnGiven(node, reading);
  if (!column) return found;
  const rows: Rows = {
    model: column.model,
    isList: false,
    evidence: "query",
    isInput: true,
    selection: null,
  };
  return columnLeak(node, rows, column.name, what, reading);
}

function namedLeak(node: TSESTree.Node, name: string, what: string, reading: Reading): Leak[] {
  const { schema, settings } = reading;
  const patient = patientInName(name, reading);
  const languages = settings.phi?.languages;
  const read =
    patient && schema && !isMaskedName(name)
      ? classificationOfName(name, patient, schema, settings)
      : classifyLooseName(name, languages ? { languages } : {});
  return read ? leakOf(node, read, what, reading) : [];
}

function leakOf(
  node: TSESTree.Node,
  { label, confidence, reason, class: phiClass }: Classification,
  what: string,
  { patients }: Reading,
): Leak[] {
  const leak = { node, what, reason, rows: null, hasId: false };
  if (label === "credential") return confidence >= SURE ? [{ ...leak, kind: "credential" }] : [];
  const isSure = confidence >= SURE || phiClass === "date";
  return label === "phi" && patients.length > 0 && isSure ? [{ ...leak, kind: "phi" }] : [];
}

/** Rows that are written as they are, when their columns hold anything that must not be. */
function wholeRows(node: TSESTree.Node, rows: Rows, reading: Reading): Leak[] {
  const { model, isList } = rows;
  const columns = columnsOf(rows, reading) ?? [];
  const leaks = columns.flatMap(({ field, path }) =>
    columnLeak(node, { ...rows, model: field.model, isList: false }, field.name, path, reading),
  );
  const [first] = leaks;
  if (!first) return [];
  const kind = leaks.some((leak) => leak.kind === "phi") ? "phi" : "credential";
  const isIdThere = hasId(rows) && columns.some(({ path }) => path === "id");
  const named = leaks.map(({ what }) => what);
  return [
    {
      ...first,
      kind,
      what: pathText(node),
      rows: { model: model.name, columns: named, isList },
      hasId: isIdThere,
    },
  ];
}

/** The rows that a value is; a name alone must be one that means nothing else. */
function wholeRowsOf(node: TSESTree.Node, reading: Reading): Rows | null {
  const rows = rowsOf(node, reading);
  if (rows?.evidence !== "name") return rows;
  // What a `VerifyPatientDto` holds of a patient cannot be told.
  if (rows.isInput === true) return null;
  const isPatient = reading.patients.includes(rows.model);
  return isPatient && PATIENT_ROOTS.has(compoundWords(rows.model.name).join(" ")) ? rows : null;
}
