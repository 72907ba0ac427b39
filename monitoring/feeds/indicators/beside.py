"""The table as the slices below know it."""

from monitoring.feeds.indicators import facts, refresh
from monitoring.feeds.indicators.catalogue import TOLD
from monitoring.indicators.wide import Beside

TABLE = Beside(
    table=refresh.TABLE,
    indicators=tuple(told.indicator for told in TOLD),
    refresh=refresh.refresh,
    compute=refresh.ROWS.compute,
    facts=facts.facts,
)
