/** Recognising encryption maps by their structure: keys that are models, values that are their fields. */

import type { TSESTree } from "@typescript-eslint/utils";

import { evaluate } from "./evaluate.ts";
import { kindByName, mapFrom } from "./map.ts";
import { propertyOf } from "./static-value.ts";
import type { StaticValue } from "./static-value.ts";
import type { EncryptionMap, EncryptionMapSpec, Module, ModuleReader } from "./types.ts";

/** What recognition asks of the schema: the names of a model's fields and columns, null for no model. */
export interface KnownModels {
  model(name: string): { fields: ReadonlySet<string> } | null;
}

const HINT =
  /[eE]ncrypt|ENCRYPT|[cC]rypt[A-Z_]|CRYPT_|[cC]ipher|CIPHER|\bPHI|[_a-z]PHI|PHI_|[pP]hi[A-Z]|\bPII|PII_|_PII|[pP]ii[A-Z]/u;
const NAME =
  /[eE]ncrypt|ENCRYPT|[cC]rypt|CRYPT|[cC]ipher|CIPHER|phi(?:[A-Z_]|$)|PHI|pii(?:[A-Z_]|$)|PII|[hH]ash(?:ed|able)|HASH(?:ED|ABLE)/u;

/** A cheap test of a module's text, true for every module with a map in it. */
export function mayHoldEncryptionMap(text: string): boolean {
  return HINT.test(text);
}

/** How many of a map's names must be fields of the models that it names them under. */
const SHARE_OF_KNOWN = 0.6;

const NO_READER: ModuleReader = { resolve: () => null };

/**
 * The maps among a module's top-level constants: those whose own name, or the module's, speaks of
 * encryption, with at least one key that is a model, and fields that are mostly the model's.
 */
export function findEncryptionMaps(
  program: TSESTree.Program,
  schema: KnownModels,
  file: string,
): EncryptionMapSpec[] {
  const module: Module = { file, program, text: "" };
  return topLevelConstants(program)
    .filter(({ init }) => isLiteral(init))
    .flatMap(({ name, init }) => candidates(name, evaluate(init, module, NO_READER)))
    .filter(({ name }) => NAME.test(name) || NAME.test(file.replace(/^.*[\\/]/u, "")))
    .map(({ name, value }) => mapFrom(value, { file, export: name, kind: kindByName(name) }))
    .filter((map) => fits(map, schema))
    .map((map) => ({ file, export: map.export, kind: map.kind }));
}

interface Constant {
  name: string;
  init: TSESTree.Expression;
}

function topLevelConstants(program: TSESTree.Program): Constant[] {
  return program.body.flatMap((statement) => {
    if (statement.type === "ExportDefaultDeclaration") return defaultExport(statement);
    const declaration =
      statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier" && init ? [{ name: id.name, init }] : [],
    );
  });
}

function defaultExport({ declaration }: TSESTree.ExportDefaultDeclaration): Constant[] {
  switch (declaration.type) {
    case "ObjectExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return [{ name: "default", init: declaration }];
    default:
      return [];
  }
}

/** Objects, lists and collections as written; anything else is no map, and need not be evaluated. */
function isLiteral(init: TSESTree.Expression): boolean {
  switch (init.type) {
    case "ObjectExpression":
    case "ArrayExpression":
    case "NewExpression":
      return true;
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return isLiteral(init.expression);
    case "CallExpression":
      return init.callee.type === "MemberExpression" && init.arguments.length === 1;
    default:
      return false;
  }
}

/** A constant's value, and those of its properties: `config.encryptedFields`. */
function candidates(name: string, value: StaticValue): { name: string; value: StaticValue }[] {
  const whole = { name, value };
  if (value.kind !== "object") return [whole];
  const keys = [...new Set(value.entries.map(({ key }) => key))];
  const inner = keys.flatMap((key) => {
    const property = propertyOf(value, key);
    return property?.kind === "object" ? [{ name: `${name}.${key}`, value: property }] : [];
  });
  return [whole, ...inner];
}

function fits(map: EncryptionMap, schema: KnownModels): boolean {
  const names = map.models.flatMap((model) => {
    const known = schema.model(model.name);
    return model.entries.map(({ field }) => known?.fields.has(field) ?? false);
  });
  const hits = names.filter(Boolean).length;
  return (
    map.models.some(({ name }) => schema.model(name)) &&
    hits > 0 &&
    hits >= names.length * SHARE_OF_KNOWN
  );
}
