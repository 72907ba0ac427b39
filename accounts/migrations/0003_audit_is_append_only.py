"""The database itself refuses to change or delete what the audit says."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is append-only: % refused', TG_OP;
END $$;

CREATE FUNCTION audit_is_sealed_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.position IS NULL AND OLD.chain IS NULL
       AND NEW.position IS NOT NULL AND NEW.chain IS NOT NULL
       AND to_jsonb(OLD) - 'position' - 'chain' = to_jsonb(NEW) - 'position' - 'chain'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the audit is append-only: UPDATE refused';
END $$;

CREATE TRIGGER audit_update BEFORE UPDATE ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_is_sealed_once();
CREATE TRIGGER audit_delete BEFORE DELETE ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_truncate BEFORE TRUNCATE ON accounts_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER seal_change BEFORE UPDATE OR DELETE ON accounts_auditseal
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER seal_truncate BEFORE TRUNCATE ON accounts_auditseal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
"""

BACKWARDS = """
DROP TRIGGER seal_truncate ON accounts_auditseal;
DROP TRIGGER seal_change ON accounts_auditseal;
DROP TRIGGER audit_truncate ON accounts_auditevent;
DROP TRIGGER audit_delete ON accounts_auditevent;
DROP TRIGGER audit_update ON accounts_auditevent;
DROP FUNCTION audit_is_sealed_once();
DROP FUNCTION audit_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_audit_chain")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
