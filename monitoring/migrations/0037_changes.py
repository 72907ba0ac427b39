"""Revisions, the triggers that write them, and those of what is there already."""

from django.db import migrations, models
import django.db.models.functions.text

TABLES = {
    "monitoring_household": 1,
    "monitoring_member": 2,
    "monitoring_flag": 3,
    "monitoring_case": 4,
}

# Whoever writes an object holds its row, so two never wait for each other's revisions crosswise.
# A row that waits to be settled is only locked: settling.py leaves it until this transaction ends.
# Where an object leaves a division, both are told.
FUNCTION = """
CREATE SEQUENCE monitoring_revision_position OWNED BY monitoring_revision.position;

CREATE FUNCTION monitoring_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        INSERT INTO monitoring_revision AS r (kind, row_id, division_code)
        SELECT TG_ARGV[0]::smallint, id, division_id FROM new_rows
        ON CONFLICT (kind, row_id, division_code) DO UPDATE SET position = NULL
        WHERE r.position IS NOT NULL;
    WHEN 'UPDATE' THEN
        INSERT INTO monitoring_revision AS r (kind, row_id, division_code)
        SELECT TG_ARGV[0]::smallint, id, division_id FROM new_rows
        UNION SELECT TG_ARGV[0]::smallint, id, division_id FROM old_rows
        ON CONFLICT (kind, row_id, division_code) DO UPDATE SET position = NULL
        WHERE r.position IS NOT NULL;
    WHEN 'DELETE' THEN
        INSERT INTO monitoring_revision AS r (kind, row_id, division_code)
        SELECT TG_ARGV[0]::smallint, id, division_id FROM old_rows
        ON CONFLICT (kind, row_id, division_code) DO UPDATE SET position = NULL
        WHERE r.position IS NOT NULL;
    END CASE;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER revise_inserted AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_revise({kind});
CREATE TRIGGER revise_updated AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_revise({kind});
CREATE TRIGGER revise_deleted AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_revise({kind});
"""

NO_TRIGGERS = """
DROP TRIGGER revise_inserted ON {table};
DROP TRIGGER revise_updated ON {table};
DROP TRIGGER revise_deleted ON {table};
"""

CLOCK = """
SELECT setval(
    'monitoring_revision_position', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
);
"""

FILL = """
INSERT INTO monitoring_revision (kind, row_id, division_code, position)
SELECT {kind}, id, division_id, nextval('monitoring_revision_position') FROM {table};
"""


def each(statement):
    return "".join(statement.format(table=table, kind=kind) for table, kind in TABLES.items())


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0036_clients"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind",
                        "row_id",
                        "division_code",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Household"), (2, "Member"), (3, "Flag"), (4, "Case")]
                    ),
                ),
                ("row_id", models.BigIntegerField()),
                ("division_code", models.CharField(db_collation="C", max_length=12)),
                (
                    "county",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Left("division_code", 6),
                        output_field=models.CharField(max_length=6),
                    ),
                ),
                ("position", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("position__isnull", False)),
                        fields=["kind", "county", "position", "division_code"],
                        name="revision_of_county",
                    ),
                    models.Index(
                        condition=models.Q(("position__isnull", False)),
                        fields=["kind", "position", "division_code"],
                        name="revision_in_order",
                    ),
                    models.Index(
                        condition=models.Q(("position__isnull", True)),
                        fields=["row_id"],
                        name="revision_unsettled",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION monitoring_revise"),
        migrations.RunSQL(each(TRIGGERS), each(NO_TRIGGERS)),
        migrations.RunSQL(CLOCK + each(FILL), migrations.RunSQL.noop),
    ]
