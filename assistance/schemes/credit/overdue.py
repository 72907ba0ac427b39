"""An overdue loan as a signal to monitoring: a table beside the wide one, read by criteria."""

from django.utils.translation import gettext_lazy as _
from psycopg2 import sql

from monitoring.indicators.catalogue import DAYS, Indicator, Kind
from monitoring.indicators.facts import plain
from monitoring.indicators.sparse import Scope, Sparse
from monitoring.indicators.wide import Beside

OVERDUE = Indicator(
    "credit_days_overdue", _("Days that a small loan is overdue"), Kind.DAYS,
    _("Records of small credit"), unit=DAYS,
)  # fmt: skip
COMPUTED = """
    SELECT h.id AS household_id, h.division_id,
        least(max(%(day)s - l.ends_on), 32767)::smallint AS credit_days_overdue
    FROM assistance_loan l JOIN monitoring_household h ON h.id = l.household_id
    WHERE l.ends_on < %(day)s AND l.starts_on <= %(day)s AND h.status = 'active'
        AND (l.settled_on IS NULL OR l.settled_on > %(day)s) AND {loans}
    GROUP BY h.id, h.division_id
"""


def _computed(scope: Scope) -> sql.Composed:
    return sql.SQL(COMPUTED).format(loans=scope.of("l.household_id", "l.division_id"))


ROWS = Sparse("assistance_creditindicators", [OVERDUE.code], _computed)
BESIDE = Beside(
    table=ROWS.table,
    indicators=(OVERDUE,),
    refresh=ROWS.refresh,
    compute=ROWS.compute,
    facts=plain(OVERDUE),
)
