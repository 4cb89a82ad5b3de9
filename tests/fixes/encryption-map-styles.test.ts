/** Suggestions on the map's side in the styles that maps are written in: TypeScript parses, and Prettier changes nothing. */

import { format } from "prettier";
import { describe, expect, it } from "vitest";

import type { TextEdit } from "../../src/fixes/edit.ts";
import { insertionOf, modelInsertionOf } from "../../src/fixes/encryption-map.ts";
import { readEncryptionMap } from "../../src/model/encryption/map.ts";
import type { EncryptionMap } from "../../src/model/encryption/types.ts";
import { parseModule } from "../../src/project/modules.ts";

function read(text: string): EncryptionMap {
  const module = parseModule(text, "/map.ts");
  if (!module.ok) throw new Error(module.message);
  const spec = { file: "/map.ts", export: "MAP", kind: "encrypted" } as const;
  return readEncryptionMap(
    spec,
    { file: "/map.ts", program: module.program, text },
    { resolve: () => null },
  );
}

function applied(text: string, edit: TextEdit | null | undefined): string {
  if (!edit) throw new Error(`nothing to apply to:\n${text}`);
  return text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
}

/** Prettier's options, each with the same maps formatted by them. */
const STYLES = {
  default: {},
  "single quotes, four spaces": { singleQuote: true, tabWidth: 4 },
  "no trailing commas": { trailingComma: "none" },
  tabs: { useTabs: true },
  "wide lines": { printWidth: 120 },
} as const;

/** What a file indents by, how long its lines get and how its lists end is seen in the rest of it. */
const REST =
  "\nexport function isKnown(model: string) {\n  return model in MAP;\n}\n\nconst OPTIONS = {\n  // of the cipher\n  encoding: 'base64' };\n";
const WIDE = `const LONG_LINE = "${"x".repeat(92)}";\n`;

const MAPS = {
  record: `export const MAP: Record<string, string[]> = {
    Client: ["ssn", "firstName", "lastName"],
    Note: ["subjective", "objective", "assessment", "plan", "riskAssessmentDetails", "inputTranscript"],
  };`,
  satisfies: `export const MAP = {
    Client: ["ssn", "firstName"],
    Note: ["body"],
  } as const satisfies Partial<Record<Prisma.ModelName, readonly string[]>>;`,
  "computed keys": `export const MAP = {
    [Prisma.ModelName.Client]: ["ssn", "firstName"],
    [Prisma.ModelName.Note]: ["body"],
  };`,
  sets: `const MAP = {
    Client: new Set(["ssn", "firstName", "primaryPhone", "secondaryPhone", "email"]),
    Note: new Set<string>(["body"]),
  };`,
  flags: `const MAP = {
    Client: { ssn: true, firstName: true },
    Note: { body: true },
  };`,
  "sorted names": `const MAP = {
    Client: ["address", "birthDate", "email", "ssn"],
    Note: ["body"],
  };`,
  "dotted names": `const MAP = ["Client.ssn", "Client.firstName", "Note.body", "Note.summary"];`,
  "a name a line": `const MAP = {
    Client: [
      "ssn", // of the patient
      // as on the card
      "firstName",
    ],
    Note: ["body"],
  };`,
  "empty lines between": `const MAP = {
    // who
    Client: ["ssn"],

    // what
    Note: ["body"],
  };`,
};

const CASES = Object.entries(STYLES).flatMap(([style, options]) =>
  Object.entries(MAPS).map(([name, map]) => ({ name: `${name}, ${style}`, map, options })),
);

const NAMES = ["zip", "emergencyContactAlternatePhoneNumber", "city", "county"];

describe.each(CASES)("$name", ({ map, options }) => {
  const formatted = () =>
    format(("printWidth" in options ? WIDE : "") + map + REST, {
      parser: "typescript",
      ...options,
    });

  it("takes names one after the other, and Prettier has nothing to add", async () => {
    let text = await formatted();
    for (const name of NAMES) {
      const [model] = read(text).models;
      text = applied(text, model && insertionOf(model, name, text));
      expect(await format(text, { parser: "typescript", ...options })).toBe(text);
      const names = read(text).models[0]?.entries.map(({ field }) => field);
      expect(names).toContain(name);
    }
    expect(read(text).problems).toEqual([]);
    expect(text.match(/\/\/.*/gu)).toEqual((await formatted()).match(/\/\/.*/gu));
  });

  it("takes a model, and Prettier has nothing to add", async () => {
    const text = await formatted();
    const map = read(text);
    const edit = modelInsertionOf(map, "Prescription", NAMES, text);
    if (map.container.kind !== "object") {
      expect(edit).toBeNull();
      return;
    }
    const result = applied(text, edit);
    expect(await format(result, { parser: "typescript", ...options })).toBe(result);
    const added = read(result).models.find(({ name }) => name === "Prescription");
    expect(added?.entries.map(({ field }) => field)).toEqual(NAMES);
  });
});
