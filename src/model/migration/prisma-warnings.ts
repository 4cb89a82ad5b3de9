/** The sentences that Prisma writes into the comment above a migration that may lose data or fail. */

/** What a sentence warns of. */
export type WarningKind =
  | "dropColumn"
  | "dropTable"
  | "cast"
  | "recreateColumn"
  | "primaryKey"
  | "unique"
  | "enumValues"
  | "addRequired"
  | "makeRequired"
  | "makeList";

export interface PrismaWarning {
  kind: WarningKind;
  /** The sentence. */
  text: string;
  table: string | null;
  column: string | null;
}

/**
 * Whole sentences, as Prisma's schema engine has them; `…` stands for what differs from version to version, and at the
 * end of the lists. Who has changed one, or added to it, has looked at it.
 */
const SENTENCES: readonly (readonly [WarningKind, string])[] = [
  [
    "dropColumn",
    "You are about to drop the column `{column}` on the `{table}` table. All the data in the column will be lost.",
  ],
  [
    "dropTable",
    "You are about to drop the `{table}` table. If the table is not empty, all the data it contains will be lost.",
  ],
  [
    "cast",
    "You are about to alter the column `{column}` on the `{table}` table. The data in that column …",
  ],
  [
    "recreateColumn",
    "The `{column}` column on the `{table}` table would be dropped and recreated. This will lead to data loss…",
  ],
  [
    "recreateColumn",
    "Changed the type of `{column}` on the `{table}` table. No cast exists, the column would be dropped and recreated, which cannot be done …",
  ],
  [
    "makeList",
    "Changed the column `{column}` on the `{table}` table from a scalar field to a list field. If there are non-null values in that column, this step will fail.",
  ],
  [
    "makeRequired",
    "Made the column `{column}` on table `{table}` required. … if there are existing NULL values in that column.",
  ],
  [
    "addRequired",
    "Added the required column `{column}` to the `{table}` table without a default value. This is not possible if the table is not empty.",
  ],
  [
    "addRequired",
    "The required column `{column}` was added to the `{table}` table with a prisma-level default value. This is not possible if the table is not empty. …",
  ],
  [
    "unique",
    "A unique constraint covering the columns `[…]` on the table `{table}` will be added. If there are existing duplicate values, this will fail.",
  ],
  [
    "unique",
    "The migration will add a unique constraint covering the columns `[…]` on the table `{table}`. If there are existing duplicate values, the migration will fail.",
  ],
  [
    "primaryKey",
    "The primary key for the `{table}` table will be changed. If it partially fails, the table could be left without primary key constraint.",
  ],
  [
    "primaryKey",
    "The migration will change the primary key for the `{table}` table. If it partially fails, the table could be left without primary key constraint.",
  ],
  [
    "enumValues",
    "The values […] on the enum `…` will be removed. If these variants are still used in the database, this will fail.",
  ],
  [
    "enumValues",
    "The migration will remove the values […] on the enum `…`. If these variants are still used in the database, the migration will fail.",
  ],
];

const PATTERNS = SENTENCES.map(([kind, sentence]) => ({ kind, pattern: patternOf(sentence) }));

function patternOf(sentence: string): RegExp {
  const source = sentence
    .replaceAll(/[.[\]]/g, String.raw`\$&`)
    .replaceAll("…", ".*")
    .replaceAll(/\{(\w+)\}/g, "(?<$1>[^`]*)");
  return new RegExp(`^${source}$`, "u");
}

/** What Prisma warns of in a sentence; null for a sentence that is not Prisma's. */
export function prismaWarning(text: string): PrismaWarning | null {
  for (const { kind, pattern } of PATTERNS) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const { table = null, column = null } = found.groups ?? {};
    return { kind, text, table, column };
  }
  return null;
}
