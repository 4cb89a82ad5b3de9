/** What Prisma's engine says of the syntax of a schema, apart from what it says of its meaning. */

import { createRequire } from "node:module";
import type * as Internals from "@prisma/internals";

import type { PrismaSyntaxError } from "../../src/languages/prisma/ast.ts";

// The package is CommonJS, and its named exports cannot be seen from ES modules.
const internals = createRequire(import.meta.url)("@prisma/internals") as typeof Internals;

/** The diagnostics of the engine's parser; all others come from its validation. */
const SYNTAX = [
  "This line is ",
  "This block is invalid",
  "Invalid type definition",
  "Field declarations don't require a `:`",
  "Fields are required by default",
  "please use `Type[]` instead of `[Type]`",
  "Optional lists are not supported",
  "It is either missing a name or a type",
  "Unknown escape sequence",
  "Invalid unicode escape sequence",
];

/** Errors of ours that the engine finds later, and only in attributes it knows. */
const FOUND_IN_VALIDATION = /^Trailing commas|is missing a value/u;

/** The syntax errors that the engine reports; null where it crashes, as on `ops: unknown("…")`. */
export function engineSyntaxErrors(text: string): PrismaSyntaxError[] | null {
  try {
    return internals
      .lintSchema({ schemas: [["schema.prisma", text]] })
      .filter((diagnostic) => SYNTAX.some((message) => diagnostic.text.includes(message)))
      .map((diagnostic) => ({
        message: diagnostic.text,
        range: [diagnostic.start, diagnostic.end],
      }));
  } catch {
    return null;
  }
}

/** The numbers, from 1, of the lines on which errors begin, without those that only validation finds. */
export function linesOf(errors: readonly PrismaSyntaxError[], text: string): number[] {
  const lines = errors
    .filter(({ message }) => !FOUND_IN_VALIDATION.test(message))
    .map(({ range: [start] }) => text.slice(0, start).split(/\r\n|\r|\n/u).length);
  return [...new Set(lines)].sort((a, b) => a - b);
}
