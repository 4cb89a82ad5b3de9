/**
 * Telling which model a value is a row of: by the query that gave it, by the type of a parameter, or, with less
 * to go by, by its name.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import type { Field, Model } from "../../schema/types.ts";
import { namedProperties, objectAt, propertyOf } from "../arguments.ts";
import { bindingOf, resolveConstant } from "../bindings.ts";
import type { Binding } from "../bindings.ts";
import { clientCall } from "../calls.ts";
import { isFalse, isRequest, lastName, memberName, methodCall, unwrap } from "../expressions.ts";
import { iteratedBy } from "../functions.ts";
import { METHODS } from "../methods.ts";
import { modelGiven } from "./destinations.ts";
import { modelOfHandler } from "./handlers.ts";
import { isInputName, isNamedAfterAll, modelOfName } from "./named-models.ts";
import type { Reading } from "./reading.ts";

/** A row of a model, or a list of them. */
export interface Rows {
  model: Model;
  isList: boolean;
  /**
   * `query` is certain; so is `type`, but for what was selected. `request` is the body of a request that creates or
   * changes such a row. `name` is a guess that the model's fields confirm.
   */
  evidence: "query" | "type" | "request" | "name";
  /** What such a row is made from, as `CreatePatientDto`: it has no `id` yet, and properties that are no columns. */
  isInput?: boolean;
  /** The query's argument, as far as it says what is selected; null where all columns are. */
  selection: TSESTree.ObjectExpression | null;
}

/** Methods of arrays that give some of the same elements, and one of them. */
const SOME: ReadonlySet<string> = new Set([
  "filter",
  "slice",
  "concat",
  "reverse",
  "sort",
  "toSorted",
  "toReversed",
]);
const ONE: ReadonlySet<string> = new Set(["find", "findLast", "at", "pop", "shift"]);
/** Methods of schemas that give back what they check. */
const PARSERS: ReadonlySet<string> = new Set(["parse", "parseAsync", "validateSync"]);

/** The rows that an expression gives; null when it gives none, or none that can be told. Kept per node. */
export function rowsOf(node: TSESTree.Node, reading: Reading): Rows | null {
  if (!reading.schema) return null;
  const value = unwrap(node);
  const known = reading.rows.get(value);
  if (known !== undefined) return known;
  // What leads back here, as in `rows = rows.filter(…)`, adds nothing.
  reading.rows.set(value, null);
  const rows = readRows(value, reading);
  reading.rows.set(value, rows);
  return rows;
}

function readRows(value: TSESTree.Node, reading: Reading): Rows | null {
  const follow = (other: TSESTree.Node) => rowsOf(other, reading);
  switch (value.type) {
    case "Identifier":
      return rowsOfName(value, reading);
    case "AwaitExpression":
      return follow(value.argument);
    case "LogicalExpression":
      return follow(value.left) ?? follow(value.right);
    case "ConditionalExpression":
      return follow(value.consequent) ?? follow(value.alternate);
    case "AssignmentExpression":
      return follow(value.right);
    case "CallExpression":
      return rowsOfCall(value, reading);
    case "MemberExpression":
      return rowsOfMember(value, reading);
    default:
      return null;
  }
}

function rowsOfCall(node: TSESTree.CallExpression, reading: Reading): Rows | null {
  const call = clientCall(node, reading.scopes, reading.schema, reading.isClientName);
  if (call) {
    const { model, method, args } = call;
    const { gives } = METHODS[method];
    if (!model || gives === null || args.kind === "dynamic") return null;
    const selection = args.kind === "object" ? args.node : null;
    return { model, isList: gives === "rows", evidence: "query", selection };
  }
  const chained = methodCall(node);
  if (!chained) return null;
  if (chained.method === "json" && isRequest(chained.object)) return rowsOfBody(node, reading);
  if (PARSERS.has(chained.method) && chained.arguments[0]) {
    return rowsOf(chained.arguments[0], reading);
  }
  const isOne = ONE.has(chained.method);
  if (!isOne && !SOME.has(chained.method)) return null;
  const rows = rowsOf(chained.object, reading);
  return rows?.isList === true ? { ...rows, isList: !isOne } : null;
}

// ---- members ---------------------------------------------------------------------------------------------

function rowsOfMember(node: TSESTree.MemberExpression, reading: Reading): Rows | null {
  const name = memberName(node);
  if (name === "body" && isRequest(node.object)) return rowsOfBody(node, reading);
  if (name !== null) {
    const rows = rowsOf(node.object, reading);
    if (rows) return rowsUnder(rows, [name], reading);
    return /^\d+$/u.test(name) || isTally(node.object) ? null : rowsByName(name, reading);
  }
  const rows = rowsOf(node.object, reading);
  return rows?.isList === true ? { ...rows, isList: false } : null;
}

/** `_count.patients`, `stats.patients`: how many there are. */
function isTally(object: TSESTree.Node): boolean {
  const name = lastName(object) ?? "";
  return /(?:^|_)(?:counts?|totals?|stats|tally)$|[a-z](?:Counts?|Totals?|Stats|Tally)$/u.test(
    name,
  );
}

/** What the keys of a path lead to from rows: an element of a list, the rows of a relation. */
function rowsUnder(rows: Rows, path: readonly string[], reading: Reading): Rows | null {
  let current: Rows | null = rows;
  for (const key of path) current = current && rowsAt(current, key, reading);
  return current;
}

function rowsAt(rows: Rows, key: string, reading: Reading): Rows | null {
  if (rows.isList) return /^\d+$/u.test(key) ? { ...rows, isList: false } : null;
  const field = rows.model.field(key);
  const model = field?.relation ? targetOf(field) : null;
  if (!field || !model) return null;
  const selection = rows.selection && nestedSelection(rows.selection, key, reading);
  return { model, isList: field.arity === "list", evidence: rows.evidence, selection };
}

function targetOf({ relation }: Field): Model | null {
  return relation?.target ?? null;
}

/** The `{ select }` that a query gives for one of its relations. */
function nestedSelection(
  selection: TSESTree.ObjectExpression,
  relation: string,
  { scopes }: Reading,
): TSESTree.ObjectExpression | null {
  for (const key of ["select", "include"]) {
    const relations = objectAt(selection, key, scopes);
    const nested = relations && objectAt(relations, relation, scopes);
    if (nested) return nested;
  }
  return null;
}

// ---- requests --------------------------------------------------------------------------------------------

/** The body of a request is a row where the route or the function says of what: `createPatient`, `/patients`. */
function rowsOfBody(node: TSESTree.Node, reading: Reading): Rows | null {
  const model = modelOfHandler(node, reading);
  return model && { model, isList: false, evidence: "request", selection: null };
}

// ---- names -----------------------------------------------------------------------------------------------

function rowsOfName(node: TSESTree.Identifier, reading: Reading): Rows | null {
  const binding = bindingOf(node, reading.scopes);
  return (
    (binding && rowsOfBinding(binding, reading)) ??
    rowsGiven(node, binding, reading) ??
    (isNamedAfterRow(binding) && !isOtherAnswer(binding, reading)
      ? rowsByName(node.name, reading)
      : null)
  );
}

/** A parameter that is written as a row: `dto` of `patient.create({ data: dto })`. */
function rowsGiven(
  node: TSESTree.Identifier,
  binding: Binding | null,
  reading: Reading,
): Rows | null {
  if (binding?.kind !== "parameter" || binding.path?.length !== 0) return null;
  const type = typeOf(binding.parameter);
  // `{ status: string }`, `Pick<Patient, "status">`: some columns alone.
  const isPart =
    type?.type === "TSTypeLiteral" || (type?.type === "TSTypeReference" && type.typeArguments);
  const model = isPart ? null : modelGiven(node, reading);
  return model && { model, isList: false, evidence: "request", isInput: true, selection: null };
}

/** What a query answers that gives no rows, whatever it is called: `totalPatients` of `prisma.patient.count()`. */
function isOtherAnswer(binding: Binding | null, reading: Reading): boolean {
  if (binding?.kind !== "variable" || !binding.init || binding.path === null) return false;
  const [first] = binding.path;
  const together = first === undefined ? null : gathered(binding.init);
  const given = together ? together.elements[Number(first)] : binding.init;
  const value = given && unwrap(given);
  const call = value?.type === "AwaitExpression" ? unwrap(value.argument) : value;
  if (call?.type !== "CallExpression") return false;
  const query = clientCall(call, reading.scopes, reading.schema, reading.isClientName);
  return query !== null && query.model !== null && METHODS[query.method].gives === null;
}

/** Names of functions, classes and modules are no names of rows, nor is what a constructor made. */
function isNamedAfterRow(binding: Binding | null): boolean {
  switch (binding?.kind) {
    case undefined:
    case "parameter":
    case "loop":
      return true;
    case "variable":
      return binding.init === null || comesFromElsewhere(binding.init);
    default:
      return false;
  }
}

/** A value that is read or called for, as against one that is written here: a text, a list, an instance. */
function comesFromElsewhere(init: TSESTree.Expression): boolean {
  const value = unwrap(init);
  switch (value.type) {
    case "AwaitExpression":
    case "CallExpression":
    case "MemberExpression":
    case "Identifier":
    case "LogicalExpression":
    case "ConditionalExpression":
      return true;
    default:
      return false;
  }
}

function rowsByName(name: string, reading: Reading): Rows | null {
  const model = modelOfName(name, reading);
  const isList = /s$/iu.test(name) && !/(?:ss|us|is)$/iu.test(name);
  if (!model) return null;
  return { model, isList, evidence: "name", isInput: isInputName(name), selection: null };
}

function rowsOfBinding(binding: Binding, reading: Reading): Rows | null {
  switch (binding.kind) {
    case "variable":
      return rowsOfVariable(binding, reading);
    case "loop": {
      const rows = rowsOf(binding.iterated, reading);
      return rows?.isList === true && binding.path
        ? rowsUnder({ ...rows, isList: false }, binding.path, reading)
        : null;
    }
    case "parameter":
      return rowsOfParameter(binding, reading);
    default:
      return null;
  }
}

function rowsOfVariable(
  { init, writes, path, variable }: Extract<Binding, { kind: "variable" }>,
  reading: Reading,
): Rows | null {
  if (path === null) return null;
  if (init) {
    const rows = rowsOfTaken(init, path, reading);
    if (rows) return rows;
  }
  const typed = path.length === 0 ? rowsOfType(typeOf(variable.defs[0]?.name), reading) : null;
  if (typed) return typed;
  // `let patient; … patient = await prisma.patient.findUnique(…)`
  for (const write of writes) {
    const given = assignedTo(write);
    const found = given && rowsOf(given, reading);
    if (found) return found;
  }
  return null;
}

/** The value that an assignment gives to a name; null where it gives a part of one, or adds to it. */
export function assignedTo(name: TSESTree.Node): TSESTree.Expression | null {
  const { parent } = name;
  const isPlain = parent?.type === "AssignmentExpression" && parent.left === name;
  return isPlain && parent.operator === "=" ? parent.right : null;
}

/** `const [patient, notes] = await Promise.all([…])`, `const { visits } = patient`. */
function rowsOfTaken(
  init: TSESTree.Expression,
  path: readonly string[],
  reading: Reading,
): Rows | null {
  const together = gathered(init);
  if (together && path.length > 0) {
    const element = together.elements[Number(path[0])];
    const rows = element && rowsOf(element, reading);
    return rows ? rowsUnder(rows, path.slice(1), reading) : null;
  }
  const rows = rowsOf(init, reading);
  return rows && rowsUnder(rows, path, reading);
}

/** The list that `Promise.all([…])` or `$transaction([…])` waits for. */
function gathered(init: TSESTree.Expression): TSESTree.ArrayExpression | null {
  const value = unwrap(init);
  const call = value.type === "AwaitExpression" ? methodCall(unwrap(value.argument)) : null;
  if (call?.method !== "all" && call?.method !== "$transaction") return null;
  const [list] = call.arguments;
  return list?.type === "ArrayExpression" ? list : null;
}

function rowsOfParameter(
  binding: Extract<Binding, { kind: "parameter" }>,
  reading: Reading,
): Rows | null {
  const { function: callee, index, parameter, path } = binding;
  if (path === null) return null;
  const iterated = index === 0 ? iteratedBy(callee) : null;
  const elements = iterated && rowsOf(iterated, reading);
  const rows =
    elements?.isList === true
      ? { ...elements, isList: false }
      : rowsOfType(typeOf(parameter), reading);
  return rows && rowsUnder(rows, path, reading);
}

// ---- types -----------------------------------------------------------------------------------------------

function typeOf(node: TSESTree.Node | undefined): TSESTree.TypeNode | null {
  if (node?.type === "TSParameterProperty") return typeOf(node.parameter);
  if (node?.type === "AssignmentPattern") return typeOf(node.left);
  const isTyped = node?.type === "Identifier" || node?.type === "ObjectPattern";
  return (isTyped ? node.typeAnnotation?.typeAnnotation : null) ?? null;
}

/** `Patient`, `Patient[]`, `Patient | null` of the generated client. */
function rowsOfType(type: TSESTree.TypeNode | null, reading: Reading): Rows | null {
  switch (type?.type) {
    case "TSArrayType": {
      const rows = rowsOfType(type.elementType, reading);
      return rows && { ...rows, isList: true };
    }
    case "TSUnionType":
    case "TSIntersectionType":
      return type.types.map((part) => rowsOfType(part, reading)).find(Boolean) ?? null;
    case "TSTypeReference": {
      const [inner] = type.typeArguments?.params ?? [];
      return inner ? rowsOfGeneric(type, inner, reading) : rowsOfTypeName(type.typeName, reading);
    }
    default:
      return null;
  }
}

/** Types that leave the properties of another as they are. */
const SAME_PROPERTIES: ReadonlySet<string> = new Set(["Partial", "Required", "Readonly"]);

function rowsOfGeneric(
  { typeName }: TSESTree.TSTypeReference,
  inner: TSESTree.TypeNode,
  reading: Reading,
): Rows | null {
  const name = typeName.type === "Identifier" ? typeName.name : "";
  if (SAME_PROPERTIES.has(name)) return rowsOfType(inner, reading);
  const rows = name === "Array" ? rowsOfType(inner, reading) : null;
  return rows && { ...rows, isList: true };
}

function rowsOfTypeName(name: TSESTree.EntityName, reading: Reading): Rows | null {
  const made = { isList: false, selection: null };
  const model = generatedModel(name, reading);
  if (model) return { ...made, model, evidence: "type" };
  const input = inputModel(name, reading);
  if (input) return { ...made, model: input, evidence: "type", isInput: true };
  return name.type === "Identifier" ? rowsOfInputNamed(name.name, reading) : null;
}

/** `CreatePatientDto`, `PatientInput` */
function rowsOfInputNamed(name: string, reading: Reading): Rows | null {
  const model = isInputName(name) ? modelOfName(name, reading) : null;
  if (!model) return null;
  const evidence = isNamedAfterAll(name, model) ? "type" : "name";
  return { model, isList: false, evidence, isInput: true, selection: null };
}

/** `Prisma.PatientUncheckedCreateInput` */
function inputModel(name: TSESTree.EntityName, { schema }: Reading): Model | null {
  if (name.type !== "TSQualifiedName") return null;
  const model = GENERATED_INPUT.exec(name.right.name)?.groups?.["model"] ?? "";
  return schema?.models.get(model) ?? null;
}

const GENERATED_INPUT =
  /^(?<model>\w+?)(?:Unchecked)?(?:Create|Update)(?:Many)?(?:Mutation)?Input$/u;

/** Where the generated client, or what passes it on, is imported from. */
const CLIENT_MODULE = /prisma|generated|database|(?:^|[/@-])db(?:[/.-]|$)/iu;

function generatedModel(name: TSESTree.EntityName, { schema, scopes }: Reading): Model | null {
  if (name.type !== "Identifier") return null;
  const binding = bindingOf(name, scopes);
  if (binding?.kind !== "import" || !CLIENT_MODULE.test(binding.source)) return null;
  return schema?.models.get(binding.imported) ?? null;
}

// ---- what a query selects --------------------------------------------------------------------------------

/**
 * The columns that rows hold, with those of relations that were asked for (`visits.reason`); null where the query
 * says so in a way that cannot be read.
 */
export function columnsOf({ model, selection }: Rows, reading: Reading): Column[] | null {
  if (!selection) return columns(model);
  const { scopes } = reading;
  if (propertyOf(selection, "select")) {
    const select = objectAt(selection, "select", scopes);
    return select && asked(select, model, reading);
  }
  const omitted = propertyOf(selection, "omit") ? objectAt(selection, "omit", scopes) : undefined;
  if (omitted === null) return null;
  const left = new Set(omitted ? namedProperties(omitted).map(({ name }) => name) : []);
  const include = objectAt(selection, "include", scopes);
  const related = include ? asked(include, model, reading) : [];
  return related && [...columns(model).filter(({ field }) => !left.has(field.name)), ...related];
}

/** A column of rows, or of the rows of a relation in them. */
export interface Column {
  field: Field;
  /** `ssn`, `patient.ssn`. */
  path: string;
}

function columns(model: Model): Column[] {
  return model.fields
    .filter((field) => field.kind !== "relation")
    .map((field) => ({ field, path: field.name }));
}

/** What `select: { ssn: true, visits: { select: … } }` asks for. */
function asked(object: TSESTree.ObjectExpression, model: Model, reading: Reading): Column[] | null {
  const found: Column[] = [];
  if (object.properties.some((property) => property.type === "SpreadElement")) return null;
  for (const { name, property } of namedProperties(object)) {
    const field = model.field(name);
    const value = resolveConstant(property.value, reading.scopes);
    if (!field || isFalse(value)) continue;
    if (!field.relation) found.push({ field, path: name });
    else {
      const selection = value.type === "ObjectExpression" ? value : null;
      const rows: Rows = {
        model: field.relation.target,
        isList: true,
        evidence: "query",
        selection,
      };
      const nested = columnsOf(rows, reading);
      if (!nested) return null;
      found.push(...nested.map((column) => ({ ...column, path: `${name}.${column.path}` })));
    }
  }
  return found;
}
