"""Contracts that were entered before they began: once they do, their assets are let."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

# Nobody said a state since it began, so saying it once is enough: a second night finds that entry.
BEGIN = """
    WITH begun AS (
        SELECT a.id AS asset_id, c.starts_on, c.number, c.by_id
        FROM assets_contract c JOIN assets_asset a ON a.id = c.asset_id
        WHERE %(day)s BETWEEN c.starts_on AND c.last_day AND a.ended_on IS NULL
            AND a.state IN ('在用', '闲置', '低效')
            AND NOT EXISTS (SELECT FROM assets_stateentry s
                WHERE s.asset_id = a.id AND s.since >= c.starts_on)
    ), said AS (
        INSERT INTO assets_stateentry (asset_id, state, since, reason, by_id, at)
        SELECT asset_id, '出租', starts_on, replace(%(reason)s, '{}', number), by_id, %(now)s
        FROM begun
    )
    UPDATE assets_asset a SET state = '出租' FROM begun WHERE a.id = begun.asset_id
"""


@transaction.atomic
def let_what_begins(day: date) -> int:
    """How many."""
    reason = _("Let by contract %(number)s") % {"number": "{}"}
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, {"day": day, "reason": reason, "now": timezone.now()})
        return int(cursor.rowcount)
