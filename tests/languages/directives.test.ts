import type { RuleDefinition } from "@eslint/core";
import { Linter as Linter10 } from "eslint";
import { Linter as Linter9 } from "eslint9";
import { describe, expect, it } from "vitest";

import type { CommentLike } from "../../src/languages/directives.ts";
import { readDirectives } from "../../src/languages/directives.ts";
import { createPostgresqlLanguage } from "../../src/languages/postgresql/language.ts";
import { createPrismaLanguage } from "../../src/languages/prisma/language.ts";
import { engineFormat } from "../support/prisma-engine.ts";

/** Reads one comment that begins at line 1, column 1. */
function read(kind: CommentLike["kind"], value: string): ReturnType<typeof readDirectives> {
  const end = { line: value.split("\n").length, column: 1 };
  const loc = { start: { line: 1, column: 1 }, end };
  return readDirectives([{ kind, value, range: [0, value.length] }], () => loc);
}

describe("a comment", () => {
  it.each([
    ["line", " eslint-disable-line a/b", "disable-line", "a/b", ""],
    ["line", "eslint-disable", "disable", "", ""],
    ["line", " eslint-enable a/b, c", "enable", "a/b, c", ""],
    ["doc", " eslint-disable-next-line a -- why", "disable-next-line", "a", "why"],
    ["doc", "/ eslint-disable a", "disable", "a", ""],
    ["block", " eslint-disable a ", "disable", "a", ""],
    [
      "block",
      "*\n * eslint-disable-next-line a,\n *   b\n * -- why\n ",
      "disable-next-line",
      "a,\n  b",
      "why",
    ],
    ["block", "*\r\n * eslint-disable a\r\n ", "disable", "a", ""],
    ["block", "*\n * /* eslint-disable a\n ", "disable", "a", ""],
  ] as const)("of kind %s, %j, is %s of %j for %j", (kind, text, type, value, justification) => {
    const { directives, nodes, problems } = read(kind, text);
    expect(directives).toMatchObject([{ type, value, justification }]);
    expect(nodes).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it.each([
    "",
    " eslint",
    " see eslint-disable a",
    " eslint-disabled a",
    " ESLINT-DISABLE a",
    " eslint-env node",
    "global a",
  ])("%j is none", (text) => {
    expect(read("line", text).directives).toEqual([]);
    expect(read("block", text).directives).toEqual([]);
  });

  it("may configure rules", () => {
    const { configs, nodes } = read("line", ' eslint a/b: "off", c: ["warn", { x: 1 }] -- why');
    expect(configs).toMatchObject([
      { config: { rules: { "a/b": "off", c: ["warn", { x: 1 }] } }, loc: { start: { line: 1 } } },
    ]);
    expect(nodes).toHaveLength(1);
  });

  it("is a problem when its configuration cannot be read", () => {
    const { configs, problems } = read("block", ' eslint a: [ "off" ');
    expect(configs).toEqual([]);
    expect(problems).toMatchObject([
      { ruleId: null, message: expect.stringContaining("Failed to parse JSON") as unknown },
    ]);
  });

  it("is a problem when it disables its line and has several", () => {
    expect(read("block", "*\n * eslint-disable-line a\n ")).toMatchObject({
      directives: [],
      problems: [{ message: "eslint-disable-line comment should not span multiple lines." }],
    });
  });
});

/** Reports each field or statement by its number from 0. */
const everyNode: RuleDefinition = {
  meta: { schema: [] },
  create(context) {
    let count = 0;
    const report = (node: { range: [number, number] }): void => {
      context.report({ node, message: String(count++) });
    };
    return { PrismaField: report, SqlSelectStmt: report };
  },
};

const linters = [
  { version: 9, linter: new Linter9() as unknown as Linter10 },
  { version: 10, linter: new Linter10() },
];

function reported(linter: Linter10, language: "prisma" | "postgresql", text: string): string[] {
  const config = {
    files: ["**/*.txt"],
    plugins: {
      ours: {
        languages: { prisma: createPrismaLanguage(), postgresql: createPostgresqlLanguage() },
        rules: { every: everyNode },
      },
    },
    language: `ours/${language}`,
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { "ours/every": "error" },
  } as unknown as Linter10.Config;
  return linter.verify(text, config, "file.txt").map(({ message }) => message);
}

const schema = `model A {
  reported0 Int
  // eslint-disable-next-line ours/every
  silent1   Int
  silent2   Int // eslint-disable-line ours/every -- because
  /// eslint-disable-next-line ours/every
  silent3   Int
  /* eslint-disable-next-line ours/every */
  silent4   Int
  silent5   Int /* eslint-disable-line ours/every */
  // eslint-disable ours/every
  silent6   Int
  // eslint-enable ours/every
  reported7 Int
  /* eslint-disable ours/every
     -- for two lines */
  silent8   Int
}
`;

const broken = `model A {
  reported0 Int
  ?? // eslint-disable-next-line ours/every
  silent1 Int
}
`;

const script = `SELECT 'reported 0';
-- eslint-disable-next-line ours/every
SELECT 'silent 1';
SELECT 'silent 2'; -- eslint-disable-line ours/every
/* eslint-disable ours/every */
SELECT 'silent 3';
-- eslint-enable ours/every
SELECT 'reported 4';
`;

describe.each(linters)("in ESLint $version", ({ linter }) => {
  it("directives silence lines and stretches of schemas", () => {
    expect(reported(linter, "prisma", schema)).toEqual(["0", "7"]);
  });

  it("directives silence the same after prisma format", async () => {
    const formatted = await engineFormat(schema);
    expect(formatted).toContain("* eslint-disable-next-line ours/every");
    expect(reported(linter, "prisma", formatted)).toEqual(["0", "7"]);
  });

  it("directives on lines that do not parse still count", () => {
    expect(reported(linter, "prisma", broken)).toEqual(["0"]);
  });

  it("directives silence statements of scripts", () => {
    expect(reported(linter, "postgresql", script)).toEqual(["0", "4"]);
  });

  it.each(["//", "///", "/*"])("%s may turn a rule off", (marker) => {
    const comment = `${marker} eslint ours/every: "off" ${marker === "/*" ? "*/" : ""}`;
    expect(reported(linter, "prisma", `${comment}\nmodel A {\n  a Int\n}\n`)).toEqual([]);
  });

  it("directives that silence nothing are reported", () => {
    const text = 'model A {\n  // eslint-disable-next-line ours/every\n  @@map("a")\n}\n';
    expect(reported(linter, "prisma", text)).toEqual([
      "Unused eslint-disable directive (no problems were reported from 'ours/every').",
    ]);
  });
});
