"""When the state of each asset was last said or seen, beside it: counted on every page."""

import django.utils.timezone
from django.db import migrations, models

FILL = """
UPDATE assets_asset a SET confirmed_on = seen.last
FROM (
    SELECT asset_id, max(day) AS last FROM (
        SELECT asset_id, (at AT TIME ZONE 'Asia/Shanghai')::date AS day FROM assets_stateentry
        UNION ALL SELECT asset_id, inspected_on FROM assets_inspection
        UNION ALL SELECT asset_id, (at AT TIME ZONE 'Asia/Shanghai')::date FROM assets_stockline
            WHERE result = 'found'
    ) each GROUP BY asset_id
) seen
WHERE seen.asset_id = a.id
"""


class Migration(migrations.Migration):
    dependencies = [("assets", "0020_project_workbooks")]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="confirmed_on",
            field=models.DateField(
                default=django.utils.timezone.localdate, verbose_name="State last confirmed on"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
