import { prisma } from "../db/client.js";

export async function removePatient(id: string) {
  return prisma.patient.delete({ where: { id } });
}

export async function forgetAppointments(patientId: string) {
  return prisma.patient.update({
    where: { id: patientId },
    data: { appointments: { deleteMany: { status: "CANCELLED" } } },
  });
}

export async function patientsOf(clinicId: string) {
  return prisma.patient.findMany({ where: { clinicId, deletedAt: null } });
}

export async function patientWithSsn(ssn: string) {
  return prisma.patient.findFirst({ where: { ssn } });
}

export async function admit(clinicId: string, firstName: string, lastName: string, ssn: string) {
  return prisma.clinic.update({
    where: { id: clinicId },
    data: { patients: { create: { firstName, lastName, ssn } } },
  });
}
