"""Organisations, parks and shareholdings for tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Division
from assets.organisations import actions as organisations
from assets.organisations.holdings import actions as holdings
from assets.organisations.holdings.models import Holding, Venture
from assets.organisations.models import Organisation
from assets.organisations.parks import actions as parks
from assets.organisations.parks.models import Park
from tests import factories
from tests.assets.making import keeper


def organisation(division: str = factories.VILLAGE, **fields: Any) -> Organisation:
    said: dict[str, Any] = {
        "name": "资产管理小组", "document": "平政〔2021〕3号", "starts_on": date(2021, 1, 1),
    }  # fmt: skip
    place = Division.objects.get(pk=division)
    by = fields.pop("by", None) or keeper(division)
    return organisations.set_up(place, by=by, **(said | fields))


def park(division: str = factories.VILLAGE, **fields: Any) -> Park:
    said: dict[str, Any] = {
        "name": "安置区产业园", "document": "平政〔2019〕9号", "opened_on": date(2019, 5, 1),
    }  # fmt: skip
    place = Division.objects.get(pk=division)
    by = fields.pop("by", None) or keeper(division)
    return parks.enter(place, by=by, **(said | fields))


def venture(county: str = factories.PINGSHAN, **fields: Any) -> Venture:
    said: dict[str, Any] = {"kind": "企业", "name": "平山县农业发展有限公司"}
    by = fields.pop("by", None) or keeper(county)
    return holdings.enter_venture(Division.objects.get(pk=county), by=by, **(said | fields))


def holding(venture: Venture, division: str = factories.VILLAGE, **fields: Any) -> Holding:
    said: dict[str, Any] = {
        "percent": Decimal(10), "amount": Decimal(100000), "document": "入股协议",
        "starts_on": date(2021, 1, 1),
    }  # fmt: skip
    village = Division.objects.get(pk=division)
    by = fields.pop("by", None) or keeper(division)
    return holdings.hold(venture, village, by=by, **(said | fields))
