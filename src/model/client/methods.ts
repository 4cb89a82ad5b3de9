/** The methods that Prisma Client has for each model. */

interface Method {
  does: "read" | "write" | "delete";
  /** What it resolves to, as far as it is of the model: a row or null, a list of rows. */
  gives: "row" | "rows" | null;
  /** The first version of Prisma that has it, where that is not long ago. */
  since?: readonly [major: number, minor: number];
}

const TABLE = {
  findUnique: { does: "read", gives: "row" },
  findUniqueOrThrow: { does: "read", gives: "row" },
  findFirst: { does: "read", gives: "row" },
  findFirstOrThrow: { does: "read", gives: "row" },
  findMany: { does: "read", gives: "rows" },
  count: { does: "read", gives: null },
  aggregate: { does: "read", gives: null },
  groupBy: { does: "read", gives: null },
  create: { does: "write", gives: "row" },
  createMany: { does: "write", gives: null },
  createManyAndReturn: { does: "write", gives: "rows", since: [5, 14] },
  update: { does: "write", gives: "row" },
  updateMany: { does: "write", gives: null },
  updateManyAndReturn: { does: "write", gives: "rows", since: [6, 2] },
  upsert: { does: "write", gives: "row" },
  delete: { does: "delete", gives: "row" },
  deleteMany: { does: "delete", gives: null },
} as const satisfies Record<string, Method>;

export type ClientMethod = keyof typeof TABLE;

export const METHODS: Readonly<Record<ClientMethod, Method>> = TABLE;

export function isClientMethod(name: string | null): name is ClientMethod {
  return name !== null && Object.hasOwn(METHODS, name);
}

/** Whether a method writes what it is given. */
export function isWritingMethod(name: string): name is ClientMethod {
  return isClientMethod(name) && METHODS[name].does === "write";
}

/** The methods that write what they are given. */
export const WRITING_METHODS: readonly ClientMethod[] =
  Object.keys(METHODS).filter(isWritingMethod);
