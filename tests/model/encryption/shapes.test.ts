import { describe, expect, it } from "vitest";

import { readEncryptionMap } from "../../../src/model/encryption/map.ts";
import type { EncryptionMap, Module, ModuleReader } from "../../../src/model/encryption/types.ts";
import { parseModule } from "../../../src/project/modules.ts";

const FILES: Record<string, string> = {
  "./names": [
    'export const SSN = "ssn";',
    'export const SPEC = { text: ["diagnosis"], json: ["history"] };',
    'export const LONG_BEFORE_THE_END_OF_ANY_MAP = ["address"] as const;',
  ].join("\n"),
  "./star": 'export * from "./names";\nexport * as all from "./names";',
  "./common": 'const A = { Client: ["ssn"] };\nmodule.exports = { A };',
  "./data.json": '{ "Client": ["ssn"], "version": 1 }',
};

function moduleOf(specifier: string): Module | null {
  const text = FILES[specifier];
  if (text === undefined) return null;
  if (specifier.endsWith(".json")) return { file: "/src/data.json", program: null, text };
  return parsed(text, `/src/${specifier.slice(2)}.ts`);
}

function parsed(text: string, file: string): Module {
  const module = parseModule(text, file);
  if (!module.ok) throw new Error(module.message);
  return { file, program: module.program, text };
}

function read(text: string, reader: ModuleReader = { resolve: moduleOf }): EncryptionMap {
  const spec = { file: "/src/map.ts", export: "MAP", kind: "encrypted" } as const;
  return readEncryptionMap(spec, parsed(text, spec.file), reader);
}

/** `Client: ssn email`, with `?` behind an incomplete model, `^` behind an overridden one, `*` for any model. */
function summary(text: string): string[] {
  const { models, global } = read(text);
  const lines = models.map(({ name, complete, overridden, entries }) => {
    const marks = (complete ? "" : "?") + (overridden ? "^" : "");
    return `${name}${marks}: ${entries.map(({ field }) => field).join(" ")}`.trimEnd();
  });
  return global.length === 0 ? lines : [...lines, `*: ${global.map((e) => e.field).join(" ")}`];
}

/** Where each name is reported, as text. */
function sites(text: string): string[] {
  const { models, global } = read(text);
  const entries = [...models.flatMap((model) => model.entries), ...global];
  return entries.map(({ site }) => text.slice(...site));
}

describe("one model's fields", () => {
  it.each([
    ['{ fields: ["ssn"], operations: ["create"], mode: "strict" }', "ssn"],
    ['{ fields: { ssn: true, email: false }, mode: "strict" }', "ssn"],
    ['{ text: ["ssn"], json: ["history"], strict: true }', "ssn history"],
    ['{ ssn: { mode: "deterministic" }, email: {} }', "ssn email"],
    ["{ ssn: true, email: encryptEmail(), phone: false, note: null }", "ssn email"],
    ['[{ field: "ssn", type: "text" }, { name: "email" }]', "ssn email"],
    ['new Map([["ssn", "text"], ["email", "text"]])', "ssn email"],
    ["new Set<string>()", ""],
    ['"ssn"', "ssn"],
    ["[`ssn`, `${'e'}mail`, 'a' + 'b']", "ssn email ab"],
    ['["ssn", , null, 3, "email"]', "ssn email"],
  ])("%s", (value, fields) => {
    expect(summary(`const MAP = { Client: ${value} };`)).toEqual([`Client: ${fields}`.trimEnd()]);
  });
});

describe("the whole map", () => {
  it.each([
    ['[["Client", ["ssn"]], ["Note", ["body"]]]', ["Client: ssn", "Note: body"]],
    [
      '[{ table: "clients", columns: ["ssn"] }, { model: "Note", field: "body" }, { field: "any" }]',
      ["clients: ssn", "Note: body", "*: any"],
    ],
    ['["public.clients.ssn", "Note.body", "bare"]', ["clients: ssn", "Note: body", "*: bare"]],
    ['{ ssn: true, email: false, phone: "PHONE" }', ["*: ssn phone"]],
    ['{ version: 1, Client: ["ssn"] }', ["Client: ssn"]],
    ['{ Client: true, Note: ["body"] }', ["Client?:", "Note: body"]],
  ])("%s", (value, lines) => {
    expect(summary(`const MAP = ${value};`)).toEqual(lines);
  });

  it("is overridden by a spread behind a key, and not by a key behind a spread", () => {
    const base = 'const BASE = { Client: ["ssn"], Note: ["body"] };\n';
    expect(summary(`${base}const MAP = { Client: ["email"], ...BASE };`)).toEqual([
      "Client^: email",
      "Client: ssn",
      "Note: body",
    ]);
    expect(summary(`${base}const MAP = { ...BASE, Client: [...BASE.Client, "email"] };`)).toEqual([
      "Note: body",
      "Client: ssn email",
    ]);
  });

  it("comes through namespaces, star exports, CommonJS and JSON", () => {
    expect(
      summary(
        'import { all, SSN } from "./star";\nimport * as names from "./names";\nconst { A } = require("./common");\nimport data from "./data.json";\nconst MAP = { ...data, A: A.Client, B: [all.SSN, SSN, names.SSN] };',
      ),
    ).toEqual(["Client: ssn", "A: ssn", "B: ssn ssn ssn"]);
  });
});

describe("where names are reported", () => {
  it("is always in the map's own literal", () => {
    const imports = 'import { SSN, SPEC, LONG_BEFORE_THE_END_OF_ANY_MAP } from "./names";\n';
    expect(
      sites(
        `${imports}const MAP = { A: [SSN, ...LONG_BEFORE_THE_END_OF_ANY_MAP, "x"], B: SPEC, ...{ C: ["y"] } };`,
      ),
    ).toEqual([
      "SSN",
      "...LONG_BEFORE_THE_END_OF_ANY_MAP",
      '"x"',
      "SPEC",
      "SPEC",
      '...{ C: ["y"] }',
    ]);
  });

  it("is the field's part of a path, and the member of Prisma's enum", () => {
    expect(sites('const MAP = ["Client.ssn", "public.clients.email"];')).toEqual(["ssn", "email"]);
    expect(sites("const MAP = { A: [Prisma.ClientScalarFieldEnum.ssn] };")).toEqual(["ssn"]);
  });

  it("is the key of a flag", () => {
    expect(sites("const MAP = { A: { ssn: true } };")).toEqual(["ssn"]);
  });
});

describe("what a fix may touch", () => {
  it("is no list that two models share, nor one of another file, nor one of several", () => {
    const own = 'const OWN = ["ssn"];\nconst MAP = { Client: OWN };';
    expect(read(own).models[0]?.container.kind).toBe("array");
    const shared = 'const OWN = ["ssn"];\nconst MAP = { Client: OWN, Note: OWN };';
    const other =
      'import { LONG_BEFORE_THE_END_OF_ANY_MAP as L } from "./names";\nconst MAP = { Client: L };';
    const several = 'const MAP = { Client: { text: ["ssn"], json: ["history"] } };';
    for (const text of [shared, other, several]) {
      for (const { container } of read(text).models) expect(container.kind).toBe("none");
    }
  });

  it("is not the literal behind a reference", () => {
    const map = read('const OWN = ["ssn"];\nconst MAP = { Client: [...OWN, "email"] };');
    expect(map.models[0]?.entries.map(({ slot }) => slot?.index ?? null)).toEqual([null, 1]);
  });
});

describe("changes after the declaration", () => {
  it.each([
    'MAP.Note = ["body"];',
    'MAP.Client.push("email");',
    'MAP["Client"]!.push("email");',
    "delete MAP.Client;",
    "Object.assign(MAP, more);",
  ])("%s leaves the map open", (change) => {
    const text = `const MAP = { Client: ["ssn"] };\n${change}`;
    const map = read(text);
    expect(map.complete).toBe(false);
    expect(map.problems.map(({ range }) => text.slice(...range))).toEqual([
      change.replace(/;$/u, ""),
    ]);
  });
});

describe("hostile input", () => {
  it("ends on modules that import each other", () => {
    const reader: ModuleReader = {
      resolve: (specifier) =>
        parsed(
          'import { A, B } from "./a";\nexport * from "./b";\nexport * from "./a";\nexport { B as A };',
          `/src/${specifier}.ts`,
        ),
    };
    expect(read('import { A } from "./a";\nconst MAP = { Client: A };', reader)).toMatchObject({
      complete: true,
      models: [{ name: "Client", complete: false, entries: [] }],
    });
  });

  it("ends on spreads that double at each step", () => {
    const steps = Array.from({ length: 60 }, (_, i) => `const A${i + 1} = [...A${i}, ...A${i}];`);
    const map = read(`const A0 = ["x"];\n${steps.join("\n")}\nconst MAP = { Client: A60 };`);
    expect(map.models[0]?.complete).toBe(false);
  });

  it("ends on deep nesting", () => {
    const text = `const MAP = { Client: ${"[".repeat(150)}"x"${"]".repeat(150)} };`;
    expect(read(text).models[0]?.name).toBe("Client");
  });

  it("names a JSON file that does not parse", () => {
    const module: Module = { file: "/map.json", program: null, text: '{ "Client": ["ssn", ' };
    const spec = { file: module.file, export: "default", kind: "encrypted" } as const;
    const map = readEncryptionMap(spec, module, { resolve: () => null });
    expect(map).toMatchObject({ complete: false, models: [] });
    expect(map.problems[0]?.message).toContain("not valid JSON");
  });
});

describe("JSON", () => {
  const text = '// kept by hand\n{\n  "encrypted": {\n    "Client": ["ssn", "a\\u0062c"],\n  }\n}';
  const module: Module = { file: "/map.json", program: null, text };

  it("is read with the place of each name, and with comments and trailing commas", () => {
    const spec = { file: module.file, export: "encrypted", kind: "encrypted" } as const;
    const map = readEncryptionMap(spec, module, { resolve: () => null });
    const [client] = map.models;
    expect(client && text.slice(...client.range)).toBe('"Client"');
    expect(client?.entries.map(({ field, range }) => [field, text.slice(...range)])).toEqual([
      ["ssn", '"ssn"'],
      ["abc", '"a\\u0062c"'],
    ]);
  });
});
