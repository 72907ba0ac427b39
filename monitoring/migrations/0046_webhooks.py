"""Addresses for news, what happened, and what is on its way; triggers note what happened."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import uuid
from django.db import migrations, models


# Nothing is written while nobody asked to be told.
TRIGGERS = """
CREATE FUNCTION monitoring_note_flags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM monitoring_webhook WHERE ended_at IS NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO monitoring_happening (news, row_id, division_code, department)
        SELECT 'flags.raised', id, division_id, '' FROM new_rows WHERE cleared_on IS NULL;
    ELSE
        INSERT INTO monitoring_happening (news, row_id, division_code, department)
        SELECT CASE WHEN n.cleared_on IS NULL THEN 'flags.raised' ELSE 'flags.cleared' END,
            n.id, n.division_id, ''
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE (n.cleared_on IS NULL) <> (o.cleared_on IS NULL);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION monitoring_note_cases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM monitoring_webhook WHERE ended_at IS NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO monitoring_happening (news, row_id, division_code, department)
        SELECT 'cases.opened', id, division_id, '' FROM new_rows WHERE status = 'running';
    ELSE
        INSERT INTO monitoring_happening (news, row_id, division_code, department)
        SELECT 'cases.ended', n.id, n.division_id, ''
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE o.status = 'running' AND n.status <> 'running';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION monitoring_note_tasks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM monitoring_webhook WHERE ended_at IS NULL) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO monitoring_happening (news, row_id, division_code, department)
        SELECT 'tasks.given', id, division_id, department FROM new_rows;
    ELSE
        INSERT INTO monitoring_happening (news, row_id, division_code, department)
        SELECT 'tasks.changed', n.id, n.division_id, n.department
        FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE o.state <> n.state;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER note_inserted AFTER INSERT ON monitoring_flag
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_note_flags();
CREATE TRIGGER note_updated AFTER UPDATE ON monitoring_flag
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_note_flags();
CREATE TRIGGER note_inserted AFTER INSERT ON monitoring_case
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_note_cases();
CREATE TRIGGER note_updated AFTER UPDATE ON monitoring_case
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_note_cases();
CREATE TRIGGER note_inserted AFTER INSERT ON monitoring_task
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_note_tasks();
CREATE TRIGGER note_updated AFTER UPDATE ON monitoring_task
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_note_tasks();
"""

NO_TRIGGERS = """
DROP TRIGGER note_inserted ON monitoring_flag;
DROP TRIGGER note_updated ON monitoring_flag;
DROP TRIGGER note_inserted ON monitoring_case;
DROP TRIGGER note_updated ON monitoring_case;
DROP TRIGGER note_inserted ON monitoring_task;
DROP TRIGGER note_updated ON monitoring_task;
DROP FUNCTION monitoring_note_flags;
DROP FUNCTION monitoring_note_cases;
DROP FUNCTION monitoring_note_tasks;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0045_village_events'),
    ]

    operations = [
        migrations.CreateModel(
            name='Happening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('news', models.CharField(choices=[('flags.raised', 'Flag raised'), ('flags.cleared', 'Flag cleared'), ('cases.opened', 'Case opened'), ('cases.ended', 'Case ended'), ('tasks.given', 'Task given'), ('tasks.changed', 'Task changed')], max_length=20)),
                ('row_id', models.BigIntegerField()),
                ('division_code', models.CharField(db_collation='C', max_length=12)),
                ('department', models.CharField(blank=True, default='', max_length=60)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=500, verbose_name='Address')),
                ('news', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('flags.raised', 'Flag raised'), ('flags.cleared', 'Flag cleared'), ('cases.opened', 'Case opened'), ('cases.ended', 'Case ended'), ('tasks.given', 'Task given'), ('tasks.changed', 'Task changed')], max_length=20), size=None)),
                ('secret_cipher', models.BinaryField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='monitoring.client')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('events', models.JSONField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('delivered', 'Delivered'), ('dead', 'Given up')], default='waiting', max_length=9)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('fault', models.CharField(blank=True, choices=[('refused', 'The address lies where nothing may be sent'), ('unknown', 'The name of the address is not known'), ('unreachable', 'Nobody answers at the address'), ('too_slow', 'The answer took too long'), ('answer', 'The answer was not a success')], max_length=11)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(null=True)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='monitoring.webhook')),
            ],
            options={
                'ordering': ('made_at', 'pk'),
            },
        ),
        migrations.AddConstraint(
            model_name='webhook',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('client', 'url'), name='webhook_once_per_address', violation_error_message='This address is told already.'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['webhook', 'made_at'], name='delivery_waiting'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'dead')), fields=['webhook', 'done_at'], name='delivery_dead'),
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
