from django.db import migrations, models

from accounts.departments import Department


def name(apps, editor):
    """平山县医疗保障局 becomes 医保局; what names no department of the list stays as it is."""
    posts = apps.get_model("accounts", "Post").objects.exclude(department="")
    for text in set(posts.values_list("department", flat=True)):
        if known := Department.named(text):
            posts.filter(department=text).update(department=known)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0004_machine_users"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="department",
            field=models.CharField(blank=True, choices=Department.choices, max_length=60, verbose_name="Department"),
        ),
        migrations.RunPython(name, migrations.RunPython.noop),
    ]
