/**
 * Recognising encryption maps by their structure: keys that are models, values that are their fields; and flat lists of
 * fields, by the code that asks them.
 */

import type { TSESTree } from "@typescript-eslint/utils";

import { encryptsListed, mayHookAllModels } from "../client/encrypted-lists.ts";
import { saysEncrypted } from "../client/encrypted-writes.ts";
import { evaluate } from "./evaluate.ts";
import { kindByName, mapFrom } from "./map.ts";
import { moduleScope } from "./module-scope.ts";
import { propertyOf, standsIn } from "./static-value.ts";
import type { StaticValue } from "./static-value.ts";
import type { EncryptionMap, EncryptionMapSpec, Module, ModuleReader } from "./types.ts";

/** What recognition asks of the schema. */
export interface KnownModels {
  /** The names of a model's fields and columns; null for no model. */
  model(name: string): { fields: ReadonlySet<string> } | null;
  /** Whether some model has a field of that name that can hold ciphertext. */
  hasField(name: string): boolean;
}

// In English, and as Latin languages and German have it: criptografados, chiffré, cifrados, verschlüsselt.
const HINT =
  "[eE]ncrypt|ENCRYPT|[cC]rypt[A-Z_]|CRYPT_|[cC]ipher|CIPHER|[cC]riptogr|CRIPTOGR|[cC]hiffr|CHIFFR|[cC]ifrad|CIFRAD|" +
  "[vV]erschl|VERSCHL|\\bPHI|[_a-z]PHI|PHI_|[pP]hi[A-Z]|\\bPII|PII_|_PII|[pP]ii[A-Z]";
/** What speaks of encryption; and, which takes longer to tell, is the name of a constant or an export, or of a property that holds something literal. */
const HINTING = new RegExp(HINT, "u");
const HINTING_NAME = new RegExp(
  `(?:(?:const|let|var|as)\\s+|exports\\.)[\\w$]*(?:${HINT})` +
    `|(?<![\\w$])[\\w$]*(?:${HINT})[\\w$]*["'\\]]?\\s*:\\s*[[{nO]`,
  "u",
);
const NAME =
  /crypt|cipher|criptogr|chiffr|cifrad|verschl|hash(?:ed|able)|(?<![a-z])p(?:hi|ii)(?![a-z])/iu;

/** Lists of models and their fields that serve another end, whatever file they are in. */
const OTHER_ENDS = new Set(
  "args example examples fixture fixtures include label labels log logged mask masked mock mocks omit order redact redacted sample samples scope scoped seed seeds select tenant tenants where".split(
    " ",
  ),
);

/** Lists of what is to stay as it is. */
const EXCEPTIONS = new Set(
  "clear except exclude excluded ignore ignored never no non not plain plaintext skip skipped un unencrypted without".split(
    " ",
  ),
);

/** Tests, seeds and declarations repeat real maps, and no code runs on them. */
const NO_SOURCE =
  /(?:^|\/)(?:__\w+__|tests?|fixtures?|mocks?|seeds?|e2e)\/|(?:\.|^|\/)(?:test|spec|stories|seed|mock|d)\.[cm]?[jt]sx?$/u;

/** A cheap test of a module, true for nearly every one with a map in it. Most have nothing to do with encryption. */
export function mayHoldEncryptionMap(text: string, file: string): boolean {
  if (isNoSource(file)) return false;
  return NAME.test(folderAndFile(file)) || (HINTING.test(text) && HINTING_NAME.test(text));
}

/** The nearest folders only: the whole repository may be checked out below one called `test`. */
function isNoSource(file: string): boolean {
  return NO_SOURCE.test(file.split(/[\\/]/u).slice(-3).join("/"));
}

function folderAndFile(file: string): string {
  return file.split(/[\\/]/u).slice(-2).map(spaced).join(" ");
}

/** How many of a map's names must be fields of the models that it names them under. */
const SHARE_OF_KNOWN = 0.6;

/** The same of a flat list, which says less. */
const SHARE_OF_LISTED = 0.8;

const NO_READER: ModuleReader = { resolve: () => null };

/**
 * The maps among a module's top-level constants: those whose own name, or the module's, speaks of
 * encryption, with at least one key that is a model, and fields that are mostly the model's; and flat lists whose own
 * name does, where the module encrypts what they name on the writes of all models.
 */
export function findEncryptionMaps(
  program: TSESTree.Program,
  schema: KnownModels,
  file: string,
): EncryptionMapSpec[] {
  return mapsIn(program, file)
    .filter(
      (map) =>
        fits(map, schema) || (isFlatList(map, schema) && encryptsListed(program, map.export)),
    )
    .map((map) => ({ file, export: map.export, kind: map.kind }));
}

/** The flat lists that a module exports, and that hold for all models if another module asks them. */
export function findExportedLists(
  program: TSESTree.Program,
  schema: KnownModels,
  file: string,
): EncryptionMapSpec[] {
  const { exports } = moduleScope(program);
  return mapsIn(program, file)
    .filter((map) => exports.has(map.export) && isFlatList(map, schema))
    .map((map) => ({ file, export: map.export, kind: map.kind }));
}

/** A cheap test of a module, true for every one that asks a list that another exports. */
export function mayAskList(text: string, file: string, list: string): boolean {
  return !isNoSource(file) && text.includes(list) && mayHookAllModels(text);
}

function mapsIn(program: TSESTree.Program, file: string): EncryptionMap[] {
  if (isNoSource(file)) return [];
  const module: Module = { file, program, text: "" };
  const place = folderAndFile(file);
  return topLevelConstants(program)
    .filter(({ init }) => isLiteral(init))
    .flatMap(({ name, init }) => candidates(name, evaluate(init, module, NO_READER)))
    .filter(({ name }) => !servesAnotherEnd(name) && NAME.test(`${place} ${spaced(name)}`))
    .map(({ name, value }) => mapFrom(value, { file, export: name, kind: kindByName(name) }));
}

/** `phiFieldsByModel` as `phi fields by model`. */
function spaced(name: string): string {
  return name
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, " ")
    .replace(/(?<=\p{Lu})(?=\p{Lu}\p{Ll})|_/gu, " ")
    .toLowerCase();
}

function servesAnotherEnd(name: string): boolean {
  return hasWordOf(OTHER_ENDS, name);
}

function hasWordOf(words: ReadonlySet<string>, name: string): boolean {
  return spaced(name)
    .split(/[ .]/u)
    .some((word) => words.has(word));
}

interface Constant {
  /** As in `EncryptionMapSpec.export`. */
  name: string;
  init: TSESTree.Expression;
}

function topLevelConstants(program: TSESTree.Program): Constant[] {
  const { bindings, exports } = moduleScope(program);
  const constants: Constant[] = [];
  for (const [name, binding] of bindings) {
    if (binding.kind === "const") constants.push({ name, init: binding.init });
  }
  for (const [name, exported] of exports) {
    if (exported.kind !== "expression") continue;
    constants.push({ name: name === "export=" ? "default" : name, init: exported.node });
  }
  return constants;
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
    // What a name brings in is a constant of its own.
    const isOwn = property?.kind === "object" && standsIn(property, value);
    return isOwn ? [{ name: `${name}.${key}`, value: property }] : [];
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

/** Names of fields, of whichever model, under a name that says that they are encrypted and not merely PHI. */
function isFlatList(map: EncryptionMap, schema: KnownModels): boolean {
  if (map.kind !== "encrypted" || map.models.length > 0 || map.global.length === 0) return false;
  if (!saysEncrypted(map.export) || hasWordOf(EXCEPTIONS, map.export)) return false;
  const hits = map.global.filter(({ field }) => schema.hasField(field)).length;
  return hits >= map.global.length * SHARE_OF_LISTED;
}
