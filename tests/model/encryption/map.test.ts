import { parse as parseTypescript } from "@typescript-eslint/parser";
import { describe, expect, it } from "vitest";

import {
  findEncryptionMaps,
  mayHoldEncryptionMap,
} from "../../../src/model/encryption/discover.ts";
import { kindByName, readEncryptionMap } from "../../../src/model/encryption/map.ts";
import type { EncryptionMap, Module, ModuleReader } from "../../../src/model/encryption/types.ts";
import { parseModule } from "../../../src/project/modules.ts";

function byBabel(text: string, file: string): Module {
  const module = parseModule(text, file);
  if (!module.ok) throw new Error(module.message);
  return { file, program: module.program, text };
}

function byTypescript(text: string, file: string): Module {
  return { file, program: parseTypescript(text, { range: true, loc: true }), text };
}

const OTHER: Record<string, string> = {
  "./names": 'export const NAMES = ["firstName", "lastName"] as const;\n',
  "./whole": 'import { NAMES } from "./names";\nexport const MAP = { Client: NAMES };\n',
};

const reader: ModuleReader = {
  resolve(specifier) {
    const text = OTHER[specifier];
    return text === undefined ? null : byBabel(text, `/src/${specifier.slice(2)}.ts`);
  },
};

function read(text: string, name = "MAP", parse = byBabel): EncryptionMap {
  const spec = { file: "/src/map.ts", export: name, kind: "encrypted" } as const;
  return readEncryptionMap(spec, parse(text, "/src/map.ts"), reader);
}

function names(map: EncryptionMap): Record<string, string[]> {
  return Object.fromEntries(
    map.models.map(({ name, entries }) => [name, entries.map(({ field }) => field)]),
  );
}

const EXPECTED = { Client: ["ssn", "email"], Note: ["body"] };
const LISTS = '{ Client: ["ssn", "email"], Note: ["body"] }';

describe.each([
  ["@babel/parser", byBabel],
  ["typescript-eslint", byTypescript],
])("forms of a map, parsed by %s", (_, parse) => {
  it.each([
    ["a typed record", `export const MAP: Record<string, string[]> = ${LISTS};`],
    [
      "as const satisfies",
      `export const MAP = ${LISTS} as const satisfies Partial<Record<string, readonly string[]>>;`,
    ],
    ["frozen", `export const MAP = Object.freeze(${LISTS});`],
    ["not exported", `const MAP = ${LISTS};`],
    ["exported below", `const MAP = ${LISTS};\nexport { MAP };`],
    [
      "a Map of Sets",
      'export const MAP = new Map([["Client", new Set(["ssn", "email"])], ["Note", new Set(["body"])]]);',
    ],
    [
      "flags",
      "export const MAP = { Client: { ssn: true, phone: false, email: true }, Note: { body: true } };",
    ],
    [
      "kinds of fields",
      'export const MAP = { Client: { ssn: "SSN", email: "EMAIL" }, Note: { body: "TEXT" } };',
    ],
    [
      "lists by type",
      'export const MAP = { Client: { text: ["ssn"], json: ["email"] }, Note: { text: ["body"], json: [] } };',
    ],
    [
      "specs",
      'export const MAP = [{ model: "Client", fields: ["ssn", "email"] }, { model: "Note", fields: ["body"] }];',
    ],
    ["dotted names", 'export const MAP = ["Client.ssn", "Client.email", "Note.body"] as const;'],
    [
      "a Set of dotted names",
      'export const MAP = new Set(["Client.ssn", "Client.email", "Note.body"]);',
    ],
    [
      "names of Prisma's enums",
      "export const MAP = { [Prisma.ModelName.Client]: [Prisma.ClientScalarFieldEnum.ssn, Prisma.ClientScalarFieldEnum.email], Note: [Prisma.NoteScalarFieldEnum.body] };",
    ],
    [
      "a string enum",
      'enum Field { Ssn = "ssn", Email = "email" }\nexport const MAP = { Client: [Field.Ssn, Field.Email], Note: ["body"] };',
    ],
    [
      "spreads of a local constant",
      'const CONTACT = ["email"];\nconst NOTES = { Note: ["body"] };\nexport const MAP = { Client: ["ssn", ...CONTACT], ...NOTES };',
    ],
    ["CommonJS", `module.exports = { MAP: ${LISTS} };`],
  ])("%s", (_form, text) => {
    const map = read(text, "MAP", parse);
    expect(names(map)).toEqual(EXPECTED);
    expect(map).toMatchObject({ complete: true, problems: [] });
  });

  it("the default export", () => {
    expect(names(read(`export default ${LISTS};`, "default", parse))).toEqual(EXPECTED);
  });

  it("a property of a constant", () => {
    const text = `export const config = { encryptedFields: ${LISTS} };`;
    expect(names(read(text, "config.encryptedFields", parse))).toEqual(EXPECTED);
  });

  it("imported constants, over two modules", () => {
    const text =
      'import { MAP as INNER } from "./whole";\nexport const MAP = { ...INNER, Note: ["body"] };';
    expect(names(read(text, "MAP", parse))).toEqual({
      Client: ["firstName", "lastName"],
      Note: ["body"],
    });
  });
});

describe("where names stand", () => {
  const text = 'const MAP = {\n  Client: ["ssn", "email"],\n  Note: new Set(["body"]),\n};';
  const at = ([start, end]: [number, number]): string => text.slice(start, end);

  it("gives the literal of each field and the key of each model", () => {
    const map = read(text);
    expect(at(map.range)).toBe(text.slice(12, -1));
    expect(map.models.map(({ range }) => at(range))).toEqual(["Client", "Note"]);
    expect(map.models.flatMap(({ entries }) => entries.map(({ range }) => at(range)))).toEqual([
      '"ssn"',
      '"email"',
      '"body"',
    ]);
  });

  it("points at the reference where a name comes from elsewhere, and offers no slot there", () => {
    const map = read('import { NAMES } from "./names";\nconst MAP = { Client: NAMES };');
    const [entry] = map.models[0]?.entries ?? [];
    expect(entry).toMatchObject({ field: "firstName", file: "/src/names.ts", slot: null });
    expect(entry?.site).toEqual([55, 60]);
  });
});

describe("what cannot be read", () => {
  it("is named, and leaves the model open", () => {
    const map = read('export const MAP = { Client: load(), Note: ["body", ...more()] };');
    expect(map.models.map(({ name, complete }) => [name, complete])).toEqual([
      ["Client", false],
      ["Note", false],
    ]);
    expect(map.problems.map(({ range }) => range)).toEqual([
      [29, 35],
      [55, 61],
    ]);
    expect(map.problems[0]?.message).toMatch(
      /a call of `load\(\)`.*cannot be read without running/u,
    );
  });

  it("leaves the whole map open when models may be missing", () => {
    expect(read("export const MAP = { ...load() };").complete).toBe(false);
    expect(read("export const MAP = build();")).toMatchObject({ complete: false, models: [] });
  });

  it.each([
    ["exports", "export const ENCRYPTED_FIELDS = {};"],
    ["constants", "const ENCRYPTED_FIELDS = {}; export const OTHER = 1;"],
  ])("names the %s there are when the one asked for is not", (_, text) => {
    const { problems, complete } = read(text, "ENCRYPTED_FIELD");
    expect(complete).toBe(false);
    expect(problems[0]?.message).toBe(
      "The encryption map 'ENCRYPTED_FIELD' is not in this module. Did you mean 'ENCRYPTED_FIELDS'?",
    );
  });

  it("ends on a module that imports itself", () => {
    const loop: ModuleReader = {
      resolve: () => byBabel('export { MAP } from "./map";', "/src/map.ts"),
    };
    const spec = { file: "/src/map.ts", export: "MAP", kind: "encrypted" } as const;
    const map = readEncryptionMap(
      spec,
      byBabel('export { MAP } from "./map";', "/src/map.ts"),
      loop,
    );
    expect(map.complete).toBe(false);
  });
});

it("marks a model that a later key replaces", () => {
  const { models } = read('const MAP = { Client: ["ssn"], Client: ["email"] };');
  expect(models.map(({ overridden }) => overridden)).toEqual([true, false]);
});

it("keeps bare names for every model", () => {
  const map = read('export const MAP = ["ssn", "email"];');
  expect(map.global.map(({ field }) => field)).toEqual(["ssn", "email"]);
  expect(map.models).toEqual([]);
});

it("reads JSON", () => {
  const spec = { file: "/map.json", export: "fields", kind: "encrypted" } as const;
  const text = `{ "fields": { "Client": ["ssn", "email"], "Note": ["body"] } }`;
  expect(
    names(readEncryptionMap(spec, { file: "/map.json", program: null, text }, reader)),
  ).toEqual(EXPECTED);
});

it("tells the kind by the name", () => {
  expect(kindByName("ENCRYPTED_FIELDS")).toBe("encrypted");
  expect(kindByName("HASHABLE_FIELDS")).toBe("hash");
  expect(kindByName("SEARCHABLE_PHI")).toBe("hash");
});

describe("discovery", () => {
  const fields: Record<string, ReadonlySet<string>> = {
    Client: new Set(["id", "ssn", "email", "name"]),
    Note: new Set(["id", "body"]),
  };
  const schema = {
    model: (name: string) => {
      const known = fields[name];
      return known ? { fields: known } : null;
    },
    hasField: () => false,
  };
  function find(text: string, file = "/src/crypto.ts"): string[] {
    const { program } = byBabel(text, file);
    if (!program) throw new Error("not parsed");
    return findEncryptionMaps(program, schema, file).map(
      ({ export: name, kind }) => `${name}:${kind}`,
    );
  }

  it("takes maps of models to their fields", () => {
    expect(find(`export const PHI_FIELDS = ${LISTS};`)).toEqual(["PHI_FIELDS:encrypted"]);
    expect(find(`export const HASHED = { Client: ["email"] };`)).toEqual(["HASHED:hash"]);
    expect(find(`export const config = { fields: ${LISTS} };`, "/src/encryption.ts")).toEqual([
      "config.fields:encrypted",
    ]);
  });

  it.each([
    ["names that are no fields", 'export const ENCRYPTED = { Client: ["a", "b", "ssn"] };'],
    ["keys that are no models", 'export const ENCRYPTED = { client_form: ["ssn", "email"] };'],
    ["a list of columns to select", 'export const COLUMNS = { Client: ["ssn", "email"] };'],
    ["a computed value", "export const ENCRYPTED = build();"],
    ["inside a function", `function f() { const ENCRYPTED = ${LISTS}; }`],
  ])("leaves alone %s", (_, text) => {
    expect(find(text, "/src/users.ts")).toEqual([]);
  });

  it.each([
    ["a constant", "src/fields.ts", `export const PHI_FIELDS = ${LISTS};`, true],
    ["a property", "src/fields.ts", `export default { encryptedFields: ${LISTS} };`, true],
    ["a quoted property", "src/x.js", `module.exports = { "encrypted": ${LISTS} };`, true],
    ["an export", "src/x.js", `exports.encryptedFields = ${LISTS};`, true],
    ["an export under another name", "src/x.ts", "export { fields as phiFields };", true],
    ["the file", "src/crypto.ts", `export const FIELDS = ${LISTS};`, true],
    ["another word", "src/x.ts", "const graphics = sophisticated();", false],
    ["a comment and a string", "src/x.ts", '// encrypted at rest\nsay("encrypted");', false],
    ["a key", "src/config.ts", "export const config = { encryptionKey: process.env.KEY };", false],
    ["a test", "src/phi.test.ts", `export const PHI_FIELDS = ${LISTS};`, false],
  ])("judges modules by %s", (_, file, text, expected) => {
    expect(mayHoldEncryptionMap(text, file)).toBe(expected);
  });
});
