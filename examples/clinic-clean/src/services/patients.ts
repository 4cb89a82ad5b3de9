import { prisma } from "../db/client.js";

export async function removePatient(id: string) {
  return prisma.patient.update({ where: { id }, data: { deletedAt: new Date() } });
}

export async function forgetAppointments(patientId: string) {
  return prisma.appointment.updateMany({
    where: { patientId, status: "CANCELLED" },
    data: { deletedAt: new Date() },
  });
}

export async function patientsOf(clinicId: string) {
  return prisma.patient.findMany({ where: { clinicId, deletedAt: null } });
}
