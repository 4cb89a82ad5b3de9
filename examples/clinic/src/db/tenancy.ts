import { prisma } from "./client.js";

/** Tells the policies whose patients the queries that follow may see. */
export async function enterClinic(clinicId: string) {
  await prisma.$executeRaw`SELECT set_config('app.clinicId', ${clinicId}, false)`;
}
