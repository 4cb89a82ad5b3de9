import rule from "../../../src/rules/migration/no-long-identifier.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

const x = (times: number) => "x".repeat(times);

testOnSql("no-long-identifier", rule, {
  valid: [
    `CREATE TABLE "${x(63)}" ("${x(62)}é" TEXT);`.replace("xxé", "é"),
    `CREATE TABLE ${x(63)} (a TEXT DEFAULT '${x(64)}'); -- ${x(64)}`,
    // 61 bytes and a quote, which is written twice.
    `CREATE TABLE "${x(61)}""" (a TEXT);`,
    `CREATE TABLE "${x(64)}" (a;`,
    // What PostgreSQL alone reads.
    `CREATE TABLE U&"${String.raw`\0061`.repeat(20)}" (a TEXT);`,
    `DO $$ BEGIN PERFORM '${x(64)}'; END $$;`,
    ``,
  ],
  invalid: [
    {
      code: `CREATE INDEX "${x(64)}" ON t (a);\nDROP INDEX "${x(64)}";`,
      output: `CREATE INDEX "${x(63)}" ON t (a);\nDROP INDEX "${x(63)}";`,
      errors: [
        {
          message: `'${x(64)}' is longer than 63 bytes: PostgreSQL makes '${x(63)}' of it, and who asks the catalogs for the long name finds nothing.`,
          ...at(1, 14, 66),
        },
        { messageId: "cut", ...at(2, 12, 66) },
      ],
    },
    {
      // Cut before the character that does not fit whole; a word is folded and keeps its spelling.
      code: `CREATE TABLE "${x(62)}é" (${"A".repeat(70)} INT);`,
      output: `CREATE TABLE "${x(62)}" (${"A".repeat(63)} INT);`,
      errors: [
        { messageId: "cut", data: { name: `${x(62)}é`, cut: x(62) }, ...at(1, 14, 65) },
        {
          messageId: "cut",
          data: { name: "a".repeat(70), cut: "a".repeat(63) },
          ...at(1, 81, 70),
        },
      ],
    },
    {
      // A few letters of three bytes each.
      code: `CREATE TABLE "${"表".repeat(22)}" (a INT);`,
      output: `CREATE TABLE "${"表".repeat(21)}" (a INT);`,
      errors: [{ messageId: "cut", ...at(1, 14, 24) }],
    },
    {
      code: `CREATE TABLE "${x(62)}""y" (a INT);`,
      output: `CREATE TABLE "${x(62)}""" (a INT);`,
      errors: [
        { messageId: "cut", data: { name: `${x(62)}"y`, cut: `${x(62)}"` }, ...at(1, 14, 67) },
      ],
    },
    {
      code: `CREATE INDEX ${x(63)}a ON t (a);\nCREATE INDEX ${x(63)}b ON t (b);`,
      output: null,
      errors: [
        {
          messageId: "collides",
          data: { name: `${x(63)}a`, twin: `${x(63)}b`, cut: x(63) },
          ...at(1, 14, 64),
        },
        {
          message: `'${x(63)}b' and '${x(63)}a' are one name to PostgreSQL, which keeps '${x(63)}' of both: the second is refused, or takes the place of the first.`,
          ...at(2, 14, 64),
        },
      ],
    },
    {
      code: `DO $$\nBEGIN\n  IF to_regclass('"${x(64)}"') IS NULL THEN\n    ALTER TABLE t ADD COLUMN ${x(64)} INT;\n  END IF;\n  UPDATE t SET a = (SELECT ${x(64)} FROM t);\nEND\n$$;`,
      output: `DO $$\nBEGIN\n  IF to_regclass('"${x(64)}"') IS NULL THEN\n    ALTER TABLE t ADD COLUMN ${x(63)} INT;\n  END IF;\n  UPDATE t SET a = (SELECT ${x(63)} FROM t);\nEND\n$$;`,
      errors: [
        { messageId: "cut", ...at(4, 30, 64) },
        { messageId: "cut", ...at(6, 28, 64) },
      ],
    },
    {
      code: `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN ${x(64)}(); END $$;`,
      output: `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN ${x(63)}(); END $$;`,
      errors: [{ messageId: "cut", ...at(1, 69, 64) }],
    },
    {
      // Here the quote in the name is written twice, for the string around it.
      code: `DO 'BEGIN DROP TABLE "${x(62)}''yz"; END';`,
      output: null,
      errors: [{ messageId: "cut", ...at(1, 22, 68) }],
    },
    {
      code: `DO $$ BEGIN EXECUTE 'DROP TABLE ${x(64)}'; END $$;`,
      output: `DO $$ BEGIN EXECUTE 'DROP TABLE ${x(63)}'; END $$;`,
      errors: [{ messageId: "cut", ...at(1, 33, 64) }],
    },
  ],
});
