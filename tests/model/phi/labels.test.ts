/**
 * Precision and recall over schemas of our own invention, in which a trailing comment labels each field: `// phi`,
 * `// pii`, `// credential`; no comment is none. To be read with the failing fields in the message.
 */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { parseSchema } from "../../../src/languages/prisma/parser.ts";
import { classificationOf } from "../../../src/model/phi/schema-fields.ts";
import type { Classification } from "../../../src/model/phi/types.ts";
import { buildSchemaModel } from "../../../src/model/schema/build.ts";

interface Labelled {
  name: string;
  label: string;
  classification: Classification;
}

const FOLDER = "tests/fixtures/phi";

function read(name: string): Labelled[] {
  const text = readFileSync(join(FOLDER, name), "utf8");
  const schema = buildSchemaModel([{ path: name, text, ast: parseSchema(text) }]);
  return [...schema.models.values()].flatMap((model) =>
    model.fields
      .filter((field) => field.kind !== "relation")
      .map((field) => {
        const rest = text.slice(field.node.range[0]).split("\n")[0] ?? "";
        return {
          name: `${name}: ${model.name}.${field.name}`,
          label: /\/\/ (?<label>\w+)$/u.exec(rest)?.groups?.label ?? "none",
          classification: classificationOf(field, schema, {}),
        };
      }),
  );
}

function score(fields: readonly Labelled[], label: string, minConfidence: number) {
  const isFound = ({ classification }: Labelled): boolean =>
    classification.label === label && classification.confidence >= minConfidence;
  const found = fields.filter(isFound);
  const right = found.filter((field) => field.label === label);
  const wanted = fields.filter((field) => field.label === label);
  return {
    precision: right.length / found.length,
    recall: right.length / wanted.length,
    wrong: found.filter((field) => field.label !== label).map(({ name }) => name),
    missed: wanted.filter((field) => !isFound(field)).map(({ name }) => name),
  };
}

const fields = readdirSync(FOLDER).flatMap(read);

describe("fields of invented schemas", () => {
  it("are many, of every label", () => {
    expect(fields.length).toBeGreaterThan(120);
    expect(new Set(fields.map(({ label }) => label)).size).toBe(4);
  });

  it.each([
    ["phi", 0.8, 0.97, 0.8],
    // What `require-phi-encryption` reports from on.
    ["phi", 0.6, 0.95, 0.92],
    ["phi", 0.55, 0.93, 0.92],
    ["credential", 0.55, 1, 1],
    ["pii", 0.55, 0.8, 0.7],
  ])("are told apart: %s from %f on", (label, minConfidence, precision, recall) => {
    const result = score(fields, label, minConfidence);
    expect(result.precision, `wrong: ${result.wrong.join(", ")}`).toBeGreaterThanOrEqual(precision);
    expect(result.recall, `missed: ${result.missed.join(", ")}`).toBeGreaterThanOrEqual(recall);
  });

  it("are no PHI in a schema that has nothing to do with health", () => {
    const saas = read("saas.prisma").filter(({ classification }) => classification.label === "phi");
    expect(saas.map(({ name }) => name)).toEqual([]);
  });
});
