import { describe, expect, it } from "vitest";

import { rawCall } from "../../../src/model/client/calls.ts";
import { runsAlone, runsInTransaction } from "../../../src/model/client/transactions.ts";
import { fromCalls } from "./code.ts";

/** Where the one raw query of a text runs. */
function placeOf(code: string): "inside" | "alone" | "unknown" {
  const [place] = fromCalls(code, (node, scopes) => {
    const call = rawCall(node, scopes);
    if (!call) return null;
    if (runsInTransaction(call, scopes)) return "inside";
    return runsAlone(call, scopes) ? "alone" : "unknown";
  });
  if (!place) throw new Error("There is no raw query.");
  return place;
}

const QUERY = "$executeRaw`SELECT 1`";

/** A query in a class with these members. */
function inClass(members: string, client: string, heritage = ""): string {
  return `class A ${heritage} { ${members} async f() { await ${client}.${QUERY}; } }`;
}

describe("a query inside of a transaction", () => {
  it.each([
    ["its callback", `p.$transaction(async (t) => { await t.${QUERY} })`],
    ["its callback, returned", `p.$transaction((t) => t.${QUERY})`],
    ["a function in its callback", `p.$transaction(async (t) => rows.map(() => t.${QUERY}))`],
    ["an alias", `p.$transaction(async (t) => { const u = t as any; await u.${QUERY} })`],
    ["its list", `p.$transaction([p.${QUERY}, p.user.count()])`],
    ["its list with options", `this.p.$transaction([p.${QUERY}], { timeout: 1 })`],
  ])("is found in %s", (_, code) => {
    expect(placeOf(code)).toBe("inside");
  });
});

describe("a query on its own", () => {
  it.each([
    ["an import", `import { p } from "p"; await p.${QUERY}`],
    ["a namespace", `import * as p from "p"; await p.prisma.${QUERY}`],
    ["a required module", `const { p } = require("p"); await p.${QUERY}`],
    ["a chain of promises", `import { p } from "p"; await p.${QUERY}.then(f).finally(g)`],
    ["a list, but waited for before", `import { p } from "p"; p.$transaction([await p.${QUERY}])`],
    ["the outer client", `import { p } from "p"; p.$transaction(async () => { await p.${QUERY} })`],
    ["a client made here", `async function f() { await new PrismaClient().${QUERY} }`],
    ["a field with its type", inClass("p: Db.PrismaClient;", "this.p")],
    ["a field with its value", inClass("p = new PrismaClient();", "this.p")],
    ["a parameter of the constructor", inClass("constructor(private p: DbService) {}", "this.p")],
    ["this", inClass("", "this", "extends PrismaClient")],
  ])("is found on %s", (_, code) => {
    expect(placeOf(code)).toBe("alone");
  });

  it.each([
    ["a parameter", `async function f(p: PrismaClient) { await p.${QUERY} }`],
    ["what a parameter holds", `async function f({ p }) { await p.${QUERY} }`],
    ["what another function gives", `async function f() { const p = g(); await p.${QUERY} }`],
    ["what a call gives", `import { get } from "p"; await get().${QUERY}`],
    ["a global", `await p.${QUERY}`],
    ["an import called transaction", `import { transaction } from "p"; await transaction.${QUERY}`],
    ["an import that was called so", `import { tx as p } from "p"; await p.${QUERY}`],
    ["a member called so", `import { p } from "p"; await p.tx.${QUERY}`],
    ["a computed member", `import { p } from "p"; await p[k].${QUERY}`],
    ["a proxy", `const p = new Proxy(q, {}); await p.${QUERY}`],
    ["a variable that a function sets", `let p = a; function f() { p = b } await p.${QUERY}`],
    ["a promise that is kept", `import { p } from "p"; const q = p.${QUERY}`],
    ["a promise that is passed on", `import { p } from "p"; await f(p.${QUERY})`],
    ["a promise in a list", `import { p } from "p"; await Promise.all([p.${QUERY}])`],
    ["a list of another function", `import { p } from "p"; run([p.${QUERY}])`],
    ["a list of options", `import { p } from "p"; p.$transaction(f, [p.${QUERY}])`],
    ["an alias of the method", "const q = p.$executeRawUnsafe; await q('SELECT 1')"],
    ["a field without a type", inClass("p;", "this.p")],
    ["a field of either type", inClass("p: PrismaClient | Tx;", "this.p")],
    ["a field of a type by another name", inClass("p: Db;", "this.p")],
    ["an inherited field", inClass("", "this.p", "extends B")],
    ["a plain parameter's name", inClass("constructor(p: PrismaClient) {}", "this.p")],
    ["a type of transactions", inClass("p: TransactionPrismaClient;", "this.p")],
    ["this of another class", inClass("", "this", "extends B")],
    ["either of two", `import { p } from "p"; await (store.tx ?? p).${QUERY}`],
  ])("is not taken for granted on %s", (_, code) => {
    expect(placeOf(code)).toBe("unknown");
  });

  it("may be put into a transaction by a decorator", () => {
    const code = (decorator: string) =>
      `class A { p: PrismaService; ${decorator} async f() { await this.p.${QUERY} } }`;
    expect(placeOf(code("@Transactional()"))).toBe("unknown");
    expect(placeOf(code("@db.InTransaction"))).toBe("unknown");
    expect(placeOf(code("@Cron('* * * * *')"))).toBe("alone");
  });
});
