/** A catalog as lines of text, one a fact: ours and PostgreSQL's are compared as sets of lines. */

import type { SqlNode } from "../../../src/languages/postgresql/ast.ts";
import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { expressionText } from "../../../src/model/catalog/expression-text.ts";
import type {
  Catalog,
  CatalogFunction,
  Column,
  Deferrability,
  ForeignKey,
  Key,
  MigrationFile,
  Policy,
  Privilege,
  Sequence,
  Table,
  TableIndex,
  Trigger,
  View,
} from "../../../src/model/catalog/types.ts";

/** Scripts as migrations, in order. */
export function migrations(...texts: string[]): MigrationFile[] {
  return texts.map((text, index) => {
    const name = `${String(index).padStart(4, "0")}_migration`;
    return { name, path: `/migrations/${name}/migration.sql`, text, script: parseScript(text) };
  });
}

/** An expression in the one spelling that ours and PostgreSQL's are compared in. */
export function comparable(node: SqlNode): string {
  return expressionText(node, { bare: true })
    .replace(/\bROW\((\w+)\)/g, "$1")
    .replace(/\(- (\d[\d.]*)\)/g, "-$1")
    .replace(/'(-?\d+(?:\.\d+)?)'/g, "$1");
}

/** The facts of a replayed catalog, sorted. Of an opaque table what is certain all the same. */
export function factsOf(catalog: Catalog): string[] {
  return [
    ...[...catalog.schemas.keys()]
      .filter((name) => name !== "public")
      .map((name) => `schema ${name}`),
    ...[...catalog.enums.values()].map(
      ({ schema, name, values }) => `enum ${schema}.${name} {${values.join(", ")}}`,
    ),
    ...[...catalog.tables.values()].flatMap(tableFacts),
    ...[...catalog.sequences.values()]
      .filter((sequence) => !isOwnedByOpaque(sequence, catalog))
      .map(sequenceFact),
    ...[...catalog.views.values()].flatMap(viewFacts),
    ...[...catalog.functions.values()].map(functionFact),
  ].sort();
}

function isOwnedByOpaque({ ownedBy }: Sequence, catalog: Catalog): boolean {
  return ownedBy !== null && catalog.table(ownedBy.table, ownedBy.schema)?.opaque === true;
}

/** Tables whose columns are not certain, by qualified name. */
export function opaqueTables(catalog: Catalog): Set<string> {
  const opaque = [...catalog.tables].filter(([, table]) => table.opaque);
  return new Set(opaque.map(([key]) => key));
}

function tableFacts(table: Table): string[] {
  const name = `${table.schema}.${table.name}`;
  return [
    `table ${name}`,
    ...(table.opaque ? [] : shapeFacts(name, table)),
    ...(table.rowSecurity.on ? [`row security ${name}`] : []),
    ...(table.forcedRowSecurity.on ? [`forced row security ${name}`] : []),
    ...table.policies.map((policy) => policyFact(name, policy)),
    ...table.triggers.map((trigger) => triggerFact(name, trigger)),
    ...table.rules.map(({ name: own, event, instead }) =>
      line(`rule ${name}.${own} ${event}`, instead && "instead"),
    ),
    ...table.privileges.filter(isGrantToOthers).map((one) => privilegeFact(name, one)),
    ...(table.comment === null ? [] : [`comment ${name} ${table.comment.text}`]),
  ];
}

function shapeFacts(name: string, table: Table): string[] {
  const { primaryKey } = table;
  return [
    ...[...table.columns.values()].flatMap((column) => columnFacts(name, column)),
    ...(primaryKey === null ? [] : [primaryKey]).map((key) => keyFact("primary key", name, key)),
    ...table.uniques.map((key) => keyFact("unique", name, key)),
    ...table.foreignKeys.map((foreignKey) => foreignKeyFact(name, foreignKey)),
    ...table.checks.map(({ name: own, expression, valid }) =>
      line(
        `check ${name}.${own ?? "?"}`,
        expression === null ? "" : comparable(expression.node),
        !valid && "not valid",
      ),
    ),
    ...table.exclusions.map((exclusion) =>
      line(`exclude ${name}.${exclusion.name ?? "?"}`, deferrability(exclusion)),
    ),
    ...table.indexes.map((index) => indexFact(name, index)),
  ];
}

function line(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== "").join(" ");
}

function columnFacts(table: string, column: Column): string[] {
  const name = `${table}.${column.name}`;
  const { default: value, identity, generated, comment } = column;
  return [
    [
      `column ${name} ${column.type}`,
      column.notNull ? "not null" : "null",
      column.sequence ?? (column.hasDefault ? "default" : "no default"),
    ].join(", "),
    ...(value === null || column.sequence === "serial" ? [] : [defaultFact(name, column, value)]),
    ...(identity === null ? [] : [`identity ${name} ${identity}`]),
    ...(generated === null
      ? []
      : [line(`generated ${name}`, comparable(generated.node), generated.stored && "stored")]),
    ...(comment === null ? [] : [`comment ${name} ${comment.text}`]),
  ];
}

/** PostgreSQL holds a value of these types, not the text that it was written as. */
const REWRITTEN = /^(json|jsonb|date|time|timetz|timestamp|timestamptz|interval|bytea|bool|inet)$/;

export function defaultFact(
  column: string,
  { type }: { type: string },
  { kind, text, node }: { kind: string; text: string; node: SqlNode },
): string {
  const isRewritten = kind === "literal" && REWRITTEN.test(type);
  const shown = isRewritten ? "…" : kind === "expression" ? comparable(node) : text;
  return `default ${column} ${kind} ${shown}`;
}

function deferrability({ deferrable, initiallyDeferred }: Deferrability): string {
  return initiallyDeferred ? "initially deferred" : deferrable ? "deferrable" : "";
}

function keyFact(kind: string, table: string, key: Key): string {
  return line(
    `${kind} ${table}.${key.name ?? "?"} (${key.columns.join(", ")})`,
    deferrability(key),
  );
}

function foreignKeyFact(table: string, foreignKey: ForeignKey): string {
  const { columns, references, onDelete, onUpdate, valid } = foreignKey;
  const target = `${references.schema}.${references.table} (${references.columns.join(", ")})`;
  return line(
    `foreign key ${table}.${foreignKey.name ?? "?"} (${columns.join(", ")}) -> ${target}`,
    `${onDelete} ${onUpdate}`,
    deferrability(foreignKey),
    !valid && "not valid",
  );
}

function indexFact(table: string, index: TableIndex): string {
  const { columns, unique, method, predicate, elements, included, nullsNotDistinct } = index;
  const expressions = elements.map(({ expr }) => expr).filter((expr) => expr !== undefined);
  return line(
    `index ${table}.${index.name ?? "?"} (${columns.map((column) => column ?? "-").join(", ")}) ${method}`,
    unique && "unique",
    nullsNotDistinct && "nulls not distinct",
    included.length > 0 && `include (${included.join(", ")})`,
    (columns.includes(null) || predicate !== null) &&
      `ROW(ARRAY[${expressions.map(comparable).join(", ")}]${predicate === null ? "" : `, ${comparable(predicate.node)}`})`,
    !index.valid && "not valid",
  );
}

function policyFact(table: string, policy: Policy): string {
  const { name, permissive, command, roles, using, withCheck } = policy;
  return line(
    `policy ${table}.${name}`,
    permissive ? "permissive" : "restrictive",
    `${command} to ${[...roles].sort().join(", ")}`,
    `ROW(${using === null ? "'no using'" : comparable(using.node)}, ${withCheck === null ? "'no check'" : comparable(withCheck.node)})`,
  );
}

function triggerFact(table: string, trigger: Trigger): string {
  const { name, timing, events, columns, level, enabled, when, function: called } = trigger;
  return line(
    `trigger ${table}.${name} ${timing} ${[...events].sort().join(" or ")}`,
    columns.length > 0 && `of ${[...columns].sort().join(", ")}`,
    `${level} ${called.name}(${called.arguments.join(", ")})`,
    when !== null && comparable(when.node),
    enabled,
    deferrability(trigger),
  );
}

function isGrantToOthers({ granted, role }: Privilege): boolean {
  return granted && !["postgres", "current_user", "session_user"].includes(role);
}

function privilegeFact(table: string, { role, name, column, grantable }: Privilege): string {
  return line(
    `privilege ${table} ${name}`,
    column !== null && `(${column})`,
    `to ${role}`,
    grantable && "grantable",
  );
}

function sequenceFact({ schema, name, ownedBy }: Sequence): string {
  const owner = ownedBy === null ? "" : `of ${ownedBy.schema}.${ownedBy.table}.${ownedBy.column}`;
  return line(`sequence ${schema}.${name}`, owner);
}

function viewFacts({ schema, name, materialized, securityInvoker, triggers }: View): string[] {
  return [
    line(
      `view ${schema}.${name}`,
      materialized && "materialized",
      securityInvoker && "security invoker",
    ),
    ...triggers.map((trigger) => triggerFact(`${schema}.${name}`, trigger)),
  ];
}

function functionFact(one: CatalogFunction): string {
  const { schema, name, kind, argumentTypes, language, securityDefiner, searchPath } = one;
  return line(
    `${kind} ${schema}.${name}(${argumentTypes.join(",")}) ${language}`,
    one.returns === "trigger" && "trigger",
    securityDefiner && "security definer",
    searchPath !== null && `search path <${searchPath}>`,
  );
}
