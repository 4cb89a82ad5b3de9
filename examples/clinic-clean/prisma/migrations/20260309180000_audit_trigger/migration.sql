CREATE OR REPLACE FUNCTION record_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "AuditLog" ("actorId", "action", "resource", "resourceId")
    VALUES (
        NULLIF(current_setting('app.user_id', true), '')::uuid,
        TG_OP,
        TG_TABLE_NAME,
        COALESCE(NEW."id", OLD."id")
    );
    RETURN COALESCE(NEW, OLD);
END;
$$;

SET lock_timeout = '5s';

DROP TRIGGER IF EXISTS "Patient_audit" ON "Patient";
CREATE TRIGGER "Patient_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "Patient"
    FOR EACH ROW EXECUTE FUNCTION record_change();

DROP TRIGGER IF EXISTS "ProgressNote_audit" ON "ProgressNote";
CREATE TRIGGER "ProgressNote_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "ProgressNote"
    FOR EACH ROW EXECUTE FUNCTION record_change();

DROP TRIGGER IF EXISTS "Appointment_audit" ON "Appointment";
CREATE TRIGGER "Appointment_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "Appointment"
    FOR EACH ROW EXECUTE FUNCTION record_change();

DROP TRIGGER IF EXISTS "Prescription_audit" ON "Prescription";
CREATE TRIGGER "Prescription_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "Prescription"
    FOR EACH ROW EXECUTE FUNCTION record_change();

DROP TRIGGER IF EXISTS "Invoice_audit" ON "Invoice";
CREATE TRIGGER "Invoice_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "Invoice"
    FOR EACH ROW EXECUTE FUNCTION record_change();

DROP TRIGGER IF EXISTS "User_audit" ON "User";
CREATE TRIGGER "User_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "User"
    FOR EACH ROW EXECUTE FUNCTION record_change();

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP;
END;
$$;

DROP TRIGGER IF EXISTS "AuditLog_refuse_change" ON "AuditLog";
CREATE TRIGGER "AuditLog_refuse_change"
    BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditLog"
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DROP TRIGGER IF EXISTS audit_batch_entries_refuse_change ON audit_batch_entries;
CREATE TRIGGER audit_batch_entries_refuse_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_batch_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
