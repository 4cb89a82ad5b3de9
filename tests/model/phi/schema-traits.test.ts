import { describe, expect, it } from "vitest";

import { traitsOf } from "../../../src/model/phi/schema-traits.ts";
import { modelOfText } from "../../support/schemas.ts";

const CLINIC = `
model Patient {
  id    Int    @id
  name  String
  notes Remark[]
}

model Remark {
  id        Int      @id
  aboutId   Int
  about     Patient  @relation(fields: [aboutId], references: [id])
  body      String
}

model WorkLog {
  id         Int @id
  occurredAt DateTime
  actor      String
}
`;

function traits(text: string, model: string): string[] {
  return [...(traitsOf(modelOfText(text), undefined).get(model) ?? [])];
}

describe("the traits of a schema that is being edited", () => {
  const before = traitsOf(modelOfText(CLINIC), undefined);

  it.each([
    ["a comment", "body      String", "body      String // what was said"],
    ["a column's name", "body      String", 'body      String @map("text")'],
    ["a default", "actor      String", 'actor      String @default("system")'],
  ])("are kept where %s changes", (_, from, to) => {
    expect(traitsOf(modelOfText(CLINIC.replace(from, to)), undefined)).toBe(before);
  });

  it.each([
    ["a model's name", "Remark", "Patient", "Customer", []],
    ["a relation", "Remark", "@relation(fields: [aboutId], references: [id])", "", []],
    ["a column's type", "WorkLog", "occurredAt DateTime", "updatedAt DateTime", []],
  ])("are told anew where %s changes", (_, model, from, to, expected) => {
    expect(traits(CLINIC, model)).not.toEqual(expected);
    expect(traits(CLINIC.replaceAll(from, to), model)).toEqual(expected);
  });

  it("are told by the settings at hand", () => {
    const overrides = { catalog: ["WorkLog"] };
    expect([...(traitsOf(modelOfText(CLINIC), overrides).get("WorkLog") ?? [])]).toContain(
      "catalog",
    );
    expect(traits(CLINIC, "WorkLog")).not.toContain("catalog");
  });
});
