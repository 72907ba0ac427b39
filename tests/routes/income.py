from datetime import date
from decimal import Decimal
from typing import Any

from assets.income.receipts.models import Receipt
from tests import factories
from tests.routes import Route
from tests.routes.assets import KEEPERS, READERS, asset_of
from tests.routes.world import Place


def asset(made: Place) -> dict[str, Any]:
    return {"pk": asset_of(made).pk}


def station(made: Place) -> dict[str, Any]:
    found = asset_of(made)
    found.kind_id = "photovoltaic"
    found.save(update_fields=["kind"])
    return {"pk": found.pk}


def receipt_of(made: Place) -> Receipt:
    day = date(2026, 7, 1)
    return Receipt.objects.create(
        asset=asset_of(made), division_id=made.village, kind="租金", starts_on=day, ends_on=day,
        received_on=day, amount=Decimal(1200), document="银行回单", by=factories.user(),
    )  # fmt: skip


def receipt(made: Place) -> dict[str, Any]:
    return {"pk": receipt_of(made).pk}


ROUTES = [
    Route("receipts:list", READERS),
    Route("receipts:stations", READERS),
    Route("receipts:receive", KEEPERS, kwargs=asset),
    Route("receipts:receive", KEEPERS, kwargs=asset, method="post"),
    Route("receipts:settle", KEEPERS, kwargs=station),
    Route("receipts:settle", KEEPERS, kwargs=station, method="post"),
    Route("receipts:receipt", READERS, kwargs=receipt),
    Route("receipts:receipt", KEEPERS, kwargs=receipt, method="post"),
]
