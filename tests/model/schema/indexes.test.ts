import { describe, expect, it } from "vitest";
import {
  allIndexes,
  coversForeignKey,
  foreignKeyIndex,
} from "../../../src/model/schema/indexes.ts";
import type { Model } from "../../../src/model/schema/types.ts";
import { modelOfText } from "../../support/schemas.ts";

/** `Child` with a foreign key over `columns` and the given lines. */
function child(columns: string, ...lines: string[]): Model {
  const text = `model Parent {
  p Int
  q Int
  children Child[]
  @@id([p, q])
}
model Child {
  id Int
  p Int
  q Int @map("q_id")
  other Int
  parent Parent @relation(fields: [${columns}], references: [${columns}])
  ${lines.join("\n  ")}
}
`;
  const model = modelOfText(text).models.get("Child");
  if (model === undefined) throw new Error("No model");
  return model;
}

function isCovered(columns: string, line: string): boolean {
  const model = child(columns, line);
  const relation = model.field("parent")?.relation;
  const [index] = allIndexes(model);
  if (!relation || !index) throw new Error("No relation or index");
  return coversForeignKey(index, relation);
}

describe("an index serves a foreign key", () => {
  it.each([
    ["p", "@@index([p])"],
    ["p", "@@unique([p, other])"],
    ["p", "@@id([p, id])"],
    ["p", "@@index([p(sort: Desc)])"],
    ["p", "@@index([p], type: BTree)"],
    ["p", "@@index([p], type: Hash)"],
    ["p, q", "@@index([p, q])"],
    ["p, q", "@@index([q, p])"],
    ["p, q", "@@id([q, p, id])"],
    ["p", "@@index([p], where: { p: { not: null } })"],
    ["p, q", "@@index([p, q], where: { p: { not: null }, q: { not: null } })"],
    ["p", '@@index([p], where: raw("p IS NOT NULL"))'],
    ["p, q", '@@index([p, q], where: raw("(\\"p\\" is not null) AND \\"q_id\\" IS NOT NULL"))'],
  ])("over %s: %s", (columns, line) => {
    expect(isCovered(columns, line)).toBe(true);
  });

  it.each([
    ["@@index([itemId])", true],
    ["@@index([itemId, at])", true],
    ["@@index([itemId], type: Hash)", true],
    ["@@index([tenantId])", false],
    ["@@index([itemId], type: Gin)", false],
  ])("to an id and its tenant: %s is %s", (line, isExpected) => {
    const text = `model Item {
  id String
  tenantId String
  uses Use[]
  @@id([id, tenantId])
}
model Use {
  itemId String
  tenantId String
  at Int
  item Item @relation(fields: [itemId, tenantId], references: [id, tenantId])
  ${line}
}
`;
    const model = modelOfText(text).models.get("Use");
    const relation = model?.field("item")?.relation;
    if (!relation) throw new Error("No relation");
    expect(foreignKeyIndex(relation) !== null).toBe(isExpected);
  });

  it.each([
    ["p", "@@index([other, p])"],
    ["p", "@@index([q])"],
    ["p, q", "@@index([p])"],
    ["p, q", "@@index([p, other, q])"],
    ["p, q", "@@index([p, q], type: Hash)"],
    ["p", "@@index([p], type: Gin)"],
    ["p", "@@index([p], type: Gist)"],
    ["p", "@@index([p], type: Brin)"],
    ["p", "@@fulltext([p])"],
    ["p", "@@index([p], where: { other: { not: null } })"],
    ["p", "@@index([p], where: { p: null })"],
    ["p", "@@index([p], where: { p: { not: 1 } })"],
    ["p", "@@index([p], where: {})"],
    ["p", "@@index([p], where: { p: { not: null }, other: 1 })"],
    ["p", '@@index([p], where: raw("p > 0"))'],
    ["p", '@@index([p], where: raw("p IS NOT NULL OR other > 0"))'],
    ["p", '@@unique([p], where: raw("\\"deletedAt\\" IS NULL"))'],
  ])("but not over %s: %s", (columns, line) => {
    expect(isCovered(columns, line)).toBe(false);
  });

  it("is found among all of the model", () => {
    const model = child("p", "@@index([other])", "@@unique([p, id])", "@@index([p])");
    const relation = model.field("parent")?.relation;
    expect(relation && foreignKeyIndex(relation)?.databaseName).toBe("Child_p_id_key");
  });

  it("is none where the relation has no key", () => {
    const text = "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n";
    const relation = modelOfText(text).models.get("A")?.field("bs")?.relation;
    expect(relation && foreignKeyIndex(relation)).toBeNull();
  });
});

describe("reading", () => {
  it("keeps order, sort, operator class, method and names", () => {
    const model = child(
      "p",
      '@@index([other(sort: Desc), q(ops: raw("int4_ops")), p(ops: Int4MinMaxOps)], type: Brin, map: "m")',
      '@@unique([other, q], name: "pair")',
    );
    expect(model.indexes).toMatchObject([
      {
        fields: [
          { name: "other", sort: "Desc", ops: null },
          { name: "q", sort: null, ops: "int4_ops" },
          { name: "p", sort: null, ops: "Int4MinMaxOps" },
        ],
        method: "Brin",
        partial: false,
        databaseName: "m",
      },
    ]);
    expect(model.uniques).toMatchObject([
      { clientName: "pair", databaseName: "Child_other_q_id_key", partial: false },
    ]);
  });

  it("takes half-typed attributes", () => {
    const model = child("p", "@@index", "@@index()", "@@index([])", "@@index(map: 1)");
    expect(model.indexes.map(({ fields }) => fields)).toEqual([[], [], [], []]);
    const relation = model.field("parent")?.relation;
    expect(relation && foreignKeyIndex(relation)).toBeNull();
  });
});
