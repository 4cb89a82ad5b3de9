import { describe, expect, it } from "vitest";
import {
  hasColumn,
  hasForcedRowSecurity,
  hasPolicy,
  hasRowSecurity,
  hasTable,
  hasTrigger,
  isCertain,
} from "../../../src/model/catalog/certainty.ts";
import { replay } from "../../../src/model/catalog/replay.ts";
import type { Aspect, Catalog, Table } from "../../../src/model/catalog/types.ts";
import { migrations } from "./facts.ts";

const BASE = `
  CREATE TABLE t (a int);
  CREATE TABLE other (a int);
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
`;

function after(...statements: string[]): { catalog: Catalog; t: Table; other: Table } {
  const body = statements.join("\n");
  const catalog = replay(migrations(BASE, `DO $$ BEGIN ${body} END $$;`));
  const [t, other] = ["t", "other"].map((name) => catalog.table(name));
  if (t === undefined || other === undefined) throw new Error("the tables are gone");
  return { catalog, t, other };
}

/** Every kind of facts that is uncertain, of any table and of one. */
function doubts({ catalog, t }: ReturnType<typeof after>): { any: Aspect[]; t: Aspect[] } {
  return { any: [...catalog.uncertain].sort(), t: [...t.uncertain].sort() };
}

describe("dynamic SQL makes uncertain what it could change", () => {
  it.each<[string, Aspect[], Aspect[]]>([
    ["EXECUTE format('CREATE POLICY p ON %I USING (true)', made());", ["policies"], []],
    ["EXECUTE format('CREATE POLICY %I ON t USING (true)', made());", [], ["policies"]],
    ["EXECUTE format('DROP POLICY %I ON t', made());", [], ["policies"]],
    ["EXECUTE format('ALTER POLICY p ON t USING (a = %s)', made());", [], ["policies"]],
    ["EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', made());", ["rowSecurity"], []],
    ["EXECUTE format('ALTER TABLE %I DISABLE TRIGGER x', made());", ["triggers"], []],
    [
      "EXECUTE 'CREATE TRIGGER ' || made() || ' AFTER INSERT ON t EXECUTE FUNCTION f()';",
      [],
      ["triggers"],
    ],
    ["EXECUTE format('ALTER TABLE t ADD COLUMN %I int', made());", [], ["columns"]],
    ["EXECUTE format('ALTER TABLE t DROP CONSTRAINT %I', made());", [], ["constraints"]],
    ["EXECUTE format('ALTER TABLE t RENAME COLUMN %I TO b', made());", [], ["columns"]],
    ["EXECUTE format('CREATE INDEX ON t (%I)', made());", [], ["indexes"]],
    ["EXECUTE format('DROP INDEX %I', made());", ["indexes"], []],
    ["EXECUTE format('CREATE TABLE %I (a int)', made());", ["tables"], []],
    ["EXECUTE format('DROP TABLE %I', made());", ["tables"], []],
    ["EXECUTE format('GRANT SELECT ON t TO %I', made());", [], ["privileges"]],
    [
      "EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA public TO %I', made());",
      ["privileges"],
      [],
    ],
    ["EXECUTE format('COMMENT ON TABLE t IS %L', made());", ["comments"], []],
    ["EXECUTE format('CREATE VIEW %I AS SELECT 1', made());", ["views"], []],
    ["EXECUTE format('ALTER TABLE t OWNER TO %I', made());", [], []],
    ["EXECUTE format('UPDATE %I SET a = 1', made());", [], []],
    ["EXECUTE format('SELECT %s', made());", [], []],
  ])("%s", (statement, any, t) => {
    expect(doubts(after(statement))).toEqual({ any, t });
  });

  it("makes all uncertain when nothing of it is known", () => {
    expect(doubts(after("EXECUTE made();")).any).toHaveLength(14);
    expect(doubts(after("EXECUTE made() || ' POLICY';")).any).toHaveLength(14);
    expect(replay(migrations("DO LANGUAGE plperl $$ elog(); $$;")).uncertain.size).toBe(14);
  });

  it("is undone with the block that it failed in", () => {
    const body = "BEGIN EXECUTE made(); CREATE TABLE t (); EXCEPTION WHEN others THEN NULL; END;";
    expect(doubts(after(body)).any).toEqual([]);
  });
});

describe("answers", () => {
  it("are known and absent without dynamic SQL", () => {
    const { catalog, t, other } = after(
      "ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
      "CREATE POLICY p ON t USING (true);",
      "CREATE TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION f();",
    );
    const answers = (table: Table) => [
      hasRowSecurity(catalog, table),
      hasForcedRowSecurity(catalog, table),
      hasPolicy(catalog, table),
      hasTrigger(catalog, table),
    ];
    expect(answers(t)).toEqual(["known", "known", "known", "known"]);
    expect(answers(other)).toEqual(["absent", "absent", "absent", "absent"]);
    expect(hasPolicy(catalog, t, ({ command }) => command === "insert")).toBe("absent");
    expect(hasTrigger(catalog, t, ({ timing }) => timing === "before")).toBe("absent");
  });

  it("are unknown of what may have been changed, and of nothing else", () => {
    const { catalog, t, other } = after(
      "EXECUTE format('CREATE POLICY %I ON t USING (true)', n());",
    );
    expect(hasPolicy(catalog, t)).toBe("unknown");
    expect(hasPolicy(catalog, other)).toBe("absent");
    expect(hasRowSecurity(catalog, t)).toBe("absent");
    expect(hasTrigger(catalog, t)).toBe("absent");
    expect(hasColumn(catalog, t, "b")).toBe("absent");
    expect(isCertain(catalog, "policies")).toBe(true);
  });

  it("of tables and columns", () => {
    const { catalog, t } = after("CREATE TABLE copy AS SELECT 1;");
    const copy = catalog.table("copy");
    expect([hasTable(catalog, "t"), hasTable(catalog, "u")]).toEqual(["known", "absent"]);
    expect([hasColumn(catalog, t, "a"), hasColumn(catalog, t, "b")]).toEqual(["known", "absent"]);
    expect(copy && hasColumn(catalog, copy, "b")).toBe("unknown");
    const unclear = after("EXECUTE format('CREATE TABLE %I ()', made());").catalog;
    expect([hasTable(unclear, "t"), hasTable(unclear, "u")]).toEqual(["known", "unknown"]);
  });
});
