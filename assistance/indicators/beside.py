"""The table as the slices below know it."""

from assistance.indicators.catalogue import OF_ASSISTANCE
from assistance.indicators.refresh import ROWS
from monitoring.indicators.facts import plain
from monitoring.indicators.wide import Beside

TABLE = Beside(
    table=ROWS.table,
    indicators=OF_ASSISTANCE,
    refresh=ROWS.refresh,
    compute=ROWS.compute,
    facts=plain(*OF_ASSISTANCE),
)
