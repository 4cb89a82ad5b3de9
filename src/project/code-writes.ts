/** What the code of a repository writes to fields, read when a rule on schemas asks for it. */

import { encryptedWrites, mayEncryptWrites } from "../model/client/encrypted-writes.ts";
import type { WrittenPath } from "../model/client/encrypted-writes.ts";
import { writesName } from "../model/client/written-names.ts";
import { fromFile, readText } from "./cache.ts";
import { oncePerLook } from "./locate.ts";
import { parseModule, readModule } from "./modules.ts";
import { MAX_SOURCE_SIZE, sourcesBelow } from "./source-files.ts";

/**
 * Whether some module below `root` may write a field of that name; where there are no modules, the code is elsewhere. Only
 * modules that mention it are parsed.
 */
export const isWrittenBelow = oncePerLook((root: string, name: string): boolean => {
  let isCodeElsewhere = true;
  for (const file of sourcesBelow(root)) {
    isCodeElsewhere = false;
    const text = readText(file);
    if (text === null || text.length > MAX_SOURCE_SIZE || !text.includes(name)) continue;
    const module = readModule(file);
    // What does not parse may write it.
    if (module?.ok !== true || writesName(module.program, name)) return true;
    // Raw SQL names the column in a text.
    if (/\b(?:UPDATE|SET)\b/u.test(text)) return true;
  }
  return isCodeElsewhere;
});

/** What a module writes as ciphertext. */
export interface EncryptingModule {
  file: string;
  paths: readonly WrittenPath[];
}

/** The modules below `root` that encrypt what they write. Only those that name something that encrypts are parsed. */
export const encryptingModulesBelow = oncePerLook((root: string): readonly EncryptingModule[] => {
  const found: EncryptingModule[] = [];
  for (const file of sourcesBelow(root)) {
    const paths = fromFile(file, encryptedIn) ?? [];
    if (paths.length > 0) found.push({ file, paths });
  }
  return found;
});

function encryptedIn(text: string, file: string): readonly WrittenPath[] {
  if (text.length > MAX_SOURCE_SIZE || !mayEncryptWrites(text)) return [];
  const module = parseModule(text, file);
  return module.ok ? encryptedWrites(module.program) : [];
}
