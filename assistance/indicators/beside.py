"""The table as the slices below know it."""

from collections.abc import Mapping
from typing import Any

from assistance.indicators import refresh
from assistance.indicators.catalogue import OF_ASSISTANCE
from monitoring.indicators.facts import Fact
from monitoring.indicators.wide import Beside
from monitoring.registry.models import Household


def facts(household: Household, values: Mapping[str, Any]) -> list[Fact]:  # as the others
    return [
        Fact(each, values[each.code], year=None, members=(), given=None) for each in OF_ASSISTANCE
    ]


TABLE = Beside(
    table=refresh.TABLE,
    indicators=OF_ASSISTANCE,
    refresh=refresh.refresh,
    compute=refresh.compute,
    facts=facts,
)
