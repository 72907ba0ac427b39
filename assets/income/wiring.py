"""What income tells the pages around it; called once as the application starts."""

from assets.income.receipts import panels
from assets.income.receipts.lists import RECEIPTS, STATIONS
from assets.ledger.panels import asset_panels
from monitoring.lists import declared as lists


def declare() -> None:
    lists.declare(RECEIPTS, STATIONS)
    asset_panels.append(panels.of_asset)
