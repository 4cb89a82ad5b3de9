import { inClinic } from "../db/tenancy.js";

export async function removePatient(clinicId: string, id: string) {
  return inClinic(clinicId, (tx) =>
    tx.patient.update({ where: { id }, data: { deletedAt: new Date() } }),
  );
}

export async function forgetAppointments(clinicId: string, patientId: string) {
  return inClinic(clinicId, (tx) =>
    tx.appointment.updateMany({
      where: { patientId, status: "CANCELLED" },
      data: { deletedAt: new Date() },
    }),
  );
}

export async function patientsOf(clinicId: string) {
  return inClinic(clinicId, (tx) =>
    tx.patient.findMany({ where: { clinicId, deletedAt: null } }),
  );
}
