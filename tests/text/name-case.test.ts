import { describe, expect, it } from "vitest";

import { NAME_CASES, isInCase, joinWords, onlyCaseOf, wordsOf } from "../../src/text/name-case.ts";

describe("cases", () => {
  it.each([
    ["id", "camelCase snake_case"],
    ["firstName", "camelCase"],
    ["userID", "camelCase"],
    ["first_name", "snake_case"],
    ["User", "PascalCase"],
    ["SOAPNote", "PascalCase"],
    ["FAQ", "PascalCase UPPER_CASE"],
    ["NO_SHOW", "UPPER_CASE"],
    ["created_By", ""],
    ["first__name", ""],
    ["icd10", "camelCase snake_case"],
    ["Été", "PascalCase"],
    ["名前", "camelCase PascalCase snake_case UPPER_CASE"],
  ])("%s is in %s", (name, cases) => {
    expect(NAME_CASES.filter((nameCase) => isInCase(name, nameCase)).join(" ")).toBe(cases);
    expect(onlyCaseOf(name)).toBe(cases === "" || cases.includes(" ") ? null : cases);
  });
});

describe("words", () => {
  it.each([
    ["firstName", "first Name"],
    ["S3Key", "S3 Key"],
    ["SOAPNote", "SOAP Note"],
    ["userIDs", "user IDs"],
    ["icd10Code", "icd10 Code"],
    ["NO_SHOW", "NO SHOW"],
    ["created_By", "created By"],
    ["a2b", "a2 b"],
  ])("%s is %s", (name, words) => {
    expect(wordsOf(name).join(" ")).toBe(words);
  });

  it("keeps a compound word whole", () => {
    expect(wordsOf("PersistedGraphQLQuery", ["GraphQL"])).toEqual([
      "Persisted",
      "GraphQL",
      "Query",
    ]);
  });
});

describe("joined", () => {
  it.each([
    ["camelCase", "soapNoteId"],
    ["PascalCase", "SoapNoteId"],
    ["snake_case", "soap_note_id"],
    ["UPPER_CASE", "SOAP_NOTE_ID"],
  ] as const)("%s: %s", (nameCase, name) => {
    expect(joinWords(["SOAP", "Note", "ID"], nameCase)).toBe(name);
  });
});
