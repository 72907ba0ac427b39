from monitoring.exchange.models import Batch
from tests import factories
from tests.routes import Route
from tests.routes.world import Place

OFFICERS = "county city"
VIEWERS = "county city auditor"


def batch(place: Place) -> dict[str, object]:
    county = f"{place.village[:6]}000000"
    by = place.user or factories.user()
    return {"pk": Batch.objects.create(by=by, division_code=county, state="checked").pk}


ROUTES = [
    Route("imports:batch-list", VIEWERS),
    Route("imports:batch-new", OFFICERS),
    Route("imports:template", VIEWERS),
    Route("imports:batch", VIEWERS, kwargs=batch),
    Route("imports:undo", OFFICERS, kwargs=batch),
    Route("imports:columns", OFFICERS, kwargs=batch, method="post", status=302),
    Route("imports:apply", OFFICERS, kwargs=batch, method="post", status=302),
    Route("imports:discard", OFFICERS, kwargs=batch, method="post", status=302),
    Route("imports:mark", OFFICERS, kwargs=batch, method="post", status=302),
]
