-- CreateTable
CREATE TABLE IF NOT EXISTS "Patient" (
    "id" UUID NOT NULL,
    "clinicId" UUID NOT NULL,
    "medicalRecordNumber" TEXT NOT NULL,
    "medicalRecordNumberHash" TEXT NOT NULL,
    "firstName" TEXT NOT NULL,
    "lastName" TEXT NOT NULL,
    "dateOfBirth" TEXT NOT NULL,
    "ssn" TEXT,
    "phone" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Patient_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX IF NOT EXISTS "Patient_clinicId_medicalRecordNumberHash_key" ON "Patient"("clinicId", "medicalRecordNumberHash");

-- AddForeignKey
SET lock_timeout = '5s';

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = 'Patient_clinicId_fkey' AND conrelid = '"Patient"'::regclass
    ) THEN
        ALTER TABLE "Patient" ADD CONSTRAINT "Patient_clinicId_fkey" FOREIGN KEY ("clinicId") REFERENCES "Clinic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
    END IF;
END $$;
