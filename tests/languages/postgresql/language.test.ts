import type { ESLint } from "eslint";
import { Linter as Linter10, type Rule } from "eslint";
import { Linter as Linter9 } from "eslint9";
import { builtinRules } from "eslint/use-at-your-own-risk";
import { describe, expect, it, vi } from "vitest";

import { createPostgresqlLanguage } from "../../../src/languages/postgresql/language.ts";
import { scripts } from "./tree.ts";

const noDrop: Rule.RuleModule = {
  create: (context) => ({
    SqlDropStmt(node: Rule.Node) {
      context.report({ node, message: "No DROP." });
    },
  }),
};

function pluginWith(rules: Record<string, Rule.RuleModule>): ESLint.Plugin {
  const postgresql = createPostgresqlLanguage() as unknown as NonNullable<
    ESLint.Plugin["languages"]
  >[string];
  return { languages: { postgresql }, rules };
}

function lint(
  sql: string,
  rules: Linter10.RulesRecord = { "sql/no-drop": 2 },
  plugin = pluginWith({ "no-drop": noDrop }),
): Linter10.LintMessage[] {
  const config: Linter10.Config = {
    files: ["**/*.sql"],
    plugins: { sql: plugin },
    language: "sql/postgresql",
    rules,
  };
  return new Linter10().verify(sql, config, "a.sql");
}

const places = (messages: Linter10.LintMessage[]): string[] =>
  messages.map(
    ({ line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn}`,
  );

describe("a finding", () => {
  it("has lines and columns from 1", () => {
    expect(places(lint("-- a\r\n  DROP TABLE a\r\n, b;"))).toEqual(["2:3-3:4"]);
  });

  it("is found in bodies and in constant commands", () => {
    const sql = "DO $$BEGIN\n DROP TABLE a;\n EXECUTE 'DROP TABLE b';\nEND$$;";
    expect(places(lint(sql))).toEqual(["2:2-2:14", "3:11-3:23"]);
  });

  it("is found behind a byte order mark", () => {
    expect(places(lint("\uFEFFDROP TABLE a;"))).toEqual(["1:1-1:13"]);
  });
});

describe("a comment", () => {
  it.each([
    ["-- eslint-disable-next-line sql/no-drop -- gone\nDROP TABLE a;", []],
    ["/* eslint-disable-next-line sql/no-drop */\nDROP TABLE a;", []],
    ["DROP TABLE a; -- eslint-disable-line", []],
    ["/* eslint-disable */ DROP TABLE a; /* eslint-enable */ DROP TABLE b;", ["1:56-1:68"]],
    ["-- eslint sql/no-drop: 0\nDROP TABLE a;", []],
    ["DO $$BEGIN\n-- eslint-disable-next-line sql/no-drop\nDROP TABLE a; END$$", []],
    ["-- about eslint-disable\nDROP TABLE a;", ["2:1-2:13"]],
  ])("%j", (sql, expected) => {
    expect(places(lint(sql))).toEqual(expected);
  });
});

describe("selectors", () => {
  const sql = "CREATE TABLE a (b int, c int NOT NULL);";

  it.each([
    ["SqlCreateStmt > SqlColumnDef[colname=b]", ["1:17-1:22"]],
    ["SqlColumnDef:has(SqlConstraint[contype=CONSTR_NOTNULL])", ["1:24-1:38"]],
    ["SqlTypeName SqlString[sval=int4]", ["1:19-1:22", "1:26-1:29"]],
    ["SqlColumnDef + SqlColumnDef", ["1:24-1:38"]],
    ["SqlScript:has(SqlRangeVar[relname=a])", ["1:1-1:40"]],
  ])("%s", (selector, expected) => {
    const rule: Rule.RuleModule = {
      create: (context) => ({
        [selector](node: Rule.Node) {
          context.report({ node, message: "Here." });
        },
      }),
    };
    expect(places(lint(sql, { "sql/here": 2 }, pluginWith({ here: rule })))).toEqual(expected);
  });
});

describe("the source code", () => {
  it("knows the parent of each node", () => {
    const seen: (string | undefined)[] = [];
    const rule: Rule.RuleModule = {
      create: (context) => ({
        SqlConstraint(node: Rule.Node) {
          const { sourceCode } = context;
          const ancestors = sourceCode.getAncestors(node);
          seen.push(...ancestors.map(({ type }) => type), sourceCode.getText(node));
        },
      }),
    };
    lint("CREATE TABLE a (b int NOT NULL);", { "sql/x": 2 }, pluginWith({ x: rule }));
    expect(seen).toEqual(["SqlScript", "SqlCreateStmt", "SqlColumnDef", "NOT NULL"]);
  });
});

describe("ESLint's own rules", () => {
  /* eslint-disable @typescript-eslint/no-deprecated -- There is no other list of ESLint's own rules. */
  const all = Object.fromEntries([...builtinRules.keys()].map((name) => [name, 1 as const]));
  /* eslint-enable @typescript-eslint/no-deprecated */

  it.each([...scripts])("run over %s without a crash in ESLint 10 and 9", (_, sql) => {
    expect(Object.keys(all).length).toBeGreaterThan(200);
    const config = (plugin: ESLint.Plugin): Linter10.Config => ({
      files: ["**/*.sql"],
      plugins: { sql: plugin },
      language: "sql/postgresql",
      rules: all,
    });
    const plugin = pluginWith({});
    const messages = [
      ...new Linter10().verify(sql, config(plugin), "a.sql"),
      ...new Linter9().verify(sql, config(plugin) as never, "a.sql"),
    ];
    expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  });
});

describe("the cache key", () => {
  it("holds the fingerprint, asked for only then", () => {
    const fingerprint = vi.fn(() => "f");
    const language = createPostgresqlLanguage({ fingerprint });
    const options = language.normalizeLanguageOptions?.({ globals: {} });
    expect(fingerprint).not.toHaveBeenCalled();
    expect(JSON.stringify(options)).toBe('{"fingerprint":"f"}');
  });
});
