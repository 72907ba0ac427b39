"""Who gave most to each project, beside it: asked of every asset on lists and pages."""

from django.db import migrations, models

FILL = """
UPDATE assets_project p SET source = (
    SELECT f.source FROM assets_funding f WHERE f.project_id = p.id
    GROUP BY f.source ORDER BY sum(f.amount) DESC, f.source LIMIT 1
)
WHERE EXISTS (SELECT FROM assets_funding f WHERE f.project_id = p.id)
"""


class Migration(migrations.Migration):
    dependencies = [("assets", "0021_confirmed_on")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="source",
            field=models.CharField(
                blank=True,
                choices=[('中央', 'Central government'), ('省级', 'Province'), ('市级', 'City'), ('县级', 'County'), ('东西部协作', 'East-west cooperation'), ('定点帮扶', 'Assigned partner unit'), ('社会捐赠', 'Donations'), ('其他', 'Other')],
                default="",
                editable=False,
                max_length=5,
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
