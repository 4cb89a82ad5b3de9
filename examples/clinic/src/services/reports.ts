import { prisma } from "../db/client.js";

export async function visitsIn(clinicId: string, month: string) {
  return prisma.$queryRawUnsafe(
    `SELECT count(*) FROM "Appointment" WHERE "clinicId" = '${clinicId}' AND to_char("startsAt", 'YYYY-MM') = '${month}'`,
  );
}

export async function patientCount(clinicId: string) {
  return prisma.$queryRaw`SELECT count(*) FROM "Patient" WHERE "clinicId" = ${clinicId}::uuid`;
}

export async function phoneList(clinicId: string) {
  return prisma.$queryRaw`SELECT "lastName", "phone" FROM "Patient" WHERE "clinicId" = ${clinicId}::uuid`;
}
