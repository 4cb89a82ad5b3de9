/** The plugin's languages, joined with the project: one tree of a file for ESLint and for the rules that read it. */

import { createPostgresqlLanguage } from "./languages/postgresql/language.ts";
import { createPrismaLanguage } from "./languages/prisma/language.ts";
import { projectFingerprint } from "./project/fingerprint.ts";
import { scriptTree } from "./project/migrations.ts";
import { schemaTree } from "./project/schemas.ts";

/** For configs that use a language without a preset, whose settings carry the same. */
function fingerprint(): string {
  return projectFingerprint({}, process.cwd());
}

export const prisma = createPrismaLanguage({ fingerprint, parse: schemaTree });
export const postgresql = createPostgresqlLanguage({ fingerprint, parse: scriptTree });
