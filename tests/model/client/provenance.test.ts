import { describe, expect, it } from "vitest";

import { provenanceOf, unknownPiece } from "../../../src/model/client/provenance.ts";
import { fromCalls } from "./code.ts";

/** The provenance of what `sink` is called with. */
function provenance(code: string): string | undefined {
  return fromCalls(code, (node, scopes) => {
    if (node.type !== "CallExpression" || node.callee.type !== "Identifier") return null;
    const [argument] = node.arguments;
    return node.callee.name === "sink" && argument ? provenanceOf(argument, scopes) : null;
  })[0];
}

describe("provenanceOf", () => {
  it.each([
    ["a literal", "sink('a')"],
    ["a template of constants", "const T = 'users'; sink(`SELECT * FROM ${T}`)"],
    ["a sum of constants", "const A = 'a' + 'b'; sink(A + 'c')"],
    ["a member of a constant object", "const T = { a: 'x' } as const; sink(T.a)"],
    ["any member of a constant object", "const T = { a: 'x', b: 'y' }; sink(T[key])"],
    ["a frozen object's member", "const T = Object.freeze({ a: 'x' }); sink(T[key])"],
    ["an entry of a constant map", "const M = new Map([['a', 'x']]); sink(M.get(key))"],
    ["a member of an enum", "enum T { A = 'a' } sink(T.A)"],
    ["any member of an enum", "enum T { A = 'a', B = 'b' } sink(T[key])"],
    ["a choice of constants", "sink(desc ? 'DESC' : 'ASC')"],
    ["a default", "function f({ dir = 'ASC' } = {}) { sink(dir) } f()"],
    ["a name that only gets constants", "let s: string; if (a) s = 'x'; else s = 'y'; sink(s)"],
    ["a number", "sink(`LIMIT ${Number(x)}`)"],
    ["arithmetic", "sink(`LIMIT ${page * 10}`)"],
    ["a counter", "let n = 1; sink(`$${n++}`)"],
    ["a count", "sink(`$${values.length}`)"],
    ["an index", "rows.forEach((row, i) => sink(`$${i + 1}`))"],
    ["an element of a constant list", "const L = ['a', 'b']; for (const t of L) sink(`DROP ${t}`)"],
    ["a part of it", "const L = [{ t: 'a', n: f() }]; for (const { t } of L) sink(t)"],
    ["a callback's element", "['a', 'b'].map((t) => sink(t))"],
    ["a key", "const M = { a: f() }; for (const k of Object.keys(M)) sink(k)"],
    ["a key of an entry", "const M = { a: f() }; for (const [k] of Object.entries(M)) sink(k)"],
    ["what a local function returns", "function f() { if (a) return 'x'; return 'y' } sink(f())"],
    ["what every caller gives", "function f(t) { sink(t) } f('a'); f('b')"],
    ["a static constant of a class", "class A { static readonly N = 5; f() { sink(`${A.N}`) } }"],
    ["an imported constant", "import { TABLE } from './t'; sink(TABLE)"],
    ["a member of an imported constant", "import { TABLES } from './t'; sink(TABLES[key])"],
    ["a generated name", "import { Prisma } from '@prisma/client'; sink(Prisma.ModelName.User)"],
    ["a change of case", "const L = { a: 'x' }; sink(L[key].toUpperCase())"],
    ["constants that are joined", "sink(['a', 'b'].join(', '))"],
  ])("takes %s for constant", (_, code) => {
    expect(provenance(code)).toBe("constant");
  });

  it.each([
    ["includes", "if (!['a', 'b'].includes(x)) throw e; sink(x)"],
    ["a constant list", "const L = ['a'] as const; if (!L.includes(x)) { throw e } sink(x)"],
    ["an imported list", "import { L } from './l'; if (!L.includes(x)) throw e; sink(x)"],
    ["a set", "const S = new Set(['a']); if (S.has(x)) sink(x)"],
    ["keys", "const M = { a: 1 }; if (!Object.keys(M).includes(x)) throw e; sink(x)"],
    ["in", "const M = { a: 1 }; if (x in M) sink(x)"],
    ["a choice", "sink(['a'].includes(x) ? x : 'a')"],
    ["equality", "if (x !== 'a' && x !== 'b') throw e; sink(x)"],
    ["a switch", "switch (x) { case 'a': sink(x) }"],
    ["a pattern of plain words", "if (!/^[a-z_]+$/.test(x)) throw e; sink(x)"],
    ["a number's test", "if (!Number.isInteger(x)) throw e; sink(x)"],
    ["a member", "if (!['a'].includes(q.sort)) throw e; sink(q.sort)"],
    [
      "a guard in a function",
      "function f(n) { if (!/^\\w+$/.test(n)) throw e; return n } sink(f(x))",
    ],
    ["a guard behind a name", "const s = ['a'].includes(x) ? x : 'a'; sink(s)"],
  ])("believes an allow-list: %s", (_, code) => {
    expect(provenance(code)).toBe("constant");
  });

  it.each([
    ["a number", "function f(n: number) { sink(n) }"],
    ["literals", "function f(d: 'ASC' | 'DESC') { sink(d) }"],
    ["an alias of literals", "type D = 'ASC' | 'DESC'; function f(d: D) { sink(d) }"],
    ["a member's number", "function f(o: { limit?: number }) { sink(`LIMIT ${o.limit}`) }"],
    ["an interface's number", "interface O { n: number } function f({ n }: O) { sink(n) }"],
    ["a number taken out later", "function f(o: { n: number }) { const { n } = o; sink(n) }"],
  ])("believes the type of a parameter: %s", (_, code) => {
    expect(provenance(code)).toBe("constant");
  });

  it.each([
    [
      "pushed and joined",
      "const c = []; c.push('a = $1'); if (b) c.push('b'); sink(c.join(' AND '))",
    ],
    ["added to", "let s = 'a'; if (b) s += ' AND b'; sink(s)"],
    ["added in a loop", "let s = 'a'; while (b) s = s + ', $1'; sink(s)"],
    ["one for each row", "sink(rows.map((_, i) => `OR a = $${i}`).join(' '))"],
    ["repeated", "sink(Array(n).fill('a').join(','))"],
    ["made by count", "sink(Array.from({ length: n }, (_, i) => `a${i}`).join(','))"],
  ])("takes constants that are %s for assembled", (_, code) => {
    expect(provenance(code)).toBe("assembled");
  });

  it.each([
    ["one for each row", "sink(rows.map((_, i) => `($${i}, $${i + 1}::uuid)`).join(', '))"],
    ["repeated", "sink(Array(n).fill('?').join(','))"],
    ["made by count", "sink(Array.from({ length: n }, (_, i) => `$${i}`).join(','))"],
  ])("takes placeholders that are %s for constant", (_, code) => {
    expect(provenance(code)).toBe("constant");
  });

  it("takes no names for placeholders", () => {
    expect(provenance("sink(names.map((name) => `$${name}`).join(','))")).toBe("unknown");
  });

  it.each([
    [
      "an imported table",
      "import { T } from './t'; const c = T.find((d) => d.id === x); sink(c.name)",
    ],
    [
      "a table that is passed in",
      "export function f(t: Column[]) { const c = t.find((d) => d.id === x); sink(`ORDER BY ${c.name}`) }",
    ],
  ])("takes a column's name for the text of %s", (_, code) => {
    expect(provenance(code)).toBe("constant");
  });

  it.each([
    ["a global", "sink(x)"],
    ["a parameter", "export function f(x: string) { sink(x) }"],
    ["a parameter of a function that is passed on", "function f(x) { sink(x) } use(f)"],
    ["a parameter that one caller gives input", "function f(x) { sink(x) } f('a'); f(y)"],
    ["a request", "(req) => sink(`ORDER BY ${req.query.sort}`)"],
    ["what is waited for", "async () => sink(await load())"],
    ["an imported name in lower case", "import { table } from './t'; sink(table)"],
    ["a list of input", "sink(ids.join(','))"],
    ["input for each row", "sink(rows.map((r) => r.id).join(','))"],
    ["input that is pushed", "const c = ['a']; c.push(x); sink(c.join())"],
    ["an object that changes", "const T = { a: 'x' }; T.a = y; sink(T.a)"],
    ["an object that is spread in", "const T = { a: 'x', ...y }; sink(T[key])"],
    ["a name that gets input later", "let s = 'a'; s = x; sink(s)"],
    ["a cast", "sink(x as 'ASC' | 'DESC')"],
    ["an annotated variable", "const d: 'ASC' = req.query.d; sink(d)"],
    ["a decorated parameter", "class A { f(@Query('n') n: number) { sink(n) } }"],
    ["a server action's parameter", "'use server'; export function f(n: number) { sink(n) }"],
    ["a list that is input", "function f(x, list) { if (list.includes(x)) sink(x) }"],
    ["a guard that does not stop", "function f(x) { if (!['a'].includes(x)) log(x); sink(x) }"],
    ["a guard of something else", "function f(x, y) { if (!['a'].includes(y)) throw e; sink(x) }"],
    ["a guard before another value", "let x = y; if (!['a'].includes(x)) throw e; x = z; sink(x)"],
    ["either of two tests", "function f(x) { if (['a'].includes(x) || b) sink(x) }"],
    ["a pattern without ends", "function f(x) { if (/[a-z]+/.test(x)) sink(x) }"],
    ["what a schema parses", "sink(z.enum(['a']).parse(x))"],
    ["a name that is its own", "const a = b; const b = a; sink(a)"],
    [
      "a row of input",
      "(req) => { const c = req.body.columns.find((d) => d.id === x); sink(c.name) }",
    ],
    [
      "a row of a list of texts",
      "function f(l: string[]) { const c = l.find((d) => d === x); sink(c.a) }",
    ],
    [
      "a row whose variable changes",
      "import { T } from './t'; let c = T.find((d) => d.id === x); c = y; sink(c.name)",
    ],
  ])("does not know %s", (_, code) => {
    expect(provenance(code)).toBe("unknown");
  });

  it("ends on deep and long texts", () => {
    const sum = Array.from({ length: 400 }, (_, index) => `'${index}'`).join(" + ");
    expect(provenance(`sink(${sum})`)).toBe("constant");
    const names = Array.from(
      { length: 60 },
      (_, i) => `const a${i + 1} = b ? a${i} : a${i} + 'x';`,
    );
    expect(provenance(`const a0 = x; ${names.join("\n")} sink(a60)`)).toBe("unknown");
  });
});

describe("unknownPiece", () => {
  it.each([
    ["`SELECT ${'a'} ${x}`", "x"],
    ["'a' + (b ? 'c' : d.e)", "d.e"],
    ["`a ${`b ${x}`}`", "x"],
    ["f(x)", "f(x)"],
  ])("of %s is %s", (text, expected) => {
    const code = `sink(${text})`;
    const pieces = fromCalls(code, (node, scopes) => {
      if (node.type !== "CallExpression" || node.range[0] !== 0) return null;
      const [argument] = node.arguments;
      return argument ? code.slice(...unknownPiece(argument, scopes).range) : null;
    });
    expect(pieces).toEqual([expected]);
  });
});
