/** CREATE, ALTER, RENAME and DROP of functions and procedures. */

import type {
  Range,
  SqlCreateFunctionStmt,
  SqlNode,
  SqlStatement,
} from "../../../languages/postgresql/ast.ts";
import { qualify } from "../names.ts";
import type { CatalogState } from "../state.ts";
import { constantText, field, namesField, nodeField, nodesField, textField } from "../tree.ts";
import type { CatalogFunction } from "../types.ts";
import { columnType, elementType } from "./columns.ts";

/** `public.f(int4,text[])`, under which the catalog holds a function. */
export function functionKey({
  schema,
  name,
  argumentTypes,
}: Pick<CatalogFunction, "schema" | "name" | "argumentTypes">): string {
  return `${qualify(schema, name)}(${argumentTypes.join(",")})`;
}

export function createFunction(state: CatalogState, statement: SqlCreateFunctionStmt): void {
  const names = statement.funcname.map(({ sval }) => sval);
  const schema = state.creationSchema(names.at(-2));
  const options = nodesField(statement, "options");
  const made: CatalogFunction = {
    schema,
    name: names.at(-1) ?? "",
    kind: statement.is_procedure === true ? "procedure" : "function",
    argumentTypes: argumentTypes(state, statement),
    returns: returnType(state, statement),
    language: languageOf(options) ?? "sql",
    securityDefiner: false,
    searchPath: null,
    node: statement,
    origin: state.provenance(rangeOfNames(statement)),
  };
  const key = functionKey(made);
  if (state.functions.has(key) && statement.replace !== true) state.conflict("duplicate_function");
  else state.functions.set(key, { ...made, ...changesOf(options) });
}

/** `app.touch`, without the arguments. */
function rangeOfNames({ funcname, range }: SqlCreateFunctionStmt): Range {
  const first = funcname.at(0);
  const last = funcname.at(-1);
  return first && last ? [first.range[0], last.range[1]] : range;
}

const INPUT_MODES = new Set([
  "FUNC_PARAM_DEFAULT",
  "FUNC_PARAM_IN",
  "FUNC_PARAM_INOUT",
  "FUNC_PARAM_VARIADIC",
]);

/** The parameters that a call gives values to. */
export function inputParameters(statement: SqlNode): SqlNode[] {
  return nodesField(statement, "parameters").filter((parameter) =>
    INPUT_MODES.has(textField(parameter, "mode") ?? "FUNC_PARAM_DEFAULT"),
  );
}

function argumentTypes(state: CatalogState, statement: SqlCreateFunctionStmt): string[] {
  return inputParameters(statement).map((parameter) =>
    typeText(state, nodeField(parameter, "argType")),
  );
}

function typeText(state: CatalogState, node: SqlNode | null): string {
  if (node?.type !== "SqlTypeName") return "";
  const { type, typeSchema } = columnType(state, node);
  const schema = typeSchema ?? schemaOfRowType(state, elementType(type));
  return schema === null ? type : qualify(schema, type);
}

/** A table's or view's rows have a type too. */
function schemaOfRowType(state: CatalogState, type: string): string | null {
  return state.findRelation(null, type)?.slice(0, -type.length - 1) ?? null;
}

/** Null for procedures, and for functions whose rows are described by parameters. */
function returnType(state: CatalogState, statement: SqlCreateFunctionStmt): string | null {
  const node = nodeField(statement, "returnType");
  return node === null ? null : typeText(state, node);
}

function languageOf(options: readonly SqlNode[]): string | null {
  const option = options.find((one) => textField(one, "defname") === "language");
  const name = option === undefined ? null : nodeField(option, "arg");
  return name === null ? null : (textField(name, "sval")?.toLowerCase() ?? null);
}

type Changes = Partial<Pick<CatalogFunction, "securityDefiner" | "searchPath">>;

/** What options of CREATE and actions of ALTER FUNCTION set. */
function changesOf(options: readonly SqlNode[]): Changes {
  const changes: Changes = {};
  for (const option of options) {
    const value = nodeField(option, "arg");
    if (value === null) continue;
    const name = textField(option, "defname");
    if (name === "security") changes.securityDefiner = field(value, "boolval") === true;
    else if (name === "set") {
      const path = searchPathSet(value);
      if (path !== undefined) changes.searchPath = path;
    }
  }
  return changes;
}

/** Undefined when another variable is set. */
function searchPathSet(variable: SqlNode): string | null | undefined {
  const kind = textField(variable, "kind");
  if (kind === "VAR_RESET_ALL") return null;
  if (textField(variable, "name") !== "search_path") return undefined;
  if (kind === "VAR_SET_CURRENT") return "current";
  if (kind !== "VAR_SET_VALUE") return null;
  return nodesField(variable, "args")
    .map((value) => constantText(value) ?? "")
    .join(", ");
}

/** ALTER FUNCTION f SECURITY DEFINER, SET search_path, RESET. */
export function alterFunction(state: CatalogState, statement: SqlStatement): void {
  const key = findFunction(state, nodeField(statement, "func"));
  const found = key === null ? undefined : state.functions.get(key);
  if (key === null || found === undefined) state.conflict("undefined_function");
  else state.functions.set(key, { ...found, ...changesOf(nodesField(statement, "actions")) });
}

/** Functions of a name, of the first schema on the search path that has any. */
export function functionsNamed(
  state: CatalogState,
  schema: string | null | undefined,
  name: string,
): CatalogFunction[] {
  const all = [...state.functions.values()].filter((one) => one.name === name);
  if (all.length === 0) return all;
  for (const candidate of state.searched(schema)) {
    const found = all.filter((one) => one.schema === candidate);
    if (found.length > 0) return found;
  }
  return [];
}

/** The key of the function that an `ObjectWithArgs` names; null when there is none, or several. */
export function findFunction(state: CatalogState, object: SqlNode | null): string | null {
  if (object === null) return null;
  const names = namesField(object, "objname");
  const candidates = functionsNamed(state, names.at(-2), names.at(-1) ?? "");
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return functionKey(only);
  const types = nodesField(object, "objargs").map((type) => typeText(state, type));
  const exact = candidates.find((one) => one.argumentTypes.join(",") === types.join(","));
  return exact === undefined ? null : functionKey(exact);
}

/** Gives a function another name or schema: triggers go on calling it. */
export function moveFunction(
  state: CatalogState,
  key: string,
  to: { schema: string; name: string },
): void {
  const found = state.functions.get(key);
  if (found === undefined) return;
  const moved = { ...found, ...to };
  const newKey = functionKey(moved);
  if (state.functions.has(newKey)) {
    state.conflict("duplicate_function");
    return;
  }
  state.functions.delete(key);
  state.functions.set(newKey, moved);
  for (const [tableKey, table] of state.tables.entries())
    if (table.triggers.some((trigger) => calls(trigger, found)))
      state.updateTable(tableKey, ({ triggers }) => ({
        triggers: triggers.map((trigger) =>
          calls(trigger, found)
            ? { ...trigger, function: { ...trigger.function, ...to } }
            : trigger,
        ),
      }));
}

/** Whether a trigger calls the function. */
function calls(
  trigger: { function: { schema: string | null; name: string } },
  { schema, name }: { schema: string; name: string },
): boolean {
  return trigger.function.name === name && trigger.function.schema === schema;
}
