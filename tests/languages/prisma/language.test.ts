import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuleDefinition } from "@eslint/core";
import { ESLint as ESLint10, Linter as Linter10 } from "eslint";
import { ESLint as ESLint9, Linter as Linter9 } from "eslint9";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { PrismaNode } from "../../../src/languages/prisma/ast.ts";
import { createPrismaLanguage } from "../../../src/languages/prisma/language.ts";
import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { PrismaSourceCode } from "../../../src/languages/prisma/source-code.ts";
import { fixtureTexts, syntaxFixture } from "../../support/prisma-texts.ts";
import { nodesOf } from "../../support/prisma-tree.ts";

function sourceCodeOf(text: string): PrismaSourceCode {
  return new PrismaSourceCode({ text, ast: parseSchema(text), hasBOM: false });
}

/** The nodes in the order they are entered, or left. */
function visited(code: PrismaSourceCode, phase: 1 | 2): PrismaNode[] {
  const nodes: PrismaNode[] = [];
  for (const step of code.traverse()) {
    if (step.kind === 1 && step.phase === phase) nodes.push(step.target as PrismaNode);
  }
  return nodes;
}

function nodeAt(code: PrismaSourceCode, text: string): PrismaNode {
  const node = visited(code, 1).find((candidate) => code.getText(candidate) === text);
  if (node === undefined) throw new Error(`No node ${text}`);
  return node;
}

describe("the source code", () => {
  const text = 'model A {\r\n  id Int @map("é😀") // c\r}\n';
  const code = sourceCodeOf(text);

  it("computes locations from ranges, whatever ends the lines", () => {
    expect(code.getLoc(nodeAt(code, '@map("é😀")'))).toEqual({
      start: { line: 2, column: 10 },
      end: { line: 2, column: 21 },
    });
    expect(code.getLoc(code.ast)).toEqual(code.ast.loc);
    expect(code.lines).toEqual(["model A {", '  id Int @map("é😀") // c', "}", ""]);
  });

  it("maps every offset to a place and back", () => {
    for (let offset = 0; offset <= text.length; offset++) {
      expect(code.getIndexFromLoc(code.getLocFromIndex(offset))).toBe(offset);
    }
  });

  it("visits all nodes in source order, each once in and out", () => {
    const entered = visited(code, 1);
    expect(entered.map(({ type }) => type)).toEqual([
      "PrismaSchema",
      ...["PrismaModel", "PrismaName", "PrismaName", "PrismaField", "PrismaName"],
      ...["PrismaFieldType", "PrismaName", "PrismaAttribute", "PrismaName"],
      ...["PrismaArgument", "PrismaString"],
    ]);
    expect(new Set(visited(code, 2))).toEqual(new Set(entered));
    expect(visited(code, 2).at(-1)).toBe(code.ast);
  });

  it.each(fixtureTexts())("visits in %s what the visitor keys say", (_, schema) => {
    const fixture = sourceCodeOf(schema);
    expect(visited(fixture, 1)).toEqual([...nodesOf(fixture.ast)]);
  });

  it("knows parents and ancestors", () => {
    const ancestors = code.getAncestors(nodeAt(code, '"é😀"'));
    expect(ancestors.map(({ range }) => text.slice(...range))).toEqual([
      text,
      text.trimEnd(),
      'id Int @map("é😀")',
      '@map("é😀")',
    ]);
    expect(code.getParent(code.ast)).toBe(undefined);
  });

  it("has comments and the file's line break", () => {
    expect(code.comments).toMatchObject([{ kind: "line", value: " c" }]);
    expect(code.lineBreak).toBe("\r\n");
    expect(sourceCodeOf("model A {\n}").lineBreak).toBe("\n");
  });
});

const reportNames: RuleDefinition = {
  meta: { schema: [], fixable: "code" },
  create: (context) => ({
    "PrismaField > PrismaName"(node: { range: [number, number]; name: string }) {
      if (node.name !== "old") return;
      context.report({ node, message: "Old.", fix: (fixer) => fixer.replaceText(node, "new") });
    },
  }),
};

function configOf(fingerprint: () => string, extra: object = {}): object[] {
  return [
    {
      files: ["**/*.prisma"],
      plugins: {
        ours: {
          meta: { name: "ours", version: "1.0.0" },
          languages: { prisma: createPrismaLanguage({ fingerprint }) },
          rules: { names: reportNames },
        },
      },
      language: "ours/prisma",
      rules: { "ours/names": "error" },
      ...extra,
    },
  ];
}

const versions = [
  {
    version: 9,
    linter: new Linter9() as unknown as Linter10,
    ESLint: ESLint9 as unknown as typeof ESLint10,
  },
  { version: 10, linter: new Linter10(), ESLint: ESLint10 },
];

describe.each(versions)("in ESLint $version", ({ linter, ESLint }) => {
  const config = configOf(() => "") as Linter10.Config[];

  it("reports places with lines and columns from 1", () => {
    const text = "model A {\r\n  id Int\r  é   old Int\n  old Int\n}\n";
    expect(linter.verify(text, config, "schema.prisma")).toMatchObject([
      { line: 4, column: 3, endLine: 4, endColumn: 6 },
    ]);
  });

  it("fixes files with a byte order mark", () => {
    const text = "\uFEFFmodel A {\r\n  old Int // c\r\n}\r\n";
    expect(linter.verifyAndFix(text, config, "schema.prisma")).toMatchObject({
      output: "\uFEFFmodel A {\r\n  new Int // c\r\n}\r\n",
      messages: [],
    });
  });

  it("never ends in a parsing error", () => {
    for (const text of ["", "\0", "model", "{", syntaxFixture("broken"), "// use prisma-8\nx"]) {
      const messages = linter.verify(text, config, "schema.prisma");
      expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
    }
  });

  it("takes language options meant for other languages", () => {
    const options = { languageOptions: { globals: { a: true }, ecmaVersion: 2024, parser: {} } };
    const mixed = configOf(() => "", options) as Linter10.Config[];
    expect(linter.verify("model A {\n  old Int\n}\n", mixed, "schema.prisma")).toHaveLength(1);
  });

  describe("with a cache", () => {
    let folder = "";
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "prisma-language-"));
      writeFileSync(join(folder, "schema.prisma"), "model A {\n  id Int\n}\n");
    });
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    /** Lints the folder in a run of its own and says how often the rule looked at a file. */
    async function lint(fingerprint: string): Promise<number> {
      let runs = 0;
      const counting: RuleDefinition = {
        create() {
          runs++;
          return {};
        },
      };
      const [base] = configOf(() => fingerprint) as [{ plugins: { ours: { rules: object } } }];
      base.plugins.ours.rules = { names: counting };
      const eslint = new ESLint({
        cwd: folder,
        cache: true,
        cacheLocation: join(folder, ".eslintcache"),
        cacheStrategy: "content",
        overrideConfigFile: true,
        overrideConfig: base as Linter10.Config,
      });
      await eslint.lintFiles(["."]);
      return runs;
    }

    it("lints again exactly when the fingerprint changes", async () => {
      expect(await lint("one")).toBe(1);
      expect(await lint("one")).toBe(0);
      expect(await lint("two")).toBe(1);
    });
  });
});
