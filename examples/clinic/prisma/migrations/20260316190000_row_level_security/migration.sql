ALTER TABLE "Patient" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Patient" FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS patient_of_clinic ON "Patient";
CREATE POLICY patient_of_clinic ON "Patient"
    USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid)
    WITH CHECK ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);

CREATE POLICY user_of_clinic ON "User"
    USING ("clinicId" = NULLIF(current_setting('app.clinic_id', true), '')::uuid);

ALTER TABLE audit_batches ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE VIEW closed_batches AS SELECT id, closed_at FROM audit_batches;

-- Billing sees every patient, until it has policies of its own.
CREATE POLICY patient_for_billing ON "Patient" USING (true);
