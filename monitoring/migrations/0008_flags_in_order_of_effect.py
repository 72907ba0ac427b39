from django.db import migrations, models


class Migration(migrations.Migration):
    """A generated column cannot be altered, so it is made again, with its index."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("monitoring", "0007_batch_judged_against"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="flag", name="flag_open_by_urgency"),
        migrations.RemoveField(model_name="flag", name="urgency"),
        migrations.AddField(
            model_name="flag",
            name="urgency",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.expressions.CombinedExpression(
                    models.Case(
                        models.When(effect="clue", then=10),
                        models.When(effect="visit", then=20),
                        default=30,
                    ),
                    "+",
                    models.Case(
                        models.When(severity="red", then=1),
                        models.When(severity="yellow", then=2),
                        default=3,
                    ),
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name="flag",
            index=models.Index(
                condition=models.Q(("cleared_on", None)),
                fields=["urgency", "first_seen", "id"],
                name="flag_open_by_urgency",
            ),
        ),
    ]
