from django.db import migrations, models

from accounts.departments import Department

MODELS = ("Client", "TaskKind", "Task", "Happening")


def name(apps, editor):
    """平山县医疗保障局 becomes 医保局; what names no department of the list stays as it is."""
    for model in MODELS:
        rows = apps.get_model("monitoring", model).objects.exclude(department="")
        for text in set(rows.order_by().values_list("department", flat=True)):
            if known := Department.named(text):
                rows.filter(department=text).exclude(department=known).update(department=known)


def of_the_list():
    return models.CharField(choices=Department.choices, max_length=60, verbose_name="Department")


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0005_departments_of_a_list"),
        ("monitoring", "0047_column_mappings_of_feeds"),
    ]

    operations = [
        migrations.AlterField(model, "department", of_the_list())
        for model in ("client", "task", "taskkind")
    ] + [migrations.RunPython(name, migrations.RunPython.noop)]
