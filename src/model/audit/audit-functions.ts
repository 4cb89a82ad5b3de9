/** Which functions that triggers call leave a row in an audit table. */

import type { SqlNode, SqlRangeVar } from "../../languages/postgresql/ast.ts";
import { parseScript } from "../../languages/postgresql/parser.ts";
import { nameMatcher } from "../../text/name-patterns.ts";
import {
  calledFunction,
  columnParts,
  field,
  forEachNode,
  isA,
  namesField,
  nodeField,
  nodesField,
  textField,
} from "../catalog/tree.ts";
import type { Catalog, CatalogFunction, Trigger } from "../catalog/types.ts";
import { modelOfTable } from "../client/deleted-tables.ts";
import { traitsOf } from "../phi/schema-traits.ts";
import { compoundWords } from "../phi/words.ts";
import type { SchemaModel } from "../schema/types.ts";
import type { Settings } from "../../settings.ts";

/** `unknown`: the function's body is not in the migrations, or what it executes is computed. */
export type Recording = "records" | "other" | "unknown";

/** Last words of tables that record what happened to other tables. */
const AUDIT_HEADS: ReadonlySet<string> = new Set(
  "audit log history trail journal event change version revision activity archive".split(" "),
);

/** Functions of PostgreSQL and of its extensions that triggers call, and that record nothing. */
const UNRECORDING: ReadonlySet<string> = new Set([
  "tsvector_update_trigger",
  "tsvector_update_trigger_column",
  "suppress_redundant_updates_trigger",
  "moddatetime",
  "insert_username",
  "autoinc",
  "lo_manage",
]);

export class AuditFunctions {
  readonly #catalog: Catalog;
  readonly #schema: SchemaModel;
  readonly #settings: Settings;
  readonly #isNamed: (name: string) => boolean;
  readonly #known = new Map<CatalogFunction, Recording>();

  /** @param names patterns of functions that are known to record, whatever their bodies show */
  constructor(catalog: Catalog, schema: SchemaModel, settings: Settings, names: readonly string[]) {
    this.#catalog = catalog;
    this.#schema = schema;
    this.#settings = settings;
    this.#isNamed = nameMatcher(names);
  }

  /** Whether what the trigger calls leaves a row in an audit table. */
  recordingOf({ function: called }: Trigger): Recording {
    if (this.#isNamed(called.name)) return "records";
    if (UNRECORDING.has(called.name)) return "other";
    const made = triggerFunction(this.#catalog, called);
    return made === undefined ? "unknown" : this.#recordingOf(made);
  }

  #recordingOf(made: CatalogFunction): Recording {
    const known = this.#known.get(made);
    if (known !== undefined) return known;
    // A function that calls itself records nothing by that.
    this.#known.set(made, "other");
    const recording = this.#read(made);
    this.#known.set(made, recording);
    return recording;
  }

  #read(made: CatalogFunction): Recording {
    const body = bodyOf(made);
    if (body === null) return "unknown";
    const { inserts, calls, isComputed } = effectsOf(body);
    if (inserts.some((table) => this.#isAuditTable(table))) return "records";
    const helpers = [...this.#catalog.functions.values()].filter(({ name }) => calls.has(name));
    const recordings = helpers.map((helper) =>
      this.#isNamed(helper.name) ? "records" : this.#recordingOf(helper),
    );
    if (recordings.includes("records")) return "records";
    return isComputed || recordings.includes("unknown") ? "unknown" : "other";
  }

  #isAuditTable({ relname, schemaname }: SqlRangeVar): boolean {
    const words = [...compoundWords(relname), ...(schemaname ? compoundWords(schemaname) : [])];
    if (words.includes("audit") || AUDIT_HEADS.has(compoundWords(relname).at(-1) ?? ""))
      return true;
    const model = modelOfTable({ name: relname, schema: schemaname ?? null }, this.#schema);
    const traits = model && traitsOf(this.#schema, this.#settings.traits).get(model.name);
    return traits?.has("append-only") === true;
  }
}

/** The function that a trigger calls, when the migrations have made it. */
export function triggerFunction(
  { functions }: Catalog,
  { schema, name }: Trigger["function"],
): CatalogFunction | undefined {
  return schema === null ? undefined : functions.get(`${schema}.${name}()`);
}

/** What a function runs; null when it is written in a language that is neither SQL nor PL/pgSQL. */
function bodyOf({ node, language }: CatalogFunction): SqlNode | null {
  if (node.body !== null || language !== "sql") return node.body;
  const written = nodesField(node, "options").find(
    (option) => textField(option, "defname") === "as",
  );
  const [text] = written ? namesField(written, "arg") : [];
  return text === undefined ? nodeField(node, "sql_body") : parseScript(text);
}

interface Effects {
  inserts: SqlRangeVar[];
  /** Names of the functions that are called. */
  calls: Set<string>;
  /** Has an EXECUTE of which the text is known at run time alone. */
  isComputed: boolean;
}

function effectsOf(body: SqlNode): Effects {
  const effects: Effects = { inserts: [], calls: new Set(), isComputed: false };
  forEachNode(body, (node) => {
    if (isA(node, "SqlInsertStmt")) {
      const table = nodeField(node, "relation");
      if (table?.type === "SqlRangeVar") effects.inserts.push(table);
    }
    if (node.type === "SqlExecute" && node.sql === null) effects.isComputed = true;
    const called = calledFunction(node);
    if (called !== null) effects.calls.add(called);
  });
  return effects;
}

/** The columns of the changed row that a trigger's function speaks of: `NEW."id"`. */
export function rowColumnsOf(body: SqlNode): Set<string> {
  const columns = new Set<string>();
  forEachNode(body, (node) => {
    const [row, column] = columnParts(node) ?? [];
    if ((row === "new" || row === "old") && column !== undefined) columns.add(column);
  });
  return columns;
}

const TABLE_NAMES: ReadonlySet<unknown> = new Set(["tg_table_name", "tg_relname", "tg_relid"]);

/** Whether a trigger's function asks which table has changed, and so can serve many. */
export function asksForTable(body: SqlNode): boolean {
  let asks = false;
  forEachNode(body, (node) => {
    if (isA(node, "SqlString") && TABLE_NAMES.has(field(node, "sval"))) asks = true;
  });
  return asks;
}
