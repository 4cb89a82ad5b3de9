/** A driver adapter that gives Prisma Client one connection, PGlite's, and keeps what is sent over it. */

import type { PGlite, Results } from "@electric-sql/pglite";
import { ColumnTypeEnum, DriverAdapterError } from "@prisma/driver-adapter-utils";
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
  Transaction,
} from "@prisma/driver-adapter-utils";

export interface SentQuery {
  sql: string;
  values: readonly unknown[];
  /** Which transaction it was part of, by a number; null for one that could go over any connection of a pool. */
  transaction: number | null;
}

/** PostgreSQL's types that are not read as text, by their numbers. */
const COLUMN_TYPES = new Map<number, SqlColumnType>([
  [16, ColumnTypeEnum.Boolean],
  [20, ColumnTypeEnum.Int64],
  [23, ColumnTypeEnum.Int32],
  [1009, ColumnTypeEnum.TextArray],
  [1114, ColumnTypeEnum.DateTime],
  [1184, ColumnTypeEnum.DateTime],
  [2950, ColumnTypeEnum.Uuid],
]);

type SqlColumnType = (typeof ColumnTypeEnum)[keyof typeof ColumnTypeEnum];

/** Prisma reads these from PostgreSQL's own text. */
const asText = (value: string) => value;
const parsers = { 20: asText, 1114: asText, 1184: asText };

export class PGliteAdapter implements SqlDriverAdapterFactory {
  readonly provider = "postgres";
  readonly adapterName = "pglite-of-the-tests";
  readonly #sent: SentQuery[] = [];
  /** How many clients have asked for a connection pool. */
  pools = 0;
  readonly #postgres: PGlite;
  #transactions = 0;

  constructor(postgres: PGlite) {
    this.#postgres = postgres;
  }

  async connect(): Promise<SqlDriverAdapter> {
    this.pools += 1;
    return {
      ...this.#queryable(null),
      executeScript: (script) => this.#execute(script),
      startTransaction: () => this.#startTransaction(),
      dispose: async () => undefined,
    };
  }

  async #startTransaction(): Promise<Transaction> {
    this.#transactions += 1;
    await this.#execute("BEGIN");
    return {
      ...this.#queryable(this.#transactions),
      // Prisma leaves BEGIN, COMMIT and ROLLBACK to the adapter.
      options: { usePhantomQuery: true },
      commit: () => this.#execute("COMMIT"),
      rollback: () => this.#execute("ROLLBACK"),
    };
  }

  #queryable(transaction: number | null): SqlQueryable {
    const run = (query: SqlQuery) => this.#run(query, transaction);
    return {
      provider: this.provider,
      adapterName: this.adapterName,
      queryRaw: async (query) => {
        const { fields, rows } = await run(query);
        return {
          columnNames: fields.map(({ name }) => name),
          columnTypes: fields.map(
            ({ dataTypeID }) => COLUMN_TYPES.get(dataTypeID) ?? ColumnTypeEnum.Text,
          ),
          rows,
        };
      },
      executeRaw: async (query) => (await run(query)).affectedRows ?? 0,
    };
  }

  async #execute(script: string): Promise<void> {
    await this.#postgres.exec(script);
  }

  async #run({ sql, args }: SqlQuery, transaction: number | null): Promise<Results<unknown[]>> {
    this.#sent.push({ sql, values: args, transaction });
    const options = { rowMode: "array", parsers } as const;
    try {
      if (args.length > 0) return await this.#postgres.query<unknown[]>(sql, args, options);
      // As `pg` does it, which the adapter of Prisma uses: without values the text may hold several statements.
      const [first] = await this.#postgres.exec(sql, options);
      // With these options the rows are lists, of which the declaration knows nothing.
      return (first as Results<unknown[]> | undefined) ?? { fields: [], rows: [] };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const { code = "" } = error as { code?: string };
      throw new DriverAdapterError({
        kind: "postgres",
        code,
        severity: "ERROR",
        message,
        detail: undefined,
        column: undefined,
        hint: undefined,
      });
    }
  }

  /** What has been sent since this was last asked. */
  takeSent(): SentQuery[] {
    return this.#sent.splice(0);
  }
}
