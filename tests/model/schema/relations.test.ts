import { describe, expect, it } from "vitest";
import { relationName } from "../../../src/model/schema/relations.ts";
import type { Relation } from "../../../src/model/schema/types.ts";
import { modelOfText } from "../../support/schemas.ts";

/** The relation of `Model.field`. */
function relationOf(text: string, path: string): Relation {
  const [model = "", field = ""] = path.split(".");
  const relation = modelOfText(text).models.get(model)?.field(field)?.relation;
  if (!relation) throw new Error(`No relation ${path}`);
  return relation;
}

function oppositeName({ opposite }: Relation): string | null {
  return opposite && `${opposite.model.name}.${opposite.name}`;
}

const ONE_TO_MANY = `model User {
  id    Int    @id
  posts Post[]
}
model Post {
  id       Int  @id
  authorId Int?
  author   User? @relation(fields: [authorId], references: [id])
}
`;

describe("one to many", () => {
  it("is known from both sides", () => {
    const author = relationOf(ONE_TO_MANY, "Post.author");
    expect(author.cardinality).toBe("one-to-many");
    expect(oppositeName(author)).toBe("User.posts");
    expect(author.fields.map(({ name }) => name)).toEqual(["authorId"]);
    expect(author.references.map(({ name }) => name)).toEqual(["id"]);
    expect(author.fields[0]?.foreignKeys).toEqual([author]);

    const posts = relationOf(ONE_TO_MANY, "User.posts");
    expect(oppositeName(posts)).toBe("Post.author");
    expect(posts.fields).toEqual([]);
    expect(posts).toMatchObject({
      databaseName: "Post_authorId_fkey",
      effectiveOnDelete: "SetNull",
    });
    expect(relationName(posts)).toBe("PostToUser");
  });

  it.each([
    ["Int?", "User?", "", "SetNull"],
    ["Int", "User", "", "Restrict"],
    ["Int", "User?", "", "Restrict"],
    ["Int", "User", ", onDelete: Cascade", "Cascade"],
    ["Int?", "User?", ", onDelete: Whatever", "SetNull"],
  ])("of key %s to %s%s does %s on delete", (key, type, action, expected) => {
    const text = ONE_TO_MANY.replace("Int?", key)
      .replace("User?", type)
      .replace("[id])", `[id]${action})`);
    expect(relationOf(text, "Post.author").effectiveOnDelete).toBe(expected);
  });

  it("restricts as soon as one column of the key is required", () => {
    const text = `model A {
  p Int?
  q Int
  b B? @relation(fields: [p, q], references: [p, q])
}
model B {
  p Int
  q Int
  as A[]
  @@id([p, q])
}
`;
    expect(relationOf(text, "A.b").effectiveOnDelete).toBe("Restrict");
  });
});

describe("the other side", () => {
  it("is found by the relation's name", () => {
    const text = `model User {
  id Int @id
  written Post[] @relation("author")
  read Post[] @relation(name: "reader")
}
model Post {
  a Int
  b Int
  author User @relation("author", fields: [a], references: [id])
  reader User @relation("reader", fields: [b], references: [id])
}
`;
    expect(oppositeName(relationOf(text, "Post.author"))).toBe("User.written");
    expect(oppositeName(relationOf(text, "User.read"))).toBe("Post.reader");
  });

  it("is not guessed where two could be it", () => {
    const text = `model User {
  id Int @id
  posts Post[]
}
model Post {
  a Int
  b Int
  author User @relation(fields: [a], references: [id])
  reader User @relation(fields: [b], references: [id])
}
`;
    for (const path of ["Post.author", "Post.reader", "User.posts"]) {
      expect(relationOf(text, path).opposite).toBeNull();
    }
    expect(relationOf(text, "Post.author").effectiveOnDelete).toBe("Restrict");
    expect(relationOf(text, "User.posts")).toMatchObject({
      effectiveOnDelete: "NoAction",
      databaseName: "",
    });
  });

  it("may be missing", () => {
    const text = "model A {\n  bs B[]\n}\nmodel B {\n  id Int @id\n}\n";
    expect(relationOf(text, "A.bs")).toMatchObject({ opposite: null, cardinality: "one-to-many" });
  });

  it("of a model to itself is another field", () => {
    const text = `model Node {
  id Int @id
  parentId Int?
  parent Node? @relation("tree", fields: [parentId], references: [id])
  children Node[] @relation("tree")
  loner Node? @relation("alone", fields: [parentId], references: [id])
}
`;
    expect(oppositeName(relationOf(text, "Node.parent"))).toBe("Node.children");
    expect(oppositeName(relationOf(text, "Node.loner"))).toBeNull();
    expect(relationOf(text, "Node.parent").fields[0]?.foreignKeys).toHaveLength(2);
  });
});

describe("one to one", () => {
  it("has no list on either side", () => {
    const text =
      "model A {\n  id Int @id\n  b B?\n}\nmodel B {\n  aId Int @unique\n  a A @relation(fields: [aId], references: [id])\n}\n";
    expect(relationOf(text, "A.b").cardinality).toBe("one-to-one");
    expect(relationOf(text, "B.a").cardinality).toBe("one-to-one");
  });

  it("is told by a unique key where the other side is missing", () => {
    const text =
      "model A {\n  id Int @id\n}\nmodel B {\n  aId Int @unique\n  a A @relation(fields: [aId], references: [id])\n}\n";
    expect(relationOf(text, "B.a").cardinality).toBe("one-to-one");
  });
});

describe("implicit many to many", () => {
  const text =
    "model Tag {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  tags Tag[]\n}\n";

  it("has a table of its own, whose rows go with either side", () => {
    expect(relationOf(text, "Tag.posts")).toMatchObject({
      cardinality: "many-to-many",
      joinTable: "_PostToTag",
      effectiveOnDelete: "Cascade",
      databaseName: "_PostToTag_A_fkey",
    });
    expect(relationOf(text, "Post.tags").databaseName).toBe("_PostToTag_B_fkey");
  });
});
