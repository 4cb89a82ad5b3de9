import { describe, expect, it } from "vitest";
import {
  foreignKeyName,
  identifierLimit,
  indexName,
  joinTableNames,
  primaryKeyName,
  uniqueName,
} from "../../../src/model/schema/database-names.ts";

const LIMIT = identifierLimit("postgresql");

describe("default names", () => {
  it("are made of the table, the columns and a suffix", () => {
    expect(primaryKeyName("users", LIMIT)).toBe("users_pkey");
    expect(uniqueName("users", ["email"], LIMIT)).toBe("users_email_key");
    expect(indexName("users", ["a", "b"], LIMIT)).toBe("users_a_b_idx");
    expect(foreignKeyName("posts", ["author_id"], LIMIT)).toBe("posts_author_id_fkey");
  });

  it("are cut to 63 bytes before the suffix", () => {
    const table = "t".repeat(60);
    expect(primaryKeyName(table, LIMIT)).toBe("t".repeat(58) + "_pkey");
    expect(indexName(table, ["column"], LIMIT)).toBe("t".repeat(59) + "_idx");
    expect(joinTableNames(table, LIMIT).foreignKeys.A).toBe("_" + "t".repeat(55) + "_A_fkey");
    expect(primaryKeyName("t".repeat(58), LIMIT)).toBe("t".repeat(58) + "_pkey");
  });

  it("are never cut within a character", () => {
    // 57 bytes and a character of two, three and four bytes: one byte is left before the suffix.
    for (const character of ["ü", "名", "😀"]) {
      expect(primaryKeyName("t".repeat(57) + character, LIMIT)).toBe("t".repeat(57) + "_pkey");
    }
  });

  it("are as long as the database allows", () => {
    const table = "t".repeat(200);
    expect(primaryKeyName(table, identifierLimit("sqlserver"))).toHaveLength(128);
    expect(primaryKeyName(table, identifierLimit("sqlite"))).toHaveLength(205);
    expect(identifierLimit(null)).toBe(63);
  });
});
