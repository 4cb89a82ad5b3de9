/** Random but reproducible DDL over a handful of names, so that statements meet each other's objects. */

/** A generator of numbers in [0, 1) from a seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Statements that may well fail: names are drawn without looking. */
export function randomStatements(seed: number, count: number): string[] {
  const ddl = new RandomDdl(randomNumbers(seed));
  return [...ddl.opening(), ...Array.from({ length: count }, () => ddl.statement())];
}

class RandomDdl {
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Tables and types that are there to be altered. */
  opening(): string[] {
    return [
      "CREATE SCHEMA app",
      "CREATE TYPE e AS ENUM ('a', 'b')",
      `CREATE TABLE t (a int ${this.#maybe("PRIMARY KEY")}, b int ${this.#maybe("UNIQUE")}, c e)`,
      `CREATE TABLE u (a serial, b int ${this.#maybe("UNIQUE")}, c int, PRIMARY KEY (a))`,
      `CREATE INDEX i ON t (b, ${this.#column()})`,
    ];
  }

  statement(): string {
    const table = this.#table();
    const column = this.#column();
    return this.#pick<() => string>([
      () => this.#createTable(),
      () => `DROP TABLE ${this.#maybe("IF EXISTS ")}${table}${this.#maybe(" CASCADE")}`,
      () => `CREATE TYPE ${this.#enum()} AS ENUM (${this.#labels()})`,
      () => `DROP TYPE ${this.#maybe("IF EXISTS ")}${this.#enum()}${this.#maybe(" CASCADE")}`,
      () => `ALTER TYPE ${this.#enum()} RENAME TO ${this.#enum()}`,
      () => `ALTER TYPE ${this.#enum()} RENAME VALUE ${this.#label()} TO ${this.#label()}`,
      () =>
        `ALTER TYPE ${this.#enum()} ADD VALUE ${this.#maybe("IF NOT EXISTS ")}${this.#label()}` +
        this.#pick(["", "", ` BEFORE ${this.#label()}`, ` AFTER ${this.#label()}`]),
      () => this.#createIndex(),
      () => this.#createIndex(),
      () => `DROP INDEX ${this.#maybe("IF EXISTS ")}${this.#index()}`,
      () => `ALTER INDEX ${this.#index()} RENAME TO ${this.#index()}`,
      () => `ALTER TABLE ${table} RENAME TO ${this.#table()}`,
      () => `ALTER TABLE ${table} RENAME COLUMN ${column} TO ${this.#column()}`,
      () => `ALTER TABLE ${table} RENAME CONSTRAINT ${this.#constraint()} TO ${this.#constraint()}`,
      () => `ALTER TABLE ${table} ADD ${this.#tableConstraint()}`,
      () => `ALTER TABLE ${table} ADD ${this.#tableConstraint()}`,
      () => `ALTER TABLE ${table} ${this.#commands()}`,
      () => `ALTER TABLE ${table} ${this.#commands()}`,
      () => `ALTER TABLE ${table} ${this.#commands()}`,
      () => `ALTER TABLE ${table} SET SCHEMA ${this.#pick(["public", "app"])}`,
      () => `CREATE TABLE ${this.#table()} (LIKE ${this.#table()}${this.#maybe(" INCLUDING ALL")})`,
      () => this.#inBlock(this.statement()),
    ])();
  }

  #createTable(): string {
    const names = new Set(this.#some(1, 4, () => this.#column()));
    const columns = [...names].map((name) => `${name} ${this.#columnType()}`);
    const constraints = this.#some(0, 2, () => this.#tableConstraint());
    const exists = this.#maybe("IF NOT EXISTS ");
    return `CREATE TABLE ${exists}${this.#table()} (${[...columns, ...constraints].join(", ")})`;
  }

  #createIndex(): string {
    const name = this.#pick(["", `${this.#index()} `, `IF NOT EXISTS ${this.#index()} `]);
    const element = () => this.#pick([this.#column(), this.#column(), `(${this.#column()} + 1)`]);
    const elements = this.#some(1, 2, element).join(", ");
    const predicate = this.#maybe(` WHERE ${this.#column()} > 0`, 0.2);
    return `CREATE ${this.#maybe("UNIQUE ")}INDEX ${name}ON ${this.#table()} (${elements})${predicate}`;
  }

  #commands(): string {
    return this.#some(1, 3, () => this.#command()).join(", ");
  }

  #command(): string {
    const column = this.#column();
    return this.#pick<() => string>([
      () => `ADD COLUMN ${this.#maybe("IF NOT EXISTS ")}${column} ${this.#columnType()}`,
      () => `DROP COLUMN ${this.#maybe("IF EXISTS ")}${column}${this.#maybe(" CASCADE")}`,
      () => `ALTER COLUMN ${column} TYPE ${this.#pick(["int", "bigint", "smallint"])}`,
      () => `ALTER COLUMN ${column} ${this.#pick(["SET", "DROP"])} NOT NULL`,
      () => `ALTER COLUMN ${column} ${this.#pick(["SET DEFAULT 1", "DROP DEFAULT"])}`,
      () => `ADD ${this.#tableConstraint()}`,
      () => `DROP CONSTRAINT ${this.#maybe("IF EXISTS ")}${this.#constraint()}`,
    ])();
  }

  #columnType(): string {
    return (
      this.#pick(["int", "int", "int", "serial", `${this.#enum()}[]`, this.#enum()]) +
      this.#pick([
        "",
        "",
        "",
        " NOT NULL",
        " UNIQUE",
        " PRIMARY KEY",
        " DEFAULT NULL",
        ` REFERENCES ${this.#table()}`,
        ` REFERENCES ${this.#table()} (${this.#column()})`,
        ` CHECK (${this.#column()} > 0)`,
      ])
    );
  }

  #tableConstraint(): string {
    const columns = [...new Set(this.#some(1, 2, () => this.#column()))].join(", ");
    const name = this.#maybe(`CONSTRAINT ${this.#constraint()} `);
    return (
      name +
      this.#pick([
        `PRIMARY KEY (${columns})`,
        `UNIQUE (${columns})`,
        `CHECK (${this.#column()} > ${this.#column()})`,
        `FOREIGN KEY (${this.#column()}) REFERENCES ${this.#table()}`,
        `FOREIGN KEY (${this.#column()}) REFERENCES ${this.#table()} (${this.#column()})`,
        `UNIQUE USING INDEX ${this.#index()}`,
      ])
    );
  }

  /** The statement with a second one, both undone when either object is there already. */
  #inBlock(statement: string): string {
    const handled = "duplicate_object OR duplicate_table OR duplicate_column";
    return `DO $$ BEGIN ${statement}; EXCEPTION WHEN ${handled} THEN NULL; END $$`;
  }

  #labels(): string {
    return [...new Set(this.#some(1, 3, () => this.#label()))].join(", ");
  }

  #label(): string {
    return this.#pick(["'a'", "'b'", "'c'", "'d'"]);
  }

  #table(): string {
    return this.#pick(["t", "t", "t", "u", "u", "v", "app.t"]);
  }

  #column(): string {
    return this.#pick(["a", "b", "c"]);
  }

  #enum(): string {
    return this.#pick(["e", "e", "f"]);
  }

  #index(): string {
    return this.#pick(["i", "i", "j", "t_a_idx", "t_pkey", "u_b_key"]);
  }

  #constraint(): string {
    return this.#pick(["k", "l", "t_a_key", "t_pkey", "u_pkey", "t_a_fkey", "u_check"]);
  }

  #maybe(text: string, chance = 0.4): string {
    return this.#random() < chance ? text : "";
  }

  #some<T>(least: number, most: number, make: () => T): T[] {
    const length = least + Math.floor(this.#random() * (most - least + 1));
    return Array.from({ length }, make);
  }

  #pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.#random() * choices.length)];
    if (choice === undefined) throw new Error("nothing to pick from");
    return choice;
  }
}
