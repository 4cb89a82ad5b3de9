import { join } from "node:path";
import { describe, expect, it } from "vitest";

import { parseSchema } from "../../src/languages/prisma/parser.ts";
import { schemaTree } from "../../src/project/schemas.ts";
import { makeProject } from "../support/temporary-project.ts";

const SAVED = ["A", "B", "C"].map((name) => `model ${name} {\n  id Int @id\n}\n`).join("\n");

describe("the tree of a schema that is being edited", () => {
  it("leaves that of the saved file as it is", () => {
    const path = join(makeProject({ "schema.prisma": SAVED }), "schema.prisma");
    const saved = schemaTree(SAVED, path);
    for (const edited of [`// one\n${SAVED}`, `// two\n\n${SAVED}`, SAVED.replace("B", "Bee")]) {
      expect(schemaTree(edited, path)).toEqual(parseSchema(edited));
      expect(schemaTree(edited, path).body[2]).not.toBe(saved.body[2]);
    }
    expect(schemaTree(SAVED, path)).toBe(saved);
    const edited = SAVED.replace("A", "Ay");
    expect(schemaTree(edited, path)).toEqual(parseSchema(edited));
    expect(saved).toEqual(parseSchema(SAVED));
  });
});
