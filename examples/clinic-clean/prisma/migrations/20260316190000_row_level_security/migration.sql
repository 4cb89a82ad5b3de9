SET lock_timeout = '5s';

ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Patient" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS patient_of_clinic ON "Patient";
CREATE POLICY patient_of_clinic ON "Patient"
    USING ("clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid))
    WITH CHECK ("clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid));

ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "User" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS user_of_clinic ON "User";
CREATE POLICY user_of_clinic ON "User"
    USING ("clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid))
    WITH CHECK ("clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid));

ALTER TABLE "Appointment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Appointment" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS appointment_of_clinic ON "Appointment";
CREATE POLICY appointment_of_clinic ON "Appointment"
    USING (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "Appointment"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ))
    WITH CHECK (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "Appointment"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ));

ALTER TABLE "ProgressNote" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ProgressNote" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS progress_note_of_clinic ON "ProgressNote";
CREATE POLICY progress_note_of_clinic ON "ProgressNote"
    USING (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "ProgressNote"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ))
    WITH CHECK (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "ProgressNote"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ));

ALTER TABLE "Prescription" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Prescription" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS prescription_of_clinic ON "Prescription";
CREATE POLICY prescription_of_clinic ON "Prescription"
    USING (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "Prescription"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ))
    WITH CHECK (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "Prescription"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ));

ALTER TABLE "Invoice" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Invoice" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS invoice_of_clinic ON "Invoice";
CREATE POLICY invoice_of_clinic ON "Invoice"
    USING (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "Invoice"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ))
    WITH CHECK (EXISTS (
        SELECT 1 FROM "Patient"
        WHERE "Patient"."id" = "Invoice"."patientId"
          AND "Patient"."clinicId" = (SELECT NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    ));
