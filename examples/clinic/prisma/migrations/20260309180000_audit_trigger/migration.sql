CREATE OR REPLACE FUNCTION record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER AS $$
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

DROP TRIGGER IF EXISTS "Patient_audit" ON "Patient";
CREATE TRIGGER "Patient_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "Patient"
    FOR EACH ROW EXECUTE FUNCTION record_change();

CREATE TRIGGER "ProgressNote_audit"
    AFTER INSERT OR UPDATE OR DELETE ON "ProgressNote"
    FOR EACH ROW EXECUTE FUNCTION record_change();
