"""Every change of an asset is told to the programs that keep a copy (monitoring migration 0037)."""

from django.db import migrations

ASSET = 5  # Revision.Kind

TRIGGERS = f"""
CREATE TRIGGER revise_inserted AFTER INSERT ON assets_asset
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_revise({ASSET});
CREATE TRIGGER revise_updated AFTER UPDATE ON assets_asset
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_revise({ASSET});
CREATE TRIGGER revise_deleted AFTER DELETE ON assets_asset
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_revise({ASSET});
"""
NO_TRIGGERS = """
DROP TRIGGER revise_inserted ON assets_asset;
DROP TRIGGER revise_updated ON assets_asset;
DROP TRIGGER revise_deleted ON assets_asset;
"""
# Settled later, with what changes meanwhile.
FILL = f"""
INSERT INTO monitoring_revision (kind, row_id, division_code)
SELECT {ASSET}, id, division_id FROM assets_asset;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0010_restructuring"),
        ("monitoring", "0053_assets_for_programs"),
    ]

    operations = [
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
        migrations.RunSQL(FILL, f"DELETE FROM monitoring_revision WHERE kind = {ASSET}"),
    ]
