/** What a schema may still say, and Prisma no longer needs or takes, by version. */

/** `[major, minor]`. */
export type PrismaVersion = readonly [major: number, minor: number];

/** The two numbers of `6.19.0`; null for what is no version. */
export function parsePrismaVersion(version: string | undefined): PrismaVersion | null {
  const match = /^\D?(\d+)(?:\.(\d+))?/u.exec(version ?? "");
  return match ? [Number(match[1]), Number(match[2] ?? 0)] : null;
}

export function isAtLeast(version: PrismaVersion, other: PrismaVersion): boolean {
  return version[0] > other[0] || (version[0] === other[0] && version[1] >= other[1]);
}

/**
 * The version in which each preview feature became general. From Prisma's list of preview features and its release
 * notes; `@prisma/internals` 7.10 warns of every one of them.
 */
const GENERAL: Readonly<Record<string, PrismaVersion>> = {
  aggregateApi: [2, 5],
  distinct: [2, 5],
  middlewares: [2, 5],
  insensitiveFilters: [2, 8],
  atomicNumberOperations: [2, 10],
  connectOrCreate: [2, 11],
  transactionApi: [2, 11],
  uncheckedScalarInputs: [2, 15],
  nativeTypes: [2, 17],
  createMany: [2, 20],
  groupBy: [2, 20],
  microsoftSqlServer: [3, 0],
  nApi: [3, 0],
  namedConstraints: [3, 0],
  orderByAggregateGroup: [3, 0],
  orderByRelation: [3, 0],
  referentialActions: [3, 0],
  selectRelationCount: [3, 0],
  mongoDb: [3, 12],
  cockroachdb: [3, 14],
  extendedIndexes: [4, 0],
  filterJson: [4, 0],
  improvedQueryRaw: [4, 0],
  interactiveTransactions: [4, 7],
  referentialIntegrity: [4, 7],
  clientExtensions: [4, 16],
  filteredRelationCount: [4, 16],
  orderByNulls: [4, 16],
  extendedWhereUnique: [5, 0],
  fieldReference: [5, 0],
  jsonProtocol: [5, 0],
  fullTextIndex: [6, 0],
  tracing: [6, 1],
  omitApi: [6, 2],
  prismaSchemaFolder: [6, 7],
  multiSchema: [6, 13],
  driverAdapters: [6, 16],
  queryCompiler: [6, 16],
};

/** Preview features that were taken out again, or do nothing any more. */
const GONE: Readonly<Record<string, PrismaVersion>> = {
  dataProxy: [7, 0],
  deno: [7, 0],
  metrics: [7, 0],
};

/** What has become of a preview feature by a version. `since` is the version in which it did. */
export type FeatureState =
  | { kind: "current" }
  | { kind: "general" | "gone"; since: string }
  | { kind: "renamed"; since: string; name: string };

export function previewFeatureState(
  feature: string,
  version: PrismaVersion,
  isPostgres: boolean,
): FeatureState {
  const general = featureVersion(GENERAL, feature, version);
  if (general !== null) return { kind: "general", since: general };
  const gone = featureVersion(GONE, feature, version);
  if (gone !== null) return { kind: "gone", since: gone };
  if (feature === "fullTextSearch" && isAtLeast(version, [6, 0])) {
    return isPostgres
      ? { kind: "renamed", since: "6.0", name: "fullTextSearchPostgres" }
      : { kind: "general", since: "6.0" };
  }
  return { kind: "current" };
}

function featureVersion(
  versions: Readonly<Record<string, PrismaVersion>>,
  feature: string,
  version: PrismaVersion,
): string | null {
  const since = Object.hasOwn(versions, feature) ? versions[feature] : undefined;
  return since && isAtLeast(version, since) ? since.join(".") : null;
}

/** The oldest version of which the datasource's `referentialIntegrity` is called `relationMode`. */
export const RELATION_MODE: PrismaVersion = [4, 5];
/** From this version on a datasource holds no addresses, and `prisma-client` takes the place of `prisma-client-js`. */
export const CONFIG_FILE: PrismaVersion = [7, 0];
/** What `prisma.config.ts` holds then. */
export const ADDRESSES: readonly string[] = ["url", "directUrl", "shadowDatabaseUrl"];
