from monitoring.exchange.models import Batch
from tests import factories
from tests.routes import ROLES, Route
from tests.routes.world import Place

SENDERS = "county department city"
EVERYBODY = " ".join(role for role in ROLES if role != "admin")


def feed(_place: Place) -> dict[str, object]:
    return {"code": "medical-costs"}


def batch(place: Place) -> dict[str, object]:
    county = f"{place.village[:6]}000000"
    by = place.user or factories.user()
    made = Batch.objects.create(kind="medical-costs", by=by, division_code=county, state="checked")
    return {"pk": made.pk}


def applied(place: Place) -> dict[str, object]:
    return batch(place) | {"act": "apply"}


ROUTES = [
    Route("feeds:list", EVERYBODY),
    Route("feeds:feed", SENDERS, kwargs=feed, outside=200),
    Route("feeds:template", SENDERS, kwargs=feed, outside=200),
    Route("feeds:waiting", SENDERS, kwargs=feed, outside=200),
    Route("feeds:batch", SENDERS, kwargs=batch),
    Route("feeds:decide", SENDERS, kwargs=applied, method="post", status=302),
    Route("feeds:columns", SENDERS, kwargs=batch, method="post", status=302),
    Route("feeds:mark", SENDERS, kwargs=batch, method="post", status=302),
]
