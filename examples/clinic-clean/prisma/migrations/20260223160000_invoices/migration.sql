-- CreateTable
CREATE TABLE IF NOT EXISTS "Invoice" (
    "id" UUID NOT NULL,
    "patientId" UUID NOT NULL,
    "amountCents" INTEGER NOT NULL,
    "discountPct" INTEGER NOT NULL DEFAULT 0 CHECK ("discountPct" BETWEEN 0 AND 100),
    "paidAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX IF NOT EXISTS "Invoice_patientId_idx" ON "Invoice"("patientId");

-- AddForeignKey
SET lock_timeout = '5s';

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM pg_constraint
        WHERE conname = 'Invoice_patientId_fkey' AND conrelid = '"Invoice"'::regclass
    ) THEN
        ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
    END IF;
END $$;
