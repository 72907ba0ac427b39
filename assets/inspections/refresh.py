"""When each asset is to be inspected next: one statement for everybody, which writes what differs.

The clock begins with the last inspection; of an asset that was never inspected, with the day it
was entered or came into use, so that an old ledger that is read in is not overdue at once.
"""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import connection, transaction

from assets.inspections.limits import MONTHS

REFRESH = """
    WITH usual AS MATERIALIZED (
        SELECT c.county, l.value::int AS months
        FROM (SELECT DISTINCT county FROM assets_asset
            WHERE %(ids)s::bigint[] IS NULL OR id = ANY (%(ids)s)) c
        CROSS JOIN LATERAL (
            SELECT value FROM assistance_limitvalue v
            WHERE v.code = %(limit)s AND v.valid_from <= %(day)s
                AND (v.county_id IS NULL OR v.county_id = c.county || '000000')
            ORDER BY v.county_id NULLS LAST, v.valid_from DESC LIMIT 1
        ) l
    ), new AS MATERIALIZED (
        SELECT a.id AS asset_id, a.division_id, (
            coalesce(i.last, greatest(a.began_on, (a.at AT TIME ZONE %(zone)s)::date))
            + make_interval(months => coalesce(m.months, u.months)))::date AS due_on
        FROM assets_asset a
        JOIN assets_kind k ON k.code = a.kind_id
        LEFT JOIN usual u ON u.county = a.county
        LEFT JOIN assets_maintenance m ON m.asset_id = a.id AND m.starts_on <= %(day)s
            AND (m.ends_on IS NULL OR m.ends_on >= %(day)s)
        LEFT JOIN LATERAL (
            SELECT max(inspected_on) AS last FROM assets_inspection WHERE asset_id = a.id
        ) i ON true
        WHERE a.ended_on IS NULL AND NOT k.is_equity AND a.asset_class <> '到户类'
            AND a.state NOT IN ('报废', '已处置') AND coalesce(m.months, u.months) IS NOT NULL
            AND (%(ids)s::bigint[] IS NULL OR a.id = ANY (%(ids)s))
    ), gone AS (
        DELETE FROM assets_inspectiondue old
        WHERE (%(ids)s::bigint[] IS NULL OR old.asset_id = ANY (%(ids)s))
            AND NOT EXISTS (SELECT FROM new WHERE new.asset_id = old.asset_id)
        RETURNING 1
    ), written AS (
        INSERT INTO assets_inspectiondue AS old (asset_id, division_id, due_on)
        SELECT new.* FROM new LEFT JOIN assets_inspectiondue old USING (asset_id)
        WHERE (new.division_id, new.due_on) IS DISTINCT FROM (old.division_id, old.due_on)
        ORDER BY new.asset_id
        ON CONFLICT (asset_id) DO UPDATE
            SET (division_id, due_on) = (excluded.division_id, excluded.due_on)
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""


@transaction.atomic
def refresh(day: date, asset_ids: Collection[int] | None = None) -> int:
    """Of these assets, or all; how many rows differed."""
    ids = None if asset_ids is None else list(asset_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            REFRESH, {"day": day, "ids": ids, "limit": MONTHS.code, "zone": settings.TIME_ZONE}
        )
        return int(cursor.fetchone()[0])
