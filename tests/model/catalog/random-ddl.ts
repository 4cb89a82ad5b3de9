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
      "CREATE ROLE r",
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
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
      () => this.#policyStatement(),
      () => this.#policyStatement(),
      () => this.#triggerStatement(),
      () => this.#triggerStatement(),
      () => this.#functionStatement(),
      () => this.#viewStatement(),
      () => this.#privilegeStatement(),
      () => this.#guarded(),
      () => this.#loop(),
    ])();
  }

  #policyStatement(): string {
    const on = `${this.#policy()} ON ${this.#table()}`;
    const command = this.#pick(["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]);
    const using = command === "INSERT" ? "" : ` USING (${this.#condition()})`;
    const check =
      command === "SELECT" || command === "DELETE" ? "" : ` WITH CHECK (${this.#condition()})`;
    const kind = this.#maybe(" AS RESTRICTIVE", 0.3);
    return this.#pick([
      `CREATE POLICY ${on}${kind} FOR ${command}${this.#maybe(" TO r")}${using}${check}`,
      `CREATE POLICY ${on} USING (${this.#condition()})`,
      `ALTER POLICY ${on} ${this.#pick(["TO r, current_user", `USING (${this.#condition()})`])}`,
      `ALTER POLICY ${on} RENAME TO ${this.#policy()}`,
      `DROP POLICY ${this.#maybe("IF EXISTS ")}${on}`,
      `ALTER TABLE ${this.#table()} ${this.#pick(["ENABLE", "DISABLE", "FORCE", "NO FORCE"])} ROW LEVEL SECURITY`,
    ]);
  }

  #triggerStatement(): string {
    const table = this.#table();
    const name = this.#trigger();
    const events = this.#pick([
      "INSERT",
      "DELETE OR UPDATE",
      `UPDATE OF ${this.#column()}`,
      "TRUNCATE",
    ]);
    const timing = this.#pick(["AFTER", "BEFORE"]);
    const each = this.#maybe(" FOR EACH ROW");
    const when = this.#maybe(` WHEN (NEW.${this.#column()} IS NOT NULL)`, 0.3);
    const called = `EXECUTE FUNCTION ${this.#function()}(${this.#maybe("'x', '1'")})`;
    return this.#pick([
      `CREATE ${this.#maybe("OR REPLACE ")}TRIGGER ${name} ${timing} ${events} ON ${table}${each}${when} ${called}`,
      `CREATE TRIGGER ${name} AFTER INSERT ON ${table} ${called}`,
      `ALTER TRIGGER ${name} ON ${table} RENAME TO ${this.#trigger()}`,
      `DROP TRIGGER ${this.#maybe("IF EXISTS ")}${name} ON ${table}`,
      `ALTER TABLE ${table} ${this.#pick(["DISABLE", "ENABLE", "ENABLE ALWAYS"])} TRIGGER ${name}`,
    ]);
  }

  #functionStatement(): string {
    const name = this.#function();
    const options =
      this.#maybe(" SECURITY DEFINER") + this.#maybe(" SET search_path = app, public");
    return this.#pick([
      `CREATE ${this.#maybe("OR REPLACE ")}FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql${options} AS 'BEGIN RETURN NEW; END'`,
      `ALTER FUNCTION ${name}() ${this.#pick(["SECURITY DEFINER", "SECURITY INVOKER", "RESET ALL", "SET search_path = ''"])}`,
      `ALTER FUNCTION ${name}() RENAME TO ${this.#pick(["touch", "note"])}`,
      `ALTER FUNCTION ${name}() SET SCHEMA ${this.#pick(["public", "app"])}`,
      `DROP FUNCTION ${name}()${this.#maybe(" CASCADE")}`,
      `CREATE FUNCTION value_of(n ${this.#pick(["int", "bigint"])}) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      "DROP FUNCTION value_of(int) CASCADE",
      `ALTER TABLE ${this.#table()} ALTER COLUMN ${this.#column()} SET DEFAULT value_of(1)`,
    ]);
  }

  #viewStatement(): string {
    const name = this.#pick(["w", "x"]);
    const security = this.#maybe(" WITH (security_invoker = true)");
    const from = this.#pick([this.#table(), this.#table(), "w", "x"]);
    return this.#pick([
      `CREATE VIEW ${name}${security} AS SELECT ${this.#pick(["*", this.#column()])} FROM ${from}`,
      `CREATE OR REPLACE VIEW ${name}${security} AS SELECT ${this.#column()} FROM ${from}`,
      `CREATE MATERIALIZED VIEW ${name} AS SELECT ${this.#column()} FROM ${from}`,
      `ALTER VIEW ${name} ${this.#pick(["SET (security_invoker)", "RENAME TO x", "SET SCHEMA app"])}`,
      `DROP VIEW ${name}${this.#maybe(" CASCADE")}`,
    ]);
  }

  #privilegeStatement(): string {
    const privileges = this.#pick([
      "ALL",
      "SELECT",
      "INSERT, DELETE",
      `UPDATE (${this.#column()})`,
    ]);
    const on = this.#pick([this.#table(), this.#table(), "ALL TABLES IN SCHEMA public"]);
    const role = this.#pick(["r", "r", "PUBLIC"]);
    return this.#pick([
      `GRANT ${privileges} ON ${on} TO ${role}`,
      `GRANT ${privileges} ON ${on} TO r WITH GRANT OPTION`,
      `REVOKE ${this.#maybe("GRANT OPTION FOR ", 0.2)}${privileges} ON ${on} FROM ${role}`,
      `ALTER DEFAULT PRIVILEGES IN SCHEMA ${this.#pick(["public", "app"])} GRANT SELECT ON TABLES TO r`,
      `COMMENT ON TABLE ${this.#table()} IS ${this.#pick(["'one'", "'two'", "NULL"])}`,
      `COMMENT ON COLUMN ${this.#table()}.${this.#column()} IS ${this.#pick(["'one'", "NULL"])}`,
    ]);
  }

  /** A statement that runs when something is there, or is not; another one otherwise. */
  #guarded(): string {
    const test = this.#pick([
      `EXISTS (SELECT 1 FROM pg_policies WHERE policyname = '${this.#policy()}')`,
      `EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = '${this.#trigger()}' AND NOT tgisinternal)`,
      `EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = '${this.#column()}')`,
    ]);
    const otherwise = this.#maybe(` ELSE ${this.statement()};`, 0.3);
    return `DO $g$ BEGIN IF ${this.#maybe("NOT ")}${test} THEN ${this.statement()};${otherwise} END IF; END $g$`;
  }

  /** A statement for each of several tables. */
  #loop(): string {
    const source = this.#pick([
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 't' AND NOT rowsecurity",
      "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public'",
      `SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = '${this.#column()}'`,
      "SELECT unnest(ARRAY['t', 'u'])",
      "VALUES ('u'), ('t')",
    ]);
    const command = this.#pick([
      "ALTER TABLE %I ENABLE ROW LEVEL SECURITY",
      `CREATE POLICY ${this.#policy()} ON %I USING (true)`,
      `DROP POLICY IF EXISTS ${this.#policy()} ON %I`,
      "CREATE TRIGGER z AFTER INSERT ON %I EXECUTE FUNCTION touch()",
      "GRANT SELECT ON %I TO r",
    ]);
    return `DO $l$ DECLARE x text; BEGIN FOR x IN ${source} LOOP EXECUTE format('${command}', x); END LOOP; END $l$`;
  }

  #condition(): string {
    const column = this.#column();
    return this.#pick([
      "true",
      `${column} > 1`,
      `${column} IN (1, 2) OR ${this.#column()} IS NULL`,
      `${column} = ANY (SELECT ${this.#column()} FROM ${this.#table()})`,
      `EXISTS (SELECT 1 FROM ${this.#table()} o WHERE o.${this.#column()} = ${column})`,
      "value_of(1) = 1",
    ]);
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

  #policy(): string {
    return this.#pick(["p", "p", "q"]);
  }

  #trigger(): string {
    return this.#pick(["g", "g", "h"]);
  }

  #function(): string {
    return this.#pick(["touch", "touch", "note", "app.touch"]);
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
