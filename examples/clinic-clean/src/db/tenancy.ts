import type { Prisma } from "@prisma/client";

import { prisma } from "./client.js";

/** Runs queries in a transaction in which the policies know whose patients are meant. */
export async function inClinic<Result>(
  clinicId: string,
  run: (tx: Prisma.TransactionClient) => Promise<Result>,
): Promise<Result> {
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.clinic_id', ${clinicId}, true)`;
    return run(tx);
  });
}
