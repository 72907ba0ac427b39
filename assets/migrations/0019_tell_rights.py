"""A change of a right is one of its asset, for the programs that keep a copy (migration 0011)."""

from django.db import migrations

# Who writes a right holds the row of its asset, as who writes the asset does. The asset of a right
# that comes and goes with it in one transaction is told by its own triggers.
TRIGGERS = """
CREATE FUNCTION assets_revise_rights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO monitoring_revision AS r (kind, row_id, division_code)
    SELECT 5, id, division_id FROM assets_asset WHERE id IN (SELECT asset_id FROM changed)
    ON CONFLICT (kind, row_id, division_code) DO UPDATE SET position = NULL
    WHERE r.position IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER revise_inserted AFTER INSERT ON assets_right
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION assets_revise_rights();
CREATE TRIGGER revise_updated AFTER UPDATE ON assets_right
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION assets_revise_rights();
CREATE TRIGGER revise_deleted AFTER DELETE ON assets_right
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION assets_revise_rights();
"""
NO_TRIGGERS = """
DROP TRIGGER revise_inserted ON assets_right;
DROP TRIGGER revise_updated ON assets_right;
DROP TRIGGER revise_deleted ON assets_right;
DROP FUNCTION assets_revise_rights();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0018_right_by_asset"),
        ("monitoring", "0053_assets_for_programs"),
    ]

    operations = [migrations.RunSQL(TRIGGERS, NO_TRIGGERS)]
