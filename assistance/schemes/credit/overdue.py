"""An overdue loan as a signal to monitoring: a table beside the wide one, read by criteria."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg2 import sql

from accounts.models import Division
from monitoring.indicators.catalogue import DAYS, Indicator, Kind
from monitoring.indicators.facts import Fact
from monitoring.indicators.sparse import Scope, bring, make
from monitoring.indicators.wide import Beside
from monitoring.registry.models import Household

TABLE = "assistance_creditindicators"
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


def refresh(
    *,
    as_of: date,
    division: Division | None = None,
    household_ids: Sequence[int] | None = None,
) -> int:
    """Bring the rows to the day `as_of`: today, for the table holds one day only."""
    scope = Scope(division, household_ids)
    return bring(TABLE, [OVERDUE.code], _computed(scope), scope, {"day": as_of})


def compute(
    cursor: CursorWrapper, table: str, *, as_of: date, division: Division | None = None
) -> None:
    """The rows as they are on another day, by the days on which loans are due today."""
    scope = Scope(division)
    make(cursor, table, _computed(scope), scope, {"day": as_of})


def follow(household_ids: Collection[int]) -> None:
    refresh(as_of=timezone.localdate(), household_ids=list(household_ids))


def facts(household: Household, values: Mapping[str, Any]) -> list[Fact]:  # as the others
    return [Fact(OVERDUE, values[OVERDUE.code], year=None, members=(), given=None)]


def _computed(scope: Scope) -> sql.Composed:
    return sql.SQL(COMPUTED).format(loans=scope.of("l.household_id", "l.division_id"))


BESIDE = Beside(table=TABLE, indicators=(OVERDUE,), refresh=refresh, compute=compute, facts=facts)
