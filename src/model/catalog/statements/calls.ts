/** Functions of the migrations that make objects: `SELECT enable_tenant_policy('patients')`. */

import type {
  SqlBlock,
  SqlBodyStatement,
  SqlCreateFunctionStmt,
  SqlNode,
} from "../../../languages/postgresql/ast.ts";
import { computedOnce } from "../../computed-once.ts";
import type { GuardVariable, GuardVariables } from "../guards.ts";
import { parseQualifiedName } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { calledFunction, isA, namesField, nodeField, nodesField, textField } from "../tree.ts";
import { touchedBy } from "./aspects.ts";
import { computedText } from "./computed-text.ts";
import { functionsNamed, inputParameters } from "./functions.ts";
import { textConstants } from "./loops.ts";
import { queryRows } from "./query-rows.ts";

type Parameters = Map<string, GuardVariable>;

/** Runs a function's body with the parameters that are known. */
type Enter = (body: SqlBlock, parameters: Parameters) => void;

interface Called {
  statement: SqlCreateFunctionStmt;
  body: SqlBlock;
}

/** Enters the functions that an expression, a CALL or a query calls, once for each row, when they may make objects. */
export function callFunctions(
  state: CatalogState,
  node: SqlNode,
  variables: GuardVariables,
  enter: Enter,
): void {
  if (state.functions.size === 0) return;
  for (const call of callsOf(node)) {
    const called = calledBlock(state, call);
    if (called === null) continue;
    for (const texts of argumentTexts(state, node, call, variables))
      state.withinCall(() => {
        enter(called.body, parametersOf(called.statement, texts));
      });
  }
}

/** The calls that stand at the top: what is selected, and functions in FROM. */
function callsOf(node: SqlNode): SqlNode[] {
  if (isA(node, "SqlCallStmt")) return [nodeField(node, "funccall")].filter((one) => one !== null);
  if (!isA(node, "SqlSelectStmt")) return isA(node, "SqlFuncCall") ? [node] : [];
  const selected = nodesField(node, "targetList").map((target) => nodeField(target, "val"));
  const sources = nodesField(node, "fromClause")
    .flatMap((source) => nodesField(source, "functions"))
    .flatMap((list) => nodesField(list, "items"));
  return [...selected, ...sources]
    .filter((one) => one !== null)
    .filter((one) => calledFunction(one) !== null);
}

function calledBlock(state: CatalogState, call: SqlNode): Called | null {
  const names = namesField(call, "funcname");
  const { length } = nodesField(call, "args");
  const candidates = functionsNamed(state, names.at(-2), names.at(-1) ?? "");
  const found = candidates.find(({ argumentTypes }) => argumentTypes.length === length);
  const statement = (found ?? candidates[0])?.node;
  const body = statement?.body ?? null;
  return statement !== undefined && body !== null && makesObjects(body)
    ? { statement, body }
    : null;
}

const known = new WeakMap<SqlBlock, boolean>();

/** Whether a body holds DDL or EXECUTE. Kept per tree. */
function makesObjects(block: SqlBlock): boolean {
  return computedOnce(known, block, ({ body }) => body.some(mayMakeObjects));
}

function mayMakeObjects(statement: SqlBodyStatement): boolean {
  switch (statement.type) {
    case "SqlBlock":
      return statement.body.some(mayMakeObjects);
    case "SqlIf":
      return [
        ...statement.branches.flatMap(({ body }) => body),
        ...(statement.otherwise ?? []),
      ].some(mayMakeObjects);
    case "SqlLoop":
      return statement.body.some(mayMakeObjects);
    case "SqlExecute":
      return true;
    case "SqlPlainStatement":
      return statement.expressions.some(
        ({ expression }) => expression !== null && isA(expression, "SqlFuncCall"),
      );
    default:
      return touchedBy(statement).aspects.length > 0;
  }
}

/** The texts of a call's arguments, for each row of the query that it stands in; null for those not known. */
function argumentTexts(
  state: CatalogState,
  node: SqlNode,
  call: SqlNode,
  variables: GuardVariables,
): (string | null)[][] {
  const args = nodesField(call, "args");
  const target = nodesField(node, "targetList").find((one) => nodeField(one, "val") === call);
  if (target === undefined) return [args.map((one) => computedText(one, variables, null))];
  const targetList = args.map((val, index) =>
    Object.assign({}, target, { val, name: `argument ${String(index)}` }),
  );
  const rows = queryRows(Object.assign({}, node, { targetList }), state, variables);
  if (rows === null) return [args.map(() => null)];
  return rows.map((row) =>
    [...row.values()].map((cell) => (typeof cell === "string" ? cell : null)),
  );
}

/** Parameters by name, and by `$1`. */
function parametersOf(
  statement: SqlCreateFunctionStmt,
  texts: readonly (string | null)[],
): Parameters {
  const parameters: Parameters = new Map();
  inputParameters(statement).forEach((parameter, index) => {
    const value = parameterValue(parameter, texts[index]);
    if (value === null) return;
    for (const name of [textField(parameter, "name"), `$${String(index + 1)}`])
      if (name !== null) parameters.set(name, { holds: "value", value });
  });
  return parameters;
}

/** @param given Null when only the run tells it, undefined when the parameter's default is meant. */
function parameterValue(parameter: SqlNode, given: string | null | undefined): SqlNode | null {
  if (given === undefined) return nodeField(parameter, "defexpr");
  if (given === null) return null;
  const text = isOfType(parameter, "regclass") ? shownRelation(given) : given;
  return textConstants([text]).get(text) ?? null;
}

function isOfType(parameter: SqlNode, type: string): boolean {
  const typeName = nodeField(parameter, "argType");
  return typeName !== null && namesField(typeName, "names").at(-1) === type;
}

/** A relation as `regclass` shows it: quoted where needed, with its schema when that is not `public`. */
function shownRelation(text: string): string {
  const relation = parseQualifiedName(text);
  if (relation === null) return text;
  const { schema, name } = relation;
  const parts = schema === null || schema === "public" ? [name] : [schema, name];
  return parts
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : `"${part.replaceAll('"', '""')}"`))
    .join(".");
}
