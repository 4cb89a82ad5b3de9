/** What depends on the version of Prisma Migrate. */

/** From this version on Prisma sends a migration's statements one by one. */
const FIRST_BY_STATEMENT = [7, 4] as const;

/**
 * Whether Prisma sends a whole migration as one query, which PostgreSQL runs as one implicit transaction. False
 * when the version is not known or is no version: what holds for both ways is then all that can be said.
 */
export function sendsWholeScripts(prismaVersion: string | undefined): boolean {
  const [, major, minor = "0"] = /^\D?(\d+)(?:\.(\d+))?/u.exec(prismaVersion ?? "") ?? [];
  if (major === undefined) return false;
  const [firstMajor, firstMinor] = FIRST_BY_STATEMENT;
  return Number(major) < firstMajor || (Number(major) === firstMajor && Number(minor) < firstMinor);
}
