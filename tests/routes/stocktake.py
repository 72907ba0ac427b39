from typing import Any

from accounts.models import Division
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.models import StockLine, StockTake
from tests import factories
from tests.routes import Route
from tests.routes.assets import KEEPERS, READERS, asset_of
from tests.routes.world import Place


def take_of(made: Place) -> StockTake:
    county = Division.objects.get(code=f"{made.village[:6]}000000")
    StockTake.objects.filter(county=county).update(state="closed")
    year = 2020 + StockTake.objects.filter(county=county).count()
    return StockTake.objects.create(county=county, year=year, opened_by=factories.user())


def take(made: Place) -> dict[str, Any]:
    return {"pk": take_of(made).pk}


def place(made: Place) -> dict[str, Any]:
    return {"pk": take_of(made).pk, "code": made.village}


def line_of(made: Place) -> StockLine:
    take, asset = take_of(made), asset_of(made)
    return StockLine.objects.create(take=take, asset=asset, division=asset.division)


def line(made: Place) -> dict[str, Any]:
    return {"pk": line_of(made).pk}


def asset(made: Place) -> dict[str, Any]:
    return {"pk": line_of(made).asset_id}


def explained(made: Place, state: str = "explained") -> dict[str, Any]:
    line = line_of(made)
    difference = StockDifference.objects.create(
        take=line.take, line=line, division=line.division, what="otherwise", new_state="闲置",
        old_state="在用", old_value=line.asset.original_value, explanation=made.household.head_name,
        state=state, explained_by=factories.user(),
    )  # fmt: skip
    return {"pk": difference.pk}


def checked(made: Place) -> dict[str, Any]:
    return explained(made, "checked")


def ticked(made: Place) -> dict[str, Any]:
    return {"difference": explained(made)["pk"]}


def ticked_checked(made: Place) -> dict[str, Any]:
    return {"difference": checked(made)["pk"]}


ROUTES = [
    Route("stocktake:list", READERS),
    Route("stocktake:list", "county", method="post"),
    Route("stocktake:lines", READERS),
    Route("stocktake:take", READERS, kwargs=place),
    Route("stocktake:place", READERS, kwargs=place),
    Route("stocktake:place", KEEPERS, kwargs=place, method="post", status=302),
    Route("stocktake:tick-asset", KEEPERS, kwargs=asset, method="post", status=302),
    Route("stocktake:close", "county", kwargs=take),
    Route("stocktake:close", "county", kwargs=take, method="post", status=302),
    Route("stock-differences:list", READERS),
    Route("stock-differences:check-many", "township", data=ticked, method="post", status=302),
    Route(
        "stock-differences:approve-many", "county", data=ticked_checked, method="post", status=302
    ),
    Route("stock-differences:explain", KEEPERS, kwargs=line),
    Route("stock-differences:explain", KEEPERS, kwargs=line, method="post"),
    Route("stock-differences:surplus", KEEPERS, kwargs=place),
    Route("stock-differences:surplus", KEEPERS, kwargs=place, method="post"),
    Route("stock-differences:difference", READERS, kwargs=explained),
    Route("stock-differences:check", "township", kwargs=explained, method="post", status=302),
    Route("stock-differences:approve", "county", kwargs=checked, method="post", status=302),
    Route("stock-differences:send-back", "township", kwargs=explained, method="post"),
]
