/** Applies migrations in order to an empty database's catalog. */

import type { SqlStatement } from "../../languages/postgresql/ast.ts";
import { applyStatement } from "./apply.ts";
import { qualify } from "./names.ts";
import { CatalogState, STRUCTURE } from "./state.ts";
import type { Relation } from "./state.ts";
import { ALL_ASPECTS } from "./statements/aspects.ts";
import { field, isA } from "./tree.ts";
import type {
  Aspect,
  Catalog,
  CatalogFunction,
  EnumType,
  MigrationFile,
  Schema,
  Sequence,
  Table,
  View,
} from "./types.ts";

/** The catalog at each point between migrations. */
export interface History {
  /** The catalog that the file at this index (from 0) finds; the final one for an index beyond the last. */
  before: (fileIndex: number) => Catalog;
  final: Catalog;
}

/** The catalog that all files together make. */
export function replay(files: readonly MigrationFile[]): Catalog {
  return replayHistory(files).final;
}

/**
 * Applies all files, in the order given, and keeps what each of them changed.
 *
 * Statements that PostgreSQL would refuse, because their object is there already or is not, change nothing;
 * those after them are still applied.
 */
export function replayHistory(files: readonly MigrationFile[]): History {
  const state = new CatalogState();
  files.forEach((file, index) => {
    state.openFile(file.path);
    if (isUnread(file)) state.doubt(ALL_ASPECTS, null);
    applyScript(state, file.script.body);
    state.closeFile(index);
  });
  const at = (index: number) => new CatalogAt(state, index);
  return { before: at, final: at(files.length) };
}

/** Whether the whole script was refused: nobody knows what it does. */
function isUnread({ script }: MigrationFile): boolean {
  return script.body.length === 0 && script.errors.length > 0;
}

/** Statements of a script; ROLLBACK undoes what its transaction did. */
function applyScript(state: CatalogState, statements: readonly SqlStatement[]): void {
  let transaction: number | null = null;
  for (const statement of statements) {
    const kind = transactionKind(statement);
    if (kind === "TRANS_STMT_BEGIN" || kind === "TRANS_STMT_START")
      transaction ??= state.journal.mark();
    else if (kind === "TRANS_STMT_ROLLBACK" && transaction !== null) {
      state.journal.rollback(transaction);
      transaction = null;
    } else if (kind === "TRANS_STMT_COMMIT" && transaction !== null) {
      state.journal.keep();
      transaction = null;
    } else applyStatement(state, statement);
  }
  if (transaction !== null) state.journal.keep();
}

function transactionKind(statement: SqlStatement): unknown {
  return isA(statement, "SqlTransactionStmt") ? field(statement, "kind") : null;
}

/** The catalog before one file, read from the versions that the replay has left. */
class CatalogAt implements Catalog {
  readonly #state: CatalogState;
  readonly #file: number;
  #tables: ReadonlyMap<string, Table> | null = null;
  #enums: ReadonlyMap<string, EnumType> | null = null;
  #schemas: ReadonlyMap<string, Schema> | null = null;
  #sequences: ReadonlyMap<string, Sequence> | null = null;
  #views: ReadonlyMap<string, View> | null = null;
  #functions: ReadonlyMap<string, CatalogFunction> | null = null;
  #uncertain: ReadonlySet<Aspect> | null = null;

  constructor(state: CatalogState, file: number) {
    this.#state = state;
    this.#file = file;
  }

  get tables(): ReadonlyMap<string, Table> {
    return (this.#tables ??= this.#state.tables.before(this.#file));
  }

  get enums(): ReadonlyMap<string, EnumType> {
    return (this.#enums ??= this.#state.enums.before(this.#file));
  }

  get schemas(): ReadonlyMap<string, Schema> {
    return (this.#schemas ??= this.#state.schemas.before(this.#file));
  }

  get sequences(): ReadonlyMap<string, Sequence> {
    return (this.#sequences ??= sequencesOf(this.#state.relations.before(this.#file)));
  }

  get views(): ReadonlyMap<string, View> {
    return (this.#views ??= this.#state.views.before(this.#file));
  }

  get functions(): ReadonlyMap<string, CatalogFunction> {
    return (this.#functions ??= this.#state.functions.before(this.#file));
  }

  get uncertain(): ReadonlySet<Aspect> {
    return (this.#uncertain ??= new Set(this.#state.uncertain.before(this.#file).values()));
  }

  get tainted(): boolean {
    return STRUCTURE.some((aspect) => this.uncertain.has(aspect));
  }

  table(name: string, schema?: string): Table | undefined {
    const found = this.#state.tables.getBefore(qualify(schema ?? "public", name), this.#file);
    if (found !== undefined || schema !== undefined) return found;
    const others = [...this.tables.values()].filter((table) => table.name === name);
    return others.length === 1 ? others[0] : undefined;
  }
}

function sequencesOf(relations: ReadonlyMap<string, Relation>): Map<string, Sequence> {
  const sequences = new Map<string, Sequence>();
  for (const [key, relation] of relations)
    if (relation.kind === "sequence") sequences.set(key, sequenceOf(key, relation));
  return sequences;
}

/** The parts of a key: the schema ends at the first dot, as long as its own name has none. */
function sequenceOf(key: string, { table, column, origin }: Relation): Sequence {
  const { schema, name } = partsOf(key);
  const owner = table === null ? null : partsOf(table);
  const isOwned = owner !== null && column !== null;
  return {
    schema,
    name,
    ownedBy: isOwned ? { schema: owner.schema, table: owner.name, column } : null,
    origin,
  };
}

function partsOf(key: string): { schema: string; name: string } {
  const dot = key.indexOf(".");
  return { schema: key.slice(0, dot), name: key.slice(dot + 1) };
}
