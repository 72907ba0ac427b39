"""Contracts, investments, maintenance and inspections of assets."""

from typing import Any

from assets.ledger.models import Asset
from tests.assets import making
from tests.routes import Route
from tests.routes.assets import KEEPERS, READERS, asset, asset_of
from tests.routes.world import Place


def inspected(made: Place) -> Asset:
    asset = asset_of(made)
    asset.kind_id = "workshop"
    asset.save(update_fields=["kind"])
    return asset


def contract(made: Place) -> dict[str, Any]:
    return {"pk": making.contract(inspected(made)).pk}


def investment(made: Place) -> dict[str, Any]:
    return {"pk": making.investment(asset_of(made)).pk}


def duty(made: Place) -> dict[str, Any]:
    return {"pk": making.maintenance(asset_of(made)).pk}


def inspectable(made: Place) -> dict[str, Any]:
    return {"pk": inspected(made).pk}


def inspection(made: Place) -> dict[str, Any]:
    return {"pk": making.inspection(inspected(made)).pk}


def repair(made: Place) -> dict[str, Any]:
    return {"pk": making.repair(inspected(made)).pk}


def fixed(made: Place) -> dict[str, Any]:
    asset = inspected(made)
    return {"pk": making.fixed(asset, by=making.of(asset)).pk}


ROUTES = [
    Route("alarms:list", READERS),
    Route("contracts:list", READERS),
    Route("contracts:enter", KEEPERS, kwargs=asset),
    Route("contracts:enter", KEEPERS, kwargs=asset, method="post"),
    Route("contracts:contract", READERS, kwargs=contract),
    Route("contracts:contract", KEEPERS, kwargs=contract, method="post"),
    Route("contracts:renew", KEEPERS, kwargs=contract),
    Route("contracts:renew", KEEPERS, kwargs=contract, method="post"),
    Route("equity:list", READERS),
    Route("equity:invest", KEEPERS, kwargs=asset),
    Route("equity:invest", KEEPERS, kwargs=asset, method="post"),
    Route("equity:investment", READERS, kwargs=investment),
    Route("equity:investment", KEEPERS, kwargs=investment, method="post"),
    Route("maintenance:list", READERS),
    Route("maintenance:entrust", KEEPERS, kwargs=asset),
    Route("maintenance:entrust", KEEPERS, kwargs=asset, method="post"),
    Route("maintenance:end", KEEPERS, kwargs=duty),
    Route("maintenance:end", KEEPERS, kwargs=duty, method="post"),
    Route("inspections:due", READERS),
    Route("inspections:list", READERS),
    Route("inspections:inspection", READERS, kwargs=inspection),
    Route("inspections:inspect", KEEPERS, kwargs=inspectable),
    Route("inspections:inspect", KEEPERS, kwargs=inspectable, method="post", status=400),
    Route("inspections:draft", KEEPERS, kwargs=inspectable, method="post", status=400),
    Route("repairs:list", READERS),
    Route("repairs:repair", READERS, kwargs=repair),
    Route("repairs:repair", KEEPERS, kwargs=repair, method="post"),
    Route("repairs:confirm", "township county", kwargs=fixed, method="post", status=302),
    Route("repairs:send-back", "township county", kwargs=fixed, method="post"),
]
