"""What matched records give the registry: per column a few statements, with history.

The newest fact of a topic counts. A value from a stronger source than the one that gave today's is
written; from a weaker one, or where a person has to say, it becomes a difference.
"""

from typing import Any, cast

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from psycopg2.sql import SQL, Composed, Identifier

from monitoring.feeds.catalogue.schema import Entity, Feed, Update
from monitoring.feeds.updates.models import Precedence
from monitoring.registry.history import key, update_rows
from monitoring.registry.models import Household, LivingConditions, Member, Source

MODELS: dict[Entity, type[models.Model]] = {
    Entity.HOUSEHOLD: Household,
    Entity.CONDITIONS: LivingConditions,
    Entity.MEMBER: Member,
}
ROW_OF_RECORD = {
    Entity.HOUSEHOLD: SQL("t.id = r.household_id"),
    Entity.CONDITIONS: SQL("t.household_id = r.household_id"),
    Entity.MEMBER: SQL("t.id = r.member_id"),
}
# Of a house each of its people can tell: of whomever the newest fact is, it counts.
SAME_ROW = {
    Entity.HOUSEHOLD: SQL("n.household_id = r.household_id"),
    Entity.CONDITIONS: SQL("n.household_id = r.household_id"),
    Entity.MEMBER: SQL("n.subject = r.subject"),
}

# What Precedence calls the source of an act.
GIVEN_BY = (
    "coalesce(nullif({0}.feed, ''), CASE {0}.kind WHEN 'batch' THEN 'census' ELSE {0}.kind END)"
)

FIRST_CONDITIONS = """
    INSERT INTO monitoring_livingconditions (household_id, source_id)
    SELECT DISTINCT r.household_id, %(source)s::bigint FROM monitoring_record r
    WHERE r.id = ANY (%(records)s)
    ON CONFLICT DO NOTHING
"""
# Values that the registry has otherwise, each with the name of the source that gave today's.
TOLD = SQL("""
    CREATE TEMP TABLE told ON COMMIT DROP AS
    SELECT newest.*, t.{column} AS known, coalesce(giver.name, {given_at_first}) AS given_by
    FROM (
        SELECT DISTINCT ON (t.{key}) t.{key} AS entity_id, r.household_id, r.id AS record_id,
            {value} AS said
        FROM monitoring_record r CROSS JOIN LATERAL (SELECT r.data AS d) data
        JOIN {table} t ON {row}
        WHERE r.id = ANY (%(records)s) AND {when} AND NOT EXISTS (
            SELECT FROM monitoring_record n CROSS JOIN LATERAL (SELECT n.data AS d) newer
            WHERE n.current AND n.feed = r.feed AND n.topic = r.topic AND {same_row}
                AND (n.starts, n.id) > (r.starts, r.id) AND {when})
        ORDER BY t.{key}, r.starts DESC, r.id DESC
    ) newest
    JOIN {table} t ON t.{key} = newest.entity_id
    JOIN monitoring_source own ON own.id = t.source_id
    LEFT JOIN LATERAL (
        SELECT {given_later} AS name
        FROM monitoring_change c JOIN monitoring_source s ON s.id = c.source_id
        WHERE c.household_id = newest.household_id AND c.entity = %(entity)s
            AND c.entity_id = newest.entity_id AND c.field = %(field)s
        ORDER BY c.id DESC LIMIT 1
    ) giver ON true
""")
HOLDS = SQL("""(
    u.known IS NULL OR %(order)s::text[] IS NULL OR
    coalesce(array_position(%(order)s::text[], %(feed)s), 1000)
        <= coalesce(array_position(%(order)s::text[], u.given_by), 1000)
) AND NOT %(asks)s""")
SET = SQL("""
    UPDATE {table} t SET {column} = u.said FROM told u
    WHERE t.{key} = u.entity_id AND u.said IS DISTINCT FROM u.known AND {holds}
""")
# The feed that told otherwise tells it no more. What another feed repeats closes nothing; where the
# registry itself comes to say the same, `actions.agree` closes it.
NO_LONGER = SQL("""
    UPDATE monitoring_difference x SET state = 'agreed', closed_at = now()
    FROM told u, monitoring_record o
    WHERE x.state = 'open' AND x.entity = %(entity)s AND x.field = %(field)s
        AND x.entity_id = u.entity_id AND o.id = x.record_id AND o.feed = %(feed)s
        AND (u.said IS NOT DISTINCT FROM u.known OR {holds})
""")
# A person decided about the same value, told for the same day or an earlier one.
DECIDED = SQL("""EXISTS (
    SELECT FROM monitoring_difference d JOIN monitoring_record o ON o.id = d.record_id
    JOIN monitoring_record r ON r.id = u.record_id
    WHERE d.entity = %(entity)s AND d.entity_id = u.entity_id AND d.field = %(field)s
        AND d.state IN ('taken', 'kept') AND d.told = to_jsonb(u.said)
        AND o.feed = r.feed AND r.starts <= (d.closed_at AT TIME ZONE %(timezone)s)::date
)""")
DIFFER = SQL("""
    INSERT INTO monitoring_difference (household_id, entity, entity_id, field, told, record_id,
        state, opened_at)
    SELECT u.household_id, %(entity)s, u.entity_id, %(field)s, to_jsonb(u.said), u.record_id,
        'open', now()
    FROM told u WHERE u.said IS DISTINCT FROM u.known AND NOT ({holds}) AND NOT {decided}
    ON CONFLICT (entity, entity_id, field) WHERE state = 'open'
        DO UPDATE SET told = excluded.told, record_id = excluded.record_id
""")


def column(row: models.Model | type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The field of the registry that a feed gives."""
    return cast("models.Field[Any, Any]", row._meta.get_field(name))


def write(feed: Feed, records: list[int], source: Source) -> None:
    """Bring what these matched records of the feed say into the registry."""
    in_force = Precedence.objects.in_force(timezone.localdate(source.at))
    orders = dict(in_force.values_list("field", "sources"))
    with connection.cursor() as cursor:
        if any(update.entity == Entity.CONDITIONS for update in feed.updates):
            cursor.execute(FIRST_CONDITIONS, {"source": source.pk, "records": records})
        for update in feed.updates:
            said = {
                "records": records,
                "entity": update.entity.value,
                "field": update.column,
                "feed": feed.code,
                "order": orders.get(update.name),
                "asks": update.asks,
                "timezone": timezone.get_current_timezone_name(),
            }
            _write(cursor, update, said, source)


def _write(cursor: CursorWrapper, update: Update, said: dict[str, Any], source: Source) -> None:
    model = MODELS[update.entity]
    cursor.execute(_of(TOLD, update), said)
    update_rows(cursor, model, _of(SET, update), source=source, params=said)
    cursor.execute(_of(NO_LONGER, update), said)
    cursor.execute(_of(DIFFER, update), said)
    cursor.execute("DROP TABLE told")


def _of(statement: SQL, update: Update) -> Composed:
    model = MODELS[update.entity]
    return statement.format(
        table=Identifier(model._meta.db_table),
        key=key(model),
        column=Identifier(update.column),
        row=ROW_OF_RECORD[update.entity],
        same_row=SAME_ROW[update.entity],
        value=SQL(update.value),
        when=SQL(update.when),
        given_at_first=SQL(GIVEN_BY.format("own")),
        given_later=SQL(GIVEN_BY.format("s")),
        holds=HOLDS,
        decided=DECIDED,
    )
