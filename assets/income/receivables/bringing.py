"""Brings what is owed in line with the agreements: three statements, of all assets or of some.

The words of contracts/dues.py in SQL. Run again it changes nothing.
"""

from collections.abc import Collection

from django.db import connection, transaction
from psycopg2.sql import SQL

RENTS = """
    SELECT c.asset_id, c.id AS contract_id, NULL::bigint AS investment_id,
        (c.first_due_on + make_interval(months => k * c.months_per_period))::date AS due_on,
        c.rent AS amount
    FROM assets_contract c
    CROSS JOIN LATERAL generate_series(0, (c.last_day - c.starts_on) / 28) k
    WHERE (c.starts_on + make_interval(months => k * c.months_per_period))::date <= c.last_day
        AND c.rent > 0 AND ({all} OR c.asset_id = ANY (%(assets)s))
"""
DIVIDENDS = """
    SELECT i.asset_id, NULL::bigint AS contract_id, i.id AS investment_id, due_on,
        round((i.principal - coalesce((SELECT sum(r.amount) FROM assets_return r
            WHERE r.investment_id = i.id AND r."on" < due_on), 0)) * i.dividend_rate / 100, 2)
            AS amount
    FROM assets_investment i
    CROSS JOIN LATERAL (
        SELECT (i.first_dividend_on + make_interval(years => k))::date AS due_on
        FROM generate_series(0, greatest(i.last_day - i.first_dividend_on, 0) / 365) k) days
    WHERE due_on <= i.last_day AND ({all} OR i.asset_id = ANY (%(assets)s))
"""
OWED = "WITH owed AS ({rents} UNION ALL {dividends}) "
# Equal by equations alone, so that both sides can be hashed.
SAME = """o.due_on = d.due_on AND coalesce(o.contract_id, 0) = coalesce(d.contract_id, 0)
    AND coalesce(o.investment_id, 0) = coalesce(d.investment_id, 0)"""
GONE = """{owed}
    DELETE FROM assets_receivable d
    WHERE ({all} OR d.asset_id = ANY (%(assets)s))
        AND NOT EXISTS (SELECT FROM owed o WHERE o.amount > 0 AND {same})
"""
CHANGED = """{owed}
    UPDATE assets_receivable d SET amount = o.amount
    FROM owed o
    WHERE o.amount > 0 AND o.amount <> d.amount AND {same}
"""
NEW = """{owed}
    INSERT INTO assets_receivable
        (asset_id, division_id, contract_id, investment_id, due_on, amount)
    SELECT o.asset_id, a.division_id, o.contract_id, o.investment_id, o.due_on, o.amount
    FROM owed o JOIN assets_asset a ON a.id = o.asset_id
    WHERE o.amount > 0
    ORDER BY o.asset_id, o.due_on
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def bring(assets: Collection[int] | None = None) -> int:
    """None: of all. How many rows changed."""
    everything = {"all": SQL("TRUE" if assets is None else "FALSE")}
    parts = {"rents": SQL(RENTS), "dividends": SQL(DIVIDENDS)}
    owed = SQL(OWED).format(**{name: part.format(**everything) for name, part in parts.items()})
    changed = 0
    with connection.cursor() as cursor:
        for statement in (GONE, CHANGED, NEW):
            whole = SQL(statement).format(owed=owed, same=SQL(SAME), **everything)
            cursor.execute(whole, {"assets": sorted(assets or ())})
            changed += cursor.rowcount
    return changed
