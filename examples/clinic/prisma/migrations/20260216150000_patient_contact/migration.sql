-- AlterTable
ALTER TABLE "Patient" ADD COLUMN     "email" TEXT,
ADD COLUMN     "deletedAt" TIMESTAMP(3);

CREATE INDEX IF NOT EXISTS patient_by_number ON "Patient" ("clinicId", "medicalRecordNumber");
