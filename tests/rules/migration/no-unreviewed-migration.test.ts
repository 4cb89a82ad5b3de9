import rule from "../../../src/rules/migration/no-unreviewed-migration.ts";
import { testOnSql } from "../../rule-tester.ts";

/** The location of a phrase on one line. */
const at = (line: number, column: number, length: number) => ({
  line,
  column,
  endLine: line,
  endColumn: column + length,
});

const DROPPED =
  "You are about to drop the column `note` on the `Visit` table. All the data in the column will be lost.";
const ADDED =
  "Added the required column `room` to the `Visit` table without a default value. This is not possible if the table is not empty.";

/** Prisma's comment about these, and a statement. */
const warning = (...sentences: string[]) =>
  `/*\n  Warnings:\n\n${sentences.map((sentence) => `  - ${sentence}`).join("\n")}\n\n*/\n-- AlterTable\nALTER TABLE "Visit" DROP COLUMN "note";`;

testOnSql("no-unreviewed-migration", rule, {
  valid: [
    ``,
    `-- AlterTable\nALTER TABLE "Visit" ADD COLUMN "note" TEXT;`,
    `/*\n  Reviewed:\n\n  - Drops the column note of Visit: empty since March, see #12.\n*/\nSELECT 1;`,
    `/* Warnings: */ SELECT 1;`,
    {
      name: "somebody's own warnings",
      code: warning("Deletes duplicates before it makes the index. Take a backup."),
    },
    {
      name: "sentences that somebody has changed or added to",
      code: warning(
        "The `note` column on the `Visit` table is being converted from TIMESTAMP to BOOLEAN. Its values are kept.",
        `${DROPPED} Nobody has read it since March.`,
        "You are about to drop the column `note` on the `Visit` table. All 659 notes are in `Note`.",
      ),
    },
    {
      name: "a required column that is filled before it is required",
      code: `/*\n  Warnings:\n\n  - ${ADDED}\n*/\nALTER TABLE "Visit" ADD COLUMN "room" TEXT;\nUPDATE "Visit" SET "room" = 'A';\nALTER TABLE "Visit" ALTER COLUMN "room" SET NOT NULL;`,
    },
    {
      name: "a required column with a default after all",
      code: `/*\n  Warnings:\n\n  - ${ADDED}\n*/\nALTER TABLE "Visit" ADD COLUMN "room" TEXT NOT NULL DEFAULT 'A';`,
    },
    {
      name: "values that are renamed, or built anew from the old ones",
      code: `/*\n  Warnings:\n\n  - ${DROPPED}\n*/\nALTER TABLE "Visit" RENAME COLUMN "note" TO "text";`,
    },
    {
      code: `/*\n  Warnings:\n\n  - The \`note\` column on the \`Visit\` table would be dropped and recreated. This will lead to data loss if there is data in the column.\n*/\nALTER TABLE "Visit" ADD COLUMN n INT; UPDATE "Visit" SET n = "note"::int; ALTER TABLE "Visit" DROP COLUMN "note"; ALTER TABLE "Visit" RENAME COLUMN n TO "note";`,
    },
    {
      name: "duplicates, NULLs and enum values that are taken away before",
      code: `/*\n  Warnings:\n\n  - A unique constraint covering the columns \`[mrn]\` on the table \`Visit\` will be added. If there are existing duplicate values, this will fail.\n  - Made the column \`note\` on table \`Visit\` required. This step will fail if there are existing NULL values in that column.\n  - The values [A,B] on the enum \`Role\` will be removed. If these variants are still used in the database, this will fail.\n*/\nDELETE FROM "Visit" WHERE "mrn" IS NULL;`,
    },
    {
      name: "a hash takes the place of a secret",
      code: `UPDATE "Visit" SET "hash" = encode(digest("token", 'sha256'), 'hex'); ALTER TABLE "Visit" DROP COLUMN "token";`,
    },
    {
      name: "not in a comment of several lines",
      code: `-- Warnings: ${DROPPED}\nSELECT 1;`,
    },
    {
      name: "in a string",
      code: `SELECT '/* Warnings: - ${DROPPED} */';`,
    },
    {
      name: "what is dropped was not copied",
      code: `UPDATE "Visit" SET "text" = 'a'; ALTER TABLE "Visit" DROP COLUMN "note";`,
    },
    {
      name: "a column that is built anew",
      code: `ALTER TABLE "Visit" ADD COLUMN n INT; UPDATE "Visit" SET n = "note"::int; ALTER TABLE "Visit" DROP COLUMN "note"; ALTER TABLE "Visit" RENAME COLUMN n TO "note";`,
    },
    {
      name: "a table that is built anew",
      code: `CREATE TABLE v (id TEXT); INSERT INTO v SELECT id FROM "Visit"; DROP TABLE "Visit"; ALTER TABLE v RENAME TO "Visit";`,
    },
    {
      name: "a table for the time being",
      code: `CREATE TEMP TABLE t AS SELECT 1 AS a; INSERT INTO u SELECT a FROM t; DROP TABLE t;`,
    },
    {
      name: "a constraint is no data",
      code: `UPDATE "Visit" SET "text" = "note"; ALTER TABLE "Visit" ALTER COLUMN "note" DROP NOT NULL;`,
    },
  ],
  invalid: [
    {
      code: warning(DROPPED),
      errors: [
        {
          message: `Prisma's warnings stand here as it wrote them: ${DROPPED} Look at each, and write in their place what you found.`,
          ...at(2, 3, 9),
        },
      ],
    },
    {
      code: warning(DROPPED, "Nobody reads it any more.", ADDED),
      errors: [
        {
          message: `Prisma's warnings stand here as it wrote them: ${DROPPED} And 1 more. Look at each, and write in their place what you found.`,
          ...at(2, 3, 9),
        },
      ],
    },
    ...[
      "A unique constraint covering the columns `[mrn]` on the table `Patient` will be added. If there are existing duplicate values, this will fail.",
      "Made the column `note` on table `Visit` required. This step will fail if there are existing NULL values in that column.",
      "The `note` column on the `Visit` table would be dropped and recreated. This will lead to data loss if there is data in the column.",
      "Changed the type of `note` on the `Visit` table. No cast exists, the column would be dropped and recreated, which cannot be done if there is data, since the column is required.",
      "The primary key for the `Visit` table will be changed. If it partially fails, the table could be left without primary key constraint.",
      "The values [A,B] on the enum `Role` will be removed. If these variants are still used in the database, this will fail.",
      "The required column `id` was added to the `Visit` table with a prisma-level default value. This is not possible if the table is not empty. Please add this column as optional, then populate it before making it required.",
    ].map((sentence) => ({
      name: sentence,
      code: warning(sentence),
      errors: [{ messageId: "warnings", ...at(2, 3, 9) }],
    })),
    {
      name: "with the line breaks of Windows",
      code: warning(DROPPED).replaceAll("\n", "\r\n"),
      errors: [{ messageId: "warnings", ...at(2, 3, 9) }],
    },
    {
      code: `ALTER TABLE "Visit" ADD COLUMN "text" TEXT;\n  UPDATE "Visit" SET "text" = upper("note");\nALTER TABLE "Visit" DROP COLUMN "note";`,
      errors: [
        {
          message:
            "UPDATE copies 'note' of 'Visit', and line 3 drops what it has copied from: when the copy turns out wrong, there is nothing left to repeat it with. Drop in a later migration, when the copy has been checked.",
          ...at(2, 3, 6),
        },
      ],
    },
    {
      name: "what is hashed is copied as well",
      code: `UPDATE "Visit" SET "hash" = md5("token"), "old" = "token"; ALTER TABLE "Visit" DROP COLUMN "token";`,
      errors: [{ messageId: "copyAndDrop", ...at(1, 1, 6) }],
    },
    {
      name: "a warning beside one that is answered",
      code: `/*\n  Warnings:\n\n  - ${ADDED}\n  - ${DROPPED}\n*/\nALTER TABLE "Visit" ADD COLUMN "room" TEXT, DROP COLUMN "note";`,
      errors: [
        {
          message: `Prisma's warnings stand here as it wrote them: ${DROPPED} Look at each, and write in their place what you found.`,
          ...at(2, 3, 9),
        },
      ],
    },
    {
      code: `INSERT INTO "Note" ("a", "b") SELECT "note", "author" FROM "Visit";\nALTER TABLE "Visit" DROP COLUMN "note",\n  DROP COLUMN "author";`,
      errors: [
        {
          message:
            "INSERT copies 'note' of 'Visit' and 'author' of 'Visit', and line 2 drops what it has copied from: when the copy turns out wrong, there is nothing left to repeat it with. Drop in a later migration, when the copy has been checked.",
          ...at(1, 1, 6),
        },
      ],
    },
    {
      code: `DO $$ BEGIN\n  INSERT INTO "Note" SELECT * FROM "Visit";\n  DROP TABLE "Visit";\nEND $$;`,
      errors: [{ messageId: "copyAndDrop", ...at(2, 3, 6) }],
    },
  ],
});
