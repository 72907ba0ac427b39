from datetime import date
from typing import Any

from assets.organisations.holdings.models import Holding, Venture
from assets.organisations.models import Officer, Organisation
from assets.organisations.parks.models import Inside, Park
from tests import factories
from tests.routes import Route
from tests.routes.assets import KEEPERS, OVERSEERS, READERS, asset_of
from tests.routes.world import Place


def code(made: Place) -> dict[str, Any]:
    return {"code": made.village}


def organisation_of(made: Place) -> Organisation:
    """One a place: a page before may have made it."""
    found = Organisation.objects.filter(division=made.village).first()
    return found or Organisation.objects.create(
        division_id=made.village, name=made.household.head_name, document="文件",
        starts_on=date(2020, 1, 1), by=factories.user(),
    )  # fmt: skip


def organisation(made: Place) -> dict[str, Any]:
    return {"pk": organisation_of(made).pk}


def officer(made: Place) -> dict[str, Any]:
    serving = Officer.objects.create(
        organisation=organisation_of(made), name=made.household.head_name, duty="risk",
        by=factories.user(),
    )  # fmt: skip
    return {"pk": serving.pk}


def park_of(made: Place) -> Park:
    found = Park.objects.filter(division=made.village, name=made.household.head_name).first()
    return found or Park.objects.create(
        division_id=made.village, name=made.household.head_name, document="文件",
        opened_on=date(2020, 1, 1), by=factories.user(),
    )  # fmt: skip


def park(made: Place) -> dict[str, Any]:
    return {"pk": park_of(made).pk}


def inside_park(made: Place) -> dict[str, Any]:
    return {"pk": Inside.objects.create(park=park_of(made), asset=asset_of(made)).pk}


def venture_of(made: Place) -> Venture:
    county = f"{made.village[:6]}000000"
    found = Venture.objects.filter(county=county, name=made.household.head_name).first()
    return found or Venture.objects.create(
        county_id=county, kind="企业", name=made.household.head_name,
        by=factories.user(),
    )  # fmt: skip


def venture(made: Place) -> dict[str, Any]:
    return {"pk": venture_of(made).pk}


def holding(made: Place) -> dict[str, Any]:
    held = Holding.objects.create(
        venture=venture_of(made), division_id=made.village, percent=10, amount=1, document="文件",
        starts_on=date(2020, 1, 1), by=factories.user(),
    )  # fmt: skip
    return {"pk": held.pk}


ROUTES = [
    Route("organisations:list", READERS),
    Route("organisations:place", READERS, kwargs=code),
    Route("organisations:place", KEEPERS, kwargs=code, method="post"),
    Route("organisations:appoint", KEEPERS, kwargs=organisation),
    Route("organisations:appoint", KEEPERS, kwargs=organisation, method="post"),
    Route("organisations:dissolve", KEEPERS, kwargs=organisation),
    Route("organisations:dissolve", KEEPERS, kwargs=organisation, method="post"),
    Route("organisations:release", KEEPERS, kwargs=officer),
    Route("organisations:release", KEEPERS, kwargs=officer, method="post"),
    Route("parks:list", READERS),
    Route("parks:new", "township county"),
    Route("parks:new", "township county", method="post"),
    Route("parks:park", READERS, kwargs=park),
    Route("parks:serve", "township county", kwargs=park),
    Route("parks:serve", "township county", kwargs=park, method="post"),
    Route("parks:put-in", "township county", kwargs=park),
    Route("parks:put-in", "township county", kwargs=park, method="post"),
    Route("parks:jobs", "township county", kwargs=park),
    Route("parks:jobs", "township county", kwargs=park, method="post"),
    Route("parks:take-out", "township county", kwargs=inside_park, method="post", status=302),
    Route("holdings:list", READERS),
    Route("holdings:new", KEEPERS),
    Route("holdings:new", KEEPERS, method="post"),
    Route("holdings:end", KEEPERS, kwargs=holding),
    Route("holdings:end", KEEPERS, kwargs=holding, method="post"),
    Route("holdings:ventures", OVERSEERS),
    Route("holdings:venture-new", "county"),
    Route("holdings:venture-new", "county", method="post"),
    Route("holdings:venture", OVERSEERS, kwargs=venture),
]
