import { describe, expect, it } from "vitest";

import { clientCall, rawCall } from "../../../src/model/client/calls.ts";
import { clientNames } from "../../../src/model/client/receivers.ts";
import { fromCalls, schemaOf } from "./code.ts";

const schema = schemaOf(`
model User { id String @id }
model AuditLog { id String @id }
type Address { city String }
`);

function calls(code: string, names?: readonly string[]): string[] {
  return fromCalls(code, (node, scopes) => {
    if (node.type !== "CallExpression") return null;
    const call = clientCall(node, scopes, schema, names && clientNames(names));
    return call && `${call.model?.name ?? `?${call.accessor}`}.${call.method}`;
  });
}

describe("clientCall", () => {
  it.each([
    ["a client", "prisma.user.findMany()"],
    ["a member", "this.prisma.user.findMany()"],
    ["a context", "ctx.db.user.findMany()"],
    ["a private field", "class A { #db; f() { this.#db.user.findMany() } }"],
    ["a cast", "(prisma as any).user.findMany()"],
    ["a cast twice", "(prisma as unknown as Client)!.user!.findMany()"],
    ["an optional chain", "ctx?.prisma?.user?.findMany()"],
    ["a literal key", 'prisma["user"]["findMany"]()'],
    ["either of two", "(tx ?? this.prisma).user.findMany()"],
    ["a factory", "getPrisma().user.findMany()"],
    ["a factory that is waited for", "(await getPrismaClient()).user.findMany()"],
    ["a new one", "new PrismaClient().user.findMany()"],
    ["an extended one", "prisma.$extends(x).user.findMany()"],
    ["this", "class Db extends PrismaClient { f() { return this.user.findMany() } }"],
    ["an alias", "const p = tx as any; p.user.findMany()"],
    ["an alias of an alias", "const p = prisma; const q = p; q.user.findMany()"],
    ["a renamed client", "const { prisma: p } = ctx; p.user.findMany()"],
    ["a renamed parameter", "function f({ db: d }) { d.user.findMany() }"],
    ["a delegate", "const u = prisma.user; u.findMany()"],
    ["a delegate taken out", "const { user } = prisma; user.findMany()"],
    ["a delegate taken out and renamed", "const { user: u } = this.prisma; u.findMany()"],
    ["a delegate in a field", "class A { users = prisma.user; f() { this.users.findMany() } }"],
    ["a transaction", "prisma.$transaction(async (t) => { await t.user.findMany() })"],
    ["a module's own alias", "const p = prisma; export function f() { p.user.findMany() }"],
  ])("knows %s", (_, code) => {
    expect(calls(code)).toEqual(["User.findMany"]);
  });

  it("lowers the first letter alone", () => {
    expect(calls("prisma.auditLog.create({})")).toEqual(["AuditLog.create"]);
  });

  it("knows clients of the settings", () => {
    expect(calls("store.user.findMany()", ["store"])).toEqual(["User.findMany"]);
    expect(calls("store.user.findMany()")).toEqual([]);
  });

  it("says which models the schema lacks", () => {
    expect(calls("prisma.ghost.delete({}); prisma.address.delete({})")).toEqual([
      "?ghost.delete",
      "?address.delete",
    ]);
  });

  it.each([
    ["a router", "router.delete('/user')"],
    ["another service", "stripe.user.delete()"],
    ["a map", "const user = new Map(); user.delete('a')"],
    ["another method", "prisma.user.toString()"],
    ["the client itself", "prisma.findMany()"],
    ["a name that gets another value", "let u = prisma.user; u = other; u.delete({})"],
    ["a name taken out of elsewhere", "const { user } = cache; user.delete({})"],
    ["a callback of something else", "pool.run(async (t) => { await t.user.delete({}) })"],
    ["a name that is its own", "const a = b; const b = a; a.user.delete({})"],
  ])("passes over %s", (_, code) => {
    expect(calls(code)).toEqual([]);
  });

  it("finds nothing without a schema", () => {
    const found = fromCalls("prisma.user.findMany()", (node, scopes) =>
      node.type === "CallExpression" ? clientCall(node, scopes, null) : null,
    );
    expect(found).toEqual([]);
  });

  it("reads the arguments", () => {
    const kinds = (code: string) =>
      fromCalls(code, (node, scopes) =>
        node.type === "CallExpression" ? (clientCall(node, scopes, schema)?.args ?? null) : null,
      ).map((args) => (args.kind === "object" ? `object ${String(args.inPlace)}` : args.kind));
    expect(kinds("prisma.user.findMany()")).toEqual(["none"]);
    expect(kinds("prisma.user.findMany({})")).toEqual(["object true"]);
    expect(kinds("const a = {}; prisma.user.findMany(a)")).toEqual(["object false"]);
    expect(kinds("prisma.user.findMany(args)")).toEqual(["dynamic"]);
  });
});

describe("rawCall", () => {
  function raw(code: string): string[] {
    return fromCalls(code, (node, scopes) => {
      const call = rawCall(node, scopes);
      return call && `${call.kind}${call.tagged ? " tagged" : ""} +${call.parameters.length}`;
    });
  }

  it.each([
    ["prisma.$queryRaw`SELECT 1`", "queryRaw tagged +0"],
    ["prisma.$queryRaw<User[]>`SELECT 1`", "queryRaw tagged +0"],
    ["prisma.$executeRaw(sql)", "executeRaw +0"],
    ["tx?.$queryRawUnsafe('SELECT $1', a)", "queryRawUnsafe +1"],
    ['(prisma as any)["$executeRawUnsafe"](sql)', "executeRawUnsafe +0"],
    ['const m = "$queryRawUnsafe"; prisma[m](sql)', "queryRawUnsafe +0"],
    ["const run = prisma.$queryRawUnsafe; run(sql)", "queryRawUnsafe +0"],
    ["const { $queryRawUnsafe: run } = prisma; run(sql)", "queryRawUnsafe +0"],
  ])("knows %s", (code, expected) => {
    expect(raw(code)).toEqual([expected]);
  });

  it("knows a method that is bound to its client", () => {
    expect(raw("const run = prisma.$queryRawUnsafe.bind(prisma); run(sql)")).toEqual([
      "queryRawUnsafe +0",
    ]);
  });

  it.each(["prisma.$transaction([])", "prisma.$queryRawTyped(q)", "queryRaw(sql)", "gql`x`"])(
    "passes over %s",
    (code) => {
      expect(raw(code)).toEqual([]);
    },
  );
});
