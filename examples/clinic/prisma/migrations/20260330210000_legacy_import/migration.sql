/*
  Warnings:

  - You are about to drop the column `phone` on the `Patient` table. All the data in the column will be lost.
*/
BEGIN;

-- The old practice software called states by their letters.
CREATE DOMAIN us_state AS TEXT CHECK (length(VALUE) = 2);

CREATE TABLE import_batches (
    id UUID PRIMARY KEY,
    state CHAR(2),
    source VARCHAR(40),
    the_number_of_the_patient_in_the_old_practice_software_as_exported TEXT
);

CREATE TYPE import_state AS ENUM ('OPEN', 'DONE');
ALTER TYPE import_state ADD VALUE 'RUNNING';

ALTER TABLE "Patient" DROP COLUMN "phone";

-- What the old software knew of patients and bookings.
ALTER TABLE "Patient" ADD COLUMN "legacyNumber" TEXT NOT NULL;
ALTER TABLE "Patient" ADD COLUMN "importKey" UUID DEFAULT gen_random_uuid();
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_legacyNumber_key" UNIQUE ("legacyNumber");
ALTER TABLE "Patient" ADD CONSTRAINT "Patient_legacyNumber_check" CHECK ("legacyNumber" <> '');
ALTER TABLE "Patient" RENAME COLUMN "ssn" TO "socialSecurityNumber";
ALTER TABLE "Invoice" ALTER COLUMN "amountCents" TYPE BIGINT;
CREATE INDEX CONCURRENTLY "Patient_importKey_idx" ON "Patient" ("importKey");

UPDATE "Appointment" SET "status" = 'BOOKED', "startsAt" = now(), "status" = 'ARRIVED';

CREATE ROLE importer LOGIN PASSWORD 'Winter2026!';

COMMIT;

COMMIT;

VACUUM FULL "Appointment";

CREATE TABLE IF NOT EXISTS import_problems (
    line INTEGER NOT NULL,
    problem TEXT NOT NULL
);
