import { inClinic } from "../db/tenancy.js";

export async function visitsIn(clinicId: string, month: string) {
  return inClinic(
    clinicId,
    (tx) => tx.$queryRaw`
      SELECT count(*) FROM "Appointment" a JOIN "Patient" p ON p."id" = a."patientId"
      WHERE p."clinicId" = ${clinicId}::uuid AND to_char(a."startsAt", 'YYYY-MM') = ${month}`,
  );
}
