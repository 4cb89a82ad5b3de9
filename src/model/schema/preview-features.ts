/** Preview features that a schema turns on. */

import type { SchemaModel } from "./types.ts";

/** Whether the schema can say that a unique index is partial, as it can in Prisma 7 with a flag. */
export function knowsPartialIndexes({ generators }: SchemaModel): boolean {
  return generators.some(({ previewFeatures }) => previewFeatures.includes("partialIndexes"));
}
