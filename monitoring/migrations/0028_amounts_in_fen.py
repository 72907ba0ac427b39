from django.db import migrations

from monitoring.indicators.models import Yuan

LABELS = {
    "business_income": "Business income",
    "net_income": "Net income",
    "net_income_before": "Net income of the year before",
    "out_of_pocket": "Compliant out-of-pocket spending",
    "reference_income": "Net income after compliant spending",
    "wage_income": "Wage income",
}


def alter(action: str) -> str:
    """All columns at once: the table is written again only once."""
    columns = ", ".join(f"ALTER {name} TYPE {action.format(name)}" for name in LABELS)
    return f"ALTER TABLE monitoring_householdindicators {columns}"


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0027_column_mappings_of_an_area")]

    operations = [
        migrations.RunSQL(
            alter("bigint USING {0} * 100"),
            alter("numeric(16, 2) USING {0} * 0.01"),
            state_operations=[
                migrations.AlterField(
                    "householdindicators", name, Yuan(null=True, verbose_name=label)
                )
                for name, label in LABELS.items()
            ],
        ),
    ]
