import { describe, expect, it } from "vitest";

import { rawCall } from "../../../src/model/client/calls.ts";
import { deletedByQuery } from "../../../src/model/client/deleted-tables.ts";
import { fromCalls } from "./code.ts";

function deleted(code: string): string[] {
  return fromCalls(code, (node, scopes) => {
    const call = rawCall(node, scopes);
    return call && deletedByQuery(call, scopes);
  })
    .flat()
    .map(({ statement, schema, name }) => `${statement} ${schema ?? "-"}.${name}`);
}

describe("deletedByQuery", () => {
  it.each([
    ["db.$executeRaw`DELETE FROM Notes WHERE id = ${id}`", ["DELETE -.notes"]],
    ['db.$executeRaw`DELETE FROM clinic."Note" USING t`', ["DELETE clinic.Note"]],
    ['db.$executeRaw`DELETE FROM ONLY "Note" ${where}`', ["DELETE -.Note"]],
    ["db.$executeRawUnsafe('TRUNCATE a, ' + 'b CASCADE')", ["TRUNCATE -.a", "TRUNCATE -.b"]],
    ["db.$executeRawUnsafe(`TRUNCATE TABLE a ${mode}`)", ["TRUNCATE -.a"]],
    ["db.$executeRawUnsafe(`TRUNCATE a ${mode}`)", ["TRUNCATE -.a"]],
    ["db.$queryRaw(Prisma.sql`DELETE FROM a`)", ["DELETE -.a"]],
    ["const T = 'a'; db.$queryRawUnsafe(`DELETE FROM ${T}`)", ["DELETE -.a"]],
    ["db.$executeRaw`SELECT 1; DELETE FROM a; DELETE FROM b`", ["DELETE -.a", "DELETE -.b"]],
  ])("in %s", (code, expected) => {
    expect(deleted(code).toSorted()).toEqual(expected);
  });

  it.each([
    "db.$executeRaw`UPDATE a SET deleted = 'DELETE FROM b'`",
    "db.$executeRaw`CREATE TABLE a (b INT REFERENCES c ON DELETE CASCADE)`",
    "db.$executeRawUnsafe(sql)",
    "db.$executeRawUnsafe(`DELETE ${what}`)",
  ])("none in %s", (code) => {
    expect(deleted(code)).toEqual([]);
  });
});
