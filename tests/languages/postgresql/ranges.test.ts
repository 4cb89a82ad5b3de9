import { describe, expect, it } from "vitest";

import { parseScript } from "../../../src/languages/postgresql/parser.ts";
import { childrenOf, nodesOf, scripts, textsOf } from "./tree.ts";

const text = (sql: string, [start, end]: [number, number]): string => sql.slice(start, end);

describe("a node covers", () => {
  it.each<[string, string, string[]]>([
    ["a statement without its semicolon", "SqlCreateStmt", ['CREATE TABLE "A" (x int, y int)']],
    ["a table's name", "SqlRangeVar", ['"A"']],
    ["a column with all that belongs to it", "SqlColumnDef", ["x int", "y int"]],
  ])("%s", (_, type, expected) => {
    const sql = '-- CreateTable\nCREATE TABLE "A" (x int, y int) ;';
    expect(textsOf(sql, parseScript(sql), type)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    [
      "TABLE a (b int NOT NULL DEFAULT 1 CONSTRAINT c CHECK (b > 0) DEFERRABLE, d text)",
      "SqlConstraint",
      ["NOT NULL", "DEFAULT 1", "CONSTRAINT c CHECK (b > 0)", "DEFERRABLE"],
    ],
    [
      "TABLE a (b int, CONSTRAINT b PRIMARY KEY (b, c), UNIQUE (d))",
      "SqlConstraint",
      ["CONSTRAINT b PRIMARY KEY (b, c)", "UNIQUE (d)"],
    ],
    [
      'TABLE a (b s."T"[], c timestamp(3) with time zone, d double precision, e character varying(3) NOT NULL, f interval year to month)',
      "SqlTypeName",
      [
        's."T"[]',
        "timestamp(3) with time zone",
        "double precision",
        "character varying(3)",
        "interval year to month",
      ],
    ],
    ["TABLE a PARTITION OF s.b (c DEFAULT 1) FOR VALUES IN (1)", "SqlColumnDef", ["c DEFAULT 1"]],
    [
      "INDEX a ON s.b (c, lower(d) DESC) INCLUDE (e) WHERE f",
      "SqlIndexElem",
      ["c", "lower(d) DESC", "e"],
    ],
    ["TYPE a AS (b int, c s.d)", "SqlColumnDef", ["b int", "c s.d"]],
    ["TYPE a.\"B\" AS ENUM ('c', 'd''e')", "SqlString", ["a", '"B"', "'c'", "'d''e'"]],
    [
      "DOMAIN a AS int DEFAULT 1 CHECK (VALUE > 0)",
      "SqlConstraint",
      ["DEFAULT 1", "CHECK (VALUE > 0)"],
    ],
    ["TRIGGER t AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION s.t()", "SqlString", ["s", "t"]],
  ])("its part of CREATE %s", (rest, type, expected) => {
    const sql = `CREATE ${rest};`;
    expect(textsOf(sql, parseScript(sql), type)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    [
      "ADD COLUMN     a numeric(3, 2) NOT NULL, DROP COLUMN IF EXISTS b CASCADE, ALTER c TYPE int USING (c::int)",
      "SqlAlterTableCmd",
      [
        "ADD COLUMN     a numeric(3, 2) NOT NULL",
        "DROP COLUMN IF EXISTS b CASCADE",
        "ALTER c TYPE int USING (c::int)",
      ],
    ],
    [
      "ADD COLUMN     a numeric(3, 2) NOT NULL, ALTER c TYPE int USING (c::int)",
      "SqlColumnDef",
      ["a numeric(3, 2) NOT NULL", "c TYPE int USING (c::int)"],
    ],
    [
      'ADD CONSTRAINT a FOREIGN KEY (b, "C") REFERENCES s.t (d, b) ON DELETE SET NULL NOT VALID, ADD UNIQUE (e)',
      "SqlConstraint",
      [
        'CONSTRAINT a FOREIGN KEY (b, "C") REFERENCES s.t (d, b) ON DELETE SET NULL NOT VALID',
        "UNIQUE (e)",
      ],
    ],
    [
      'ADD CONSTRAINT a FOREIGN KEY (b, "C") REFERENCES s.t (d, b)',
      "SqlString",
      ["b", '"C"', "d", "b"],
    ],
    [
      "ADD CONSTRAINT a CHECK (f(b, 1) > -1 AND c IS NOT NULL)",
      "SqlBoolExpr",
      ["f(b, 1) > -1 AND c IS NOT NULL"],
    ],
    ["ADD CONSTRAINT a CHECK (f(b, 1) > -1)", "SqlFuncCall", ["f(b, 1)"]],
    ["ADD CONSTRAINT a CHECK (f(b, 1) > -1)", "SqlA_Const", ["1", "-1"]],
    [
      "ADD COLUMN a text DEFAULT CASE WHEN true THEN CAST('b' AS text) ELSE 'c'::text END NOT NULL",
      "SqlCaseExpr",
      ["CASE WHEN true THEN CAST('b' AS text) ELSE 'c'::text END"],
    ],
    [
      "ADD COLUMN a text DEFAULT CASE WHEN true THEN CAST('b' AS text) ELSE 'c'::text END NOT NULL",
      "SqlTypeCast",
      ["CAST('b' AS text)", "'c'::text"],
    ],
    ["ADD COLUMN a text DEFAULT (SELECT max(b) FROM c)", "SqlSubLink", ["(SELECT max(b) FROM c)"]],
    ["ADD COLUMN a text DEFAULT (SELECT max(b) FROM c)", "SqlSelectStmt", ["SELECT max(b) FROM c"]],
  ])("its part of ALTER TABLE t %s", (rest, type, expected) => {
    const sql = `ALTER TABLE t ${rest};`;
    expect(textsOf(sql, parseScript(sql), type)).toEqual(expected);
  });
});

describe("names", () => {
  it("of columns are tokens of their own", () => {
    const sql = 'ALTER TABLE a ADD "b" int, ALTER COLUMN "c" TYPE text, DROP COLUMN d;';
    const named = nodesOf(parseScript(sql)).flatMap((node) =>
      "nameRange" in node ? [`${node.type} ${text(sql, node.nameRange as [number, number])}`] : [],
    );
    expect(named).toEqual([
      'SqlColumnDef "b"',
      'SqlAlterTableCmd "c"',
      'SqlColumnDef "c"',
      "SqlAlterTableCmd d",
    ]);
  });

  it("longer than 63 bytes are found as well", () => {
    const name = "x".repeat(70);
    const sql = `ALTER TABLE a DROP COLUMN ${name};`;
    const [statement] = parseScript(sql).body;
    const command = statement?.type === "SqlAlterTableStmt" ? statement.cmds[0] : undefined;
    expect(command).toMatchObject({ name: "x".repeat(63), nameRange: [26, 96] });
  });
});

describe("what a DROP drops", () => {
  it.each<[string, string[][], string[]]>([
    ['TABLE "A", b.c CASCADE', [["A"], ["b", "c"]], ['"A"', "b.c"]],
    ["INDEX CONCURRENTLY IF EXISTS a, b.c RESTRICT", [["a"], ["b", "c"]], ["a", "b.c"]],
    ["MATERIALIZED VIEW a", [["a"]], ["a"]],
    ["TYPE IF EXISTS a.b, c[]", [["a", "b"], ["c"]], ["a.b", "c[]"]],
    ["SCHEMA a, b", [["a"], ["b"]], ["a", "b"]],
    ["POLICY p ON s.t", [["s", "t", "p"]], ["p ON s.t"]],
    ["TRIGGER IF EXISTS g ON t CASCADE", [["t", "g"]], ["g ON t"]],
    ["FUNCTION s.f(int, text), g", [["s", "f"], ["g"]], ["s.f(int, text)", "g"]],
    ["FOREIGN DATA WRAPPER w", [["w"]], ["w"]],
    ["PROCEDURAL LANGUAGE l", [["l"]], ["l"]],
    ["OPERATOR CLASS a.b USING btree", [["btree", "a", "b"]], ["a.b USING btree"]],
  ])("DROP %s", (rest, names, texts) => {
    const sql = `DROP ${rest};`;
    const [statement] = parseScript(sql).body;
    const objects = statement?.type === "SqlDropStmt" ? statement.objects : [];
    expect(objects.map((object) => object.names)).toEqual(names);
    expect(objects.map((object) => text(sql, object.range))).toEqual(texts);
  });
});

describe("offsets", () => {
  it("count UTF-16 units behind what is not ASCII", () => {
    const sql = 'SELECT \'é😀\', "größe"; DROP TABLE "ñ😀";';
    const [, drop] = parseScript(sql).body;
    expect(drop?.range).toEqual([23, 39]);
    expect(textsOf(sql, parseScript(sql), "SqlDropObject")).toEqual(['"ñ😀"']);
  });

  it("count a byte order mark", () => {
    const { body, errors } = parseScript("\uFEFFSELECT 1");
    expect(errors).toEqual([]);
    expect(body[0]?.range).toEqual([1, 9]);
  });

  it("of the root span the text, with lines and columns from 1", () => {
    const { range, loc } = parseScript("SELECT\r\n1;\n");
    expect(range).toEqual([0, 11]);
    expect(loc).toEqual({ start: { line: 1, column: 1 }, end: { line: 3, column: 1 } });
  });
});

describe.each([...scripts])("in %s", (_, sql) => {
  const root = parseScript(sql);

  it("nothing is an error", () => {
    expect(root.errors).toEqual([]);
  });

  it("every node lies within its parent and is not empty", () => {
    const strays = nodesOf(root).flatMap((parent) =>
      childrenOf(parent)
        .filter(
          ({ range: [start, end] }) =>
            start < parent.range[0] || end > parent.range[1] || end <= start,
        )
        .map((child) => `${child.type} ${child.range.join("-")} in ${parent.type}`),
    );
    expect(strays).toEqual([]);
  });

  it("statements hold their tokens", () => {
    for (const { range, tokens } of root.body) {
      expect([tokens[0]?.range[0], tokens.at(-1)?.range[1]]).toEqual(range);
    }
  });

  it("no byte offsets are left", () => {
    const fields = nodesOf(root).flatMap((node) => Object.keys(node));
    expect(fields).not.toContain("location");
  });
});
