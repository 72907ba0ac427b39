"""Stock-takes and their differences for tests."""

from typing import Any

from accounts.models import Division, User
from assets.ledger.models import Asset
from assets.stocktake import actions
from assets.stocktake.differences import actions as differences
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.models import StockLine, StockTake
from tests import factories
from tests.assets.making import keeper


def take(county: str = factories.PINGSHAN, year: int = 2026, by: User | None = None) -> StockTake:
    found = Division.objects.get(pk=county)
    return actions.open_take(found, by=by or keeper(county), year=year)


def line(asset: Asset) -> StockLine:
    return StockLine.objects.get(asset=asset)


def cadre(village: str = factories.VILLAGE) -> User:
    return factories.user("village", village)


def township(town: str = factories.PINGSHAN_TOWN) -> User:
    return factories.user("township", town)


def tick(*assets: Asset, by: User | None = None) -> int:
    lines = [line(asset) for asset in assets]
    first = lines[0]
    return actions.tick(
        first.take, first.division, by=by or cadre(), lines=[each.pk for each in lines]
    )


def missing(asset: Asset, **fields: Any) -> StockDifference:
    said: dict[str, Any] = {"what": "missing", "explanation": "洪水冲毁，现场没有了"}
    return differences.explain(line(asset), by=fields.pop("by", None) or cadre(), **(said | fields))


def otherwise(asset: Asset, **fields: Any) -> StockDifference:
    said: dict[str, Any] = {
        "what": "otherwise", "new_state": "闲置", "explanation": "停产半年",
    }  # fmt: skip
    return differences.explain(line(asset), by=fields.pop("by", None) or cadre(), **(said | fields))
