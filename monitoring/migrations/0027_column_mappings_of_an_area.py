from django.db import migrations, models


def forget(apps, schema_editor):
    """Nobody said for which area these were meant; the next upload asks again."""
    apps.get_model("monitoring", "ColumnMapping").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0026_papers")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint("columnmapping", "header_mapped_once"),
        migrations.AddField(
            "columnmapping",
            "division_code",
            models.CharField(db_collation="C", max_length=12, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "columnmapping",
            models.UniqueConstraint(
                fields=("division_code", "kind", "header"), name="header_mapped_once_per_area"
            ),
        ),
    ]
