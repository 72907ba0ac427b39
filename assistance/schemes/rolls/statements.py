"""What rolls and pay-outs brought a household, into its yearly statement.

Of what others said there, the larger counts; pay-outs decided here are added. Where a household has
no statement of the year yet, its amounts wait for one: a statement of this alone would say that
there was no other income.
"""

from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from psycopg2.sql import SQL, Identifier, Literal

from accounts.models import Division, User
from assistance.schemes.rolls.models import Income
from assistance.schemes.rolls.querysets import FEEDS_OF_ROLLS
from monitoring.feeds.catalogue.rolls import ON_ROLL
from monitoring.registry.changed import announce
from monitoring.registry.history import hold, update_rows
from monitoring.registry.models import Source, Statement

# Measures whose deliveries are pay-outs decided here, which nobody else reports.
PAYOUTS = ["poverty-insurance", "assistance-fund"]
FIELDS = [field.value for field in Income if field]

CONCERNED = SQL("""h.id IN (
    SELECT r.household_id FROM monitoring_record r WHERE r.current AND r.feed = ANY (%(feeds)s)
        AND r.division_code BETWEEN %(first)s AND %(last)s
    UNION SELECT d.household_id FROM assistance_delivery d
    JOIN assistance_measure m ON m.id = d.measure_id
    WHERE m.code = ANY (%(payouts)s) AND d.division_id BETWEEN %(first)s AND %(last)s
    UNION SELECT p.household_id FROM assistance_paidincome p
    JOIN monitoring_household t ON t.id = p.household_id
    WHERE t.division_id BETWEEN %(first)s AND %(last)s)
""")
KEEP = """
    WITH given AS (
        SELECT r.household_id, extract(year FROM r.starts)::int AS year, k.income AS field,
            (r.data ->> 'amount')::numeric AS rolls, 0::numeric AS payouts
        FROM monitoring_record r JOIN assistance_roll k ON k.name = r.topic AND k.income <> ''
        WHERE r.current AND r.feed = ANY (%(feeds)s) AND r.household_id IS NOT NULL
            AND r.data ->> 'status' = %(on)s AND r.data ? 'amount' AND r.starts >= %(since)s
            AND r.division_code BETWEEN %(first)s AND %(last)s
        UNION ALL
        SELECT d.household_id, extract(year FROM d.paid_on)::int, 'other_transfer', 0, d.amount
        FROM assistance_delivery d JOIN assistance_measure m ON m.id = d.measure_id
        WHERE m.code = ANY (%(payouts)s) AND d.state = 'paid' AND d.paid_on >= %(since)s
            AND d.kind = 'cash' AND d.division_id BETWEEN %(first)s AND %(last)s
        UNION ALL
        SELECT p.household_id, p.year, p.field, 0, 0
        FROM assistance_paidincome p JOIN monitoring_household h ON h.id = p.household_id
        WHERE p.year >= extract(year FROM %(since)s::date)
            AND h.division_id BETWEEN %(first)s AND %(last)s
    ), summed AS (
        SELECT household_id, year, field, sum(rolls) AS rolls, sum(payouts) AS payouts
        FROM given GROUP BY household_id, year, field
    )
    INSERT INTO assistance_paidincome AS p
        (household_id, year, field, others, written, rolls, payouts)
    SELECT u.household_id, u.year, u.field, (to_jsonb(s) ->> u.field)::numeric,
        (to_jsonb(s) ->> u.field)::numeric, u.rolls, u.payouts
    FROM summed u JOIN monitoring_statement s
        ON s.household_id = u.household_id AND s.kind = 'yearly' AND s.year = u.year
    ORDER BY u.household_id, u.year, u.field
    ON CONFLICT (household_id, year, field) DO UPDATE
    SET rolls = excluded.rolls, payouts = excluded.payouts,
        others = CASE WHEN excluded.others IS DISTINCT FROM p.written THEN excluded.others
            ELSE p.others END
    WHERE (p.rolls, p.payouts, p.written)
        IS DISTINCT FROM (excluded.rolls, excluded.payouts, excluded.others)
"""
TOTAL = """CASE WHEN p.rolls = 0 AND p.payouts = 0 THEN p.others
    ELSE greatest(coalesce(p.others, 0), p.rolls) + p.payouts END"""
WRITE = """
    UPDATE monitoring_statement t SET {field} = {total},
        transfer_income = greatest(
            t.transfer_income + coalesce({total}, 0) - coalesce(t.{field}, 0), 0)
    FROM assistance_paidincome p JOIN monitoring_household h ON h.id = p.household_id
    WHERE p.household_id = t.household_id AND p.year = t.year AND t.kind = 'yearly'
        AND p.field = {name} AND {total} IS DISTINCT FROM t.{field}
        AND h.division_id BETWEEN %(first)s AND %(last)s
"""
REMEMBER = """
    UPDATE assistance_paidincome p SET written = {total}
    FROM monitoring_household h
    WHERE h.id = p.household_id AND h.division_id BETWEEN %(first)s AND %(last)s
        AND p.written IS DISTINCT FROM {total}
"""


def bring(place: Division, *, by: User | None, since: date) -> None:
    """Of the households in the place, for the years from `since` on; again, it changes nothing."""
    first, last = place.code_range
    said: dict[str, Any] = {
        "first": first, "last": last, "since": since, "feeds": list(FEEDS_OF_ROLLS), "on": ON_ROLL,
        "payouts": PAYOUTS,
    }  # fmt: skip
    note = _("Rolls of assistance and pay-outs")
    source = Source.objects.create(kind=Source.Kind.DEPARTMENT, by=by, note=note)
    changed: set[int] = set()
    with connection.cursor() as cursor:
        hold(cursor, CONCERNED, said)
        cursor.execute(KEEP, said)
        for field in FIELDS:
            write = SQL(WRITE).format(
                field=Identifier(field), name=Literal(field), total=SQL(TOTAL)
            )
            changed |= set(update_rows(cursor, Statement, write, source=source, params=said))
        cursor.execute(SQL(REMEMBER).format(total=SQL(TOTAL)), said)
    announce(source, sorted(changed))
