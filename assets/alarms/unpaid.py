"""What is owed by agreement until a day and did not come, as ids of assets.

What is owed when is said in contracts/dues.py; the same here of all. What came is what the income
of the asset tells of the days of the agreement.
"""

RENTS = """
    SELECT c.asset_id FROM assets_contract c
    CROSS JOIN LATERAL (
        SELECT count(*) AS number FROM generate_series(0, (12 + 12 * (
            extract(year FROM c.last_day) - extract(year FROM c.starts_on)
        ))::int / c.months_per_period) k
        WHERE c.starts_on + make_interval(months => k * c.months_per_period) <= c.last_day
            AND (c.first_due_on + make_interval(months => k * c.months_per_period))::date < %s
    ) due
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(r.amount), 0) AS amount FROM assets_receipt r
        WHERE r.asset_id = c.asset_id AND r.kind = '租金' AND r.reversed_at IS NULL
            AND r.starts_on BETWEEN c.starts_on AND c.last_day
    ) came
    WHERE c.rent * due.number > came.amount
"""
DIVIDENDS = """
    SELECT i.asset_id FROM assets_investment i
    CROSS JOIN LATERAL (
        SELECT sum(round((i.principal - coalesce((
            SELECT sum(b.amount) FROM assets_return b WHERE b.investment_id = i.id AND b.on < d.day
        ), 0)) * i.dividend_rate / 100, 2)) AS amount
        FROM (
            SELECT (i.first_dividend_on + make_interval(years => k))::date AS day
            FROM generate_series(0, (extract(year FROM i.last_day)
                - extract(year FROM i.first_dividend_on))::int) k
        ) d
        WHERE d.day <= i.last_day AND d.day < %s
    ) due
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(r.amount), 0) AS amount FROM assets_receipt r
        WHERE r.asset_id = i.asset_id AND r.kind = '分红' AND r.reversed_at IS NULL
            AND r.starts_on BETWEEN i.starts_on AND i.last_day
    ) came
    WHERE due.amount > came.amount
"""
