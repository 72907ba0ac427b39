from monitoring.cases.procedures.models import Procedure
from tests import factories
from tests.routes import Route
from tests.routes.world import INSIDE, Place

SEERS = "township county city auditor admin"


def common(_made: Place) -> dict[str, int]:
    return {"pk": Procedure.objects.filter(process="identification", county=None)[0].pk}


def own(made: Place) -> dict[str, int]:
    """A county's own, which other counties do not see; its own townships do."""
    county = made.village[:6].ljust(12, "0")
    if made.village != INSIDE and county == factories.PINGSHAN:
        county = factories.ZANHUANG  # the place is outside a township, not outside its county
    return {"pk": factories.procedure((1, "accept", "township"), county_id=county).pk}


ROUTES = [
    Route("procedures:list", SEERS),
    Route("procedures:procedure", SEERS, kwargs=own),
    Route("procedures:change", "admin", kwargs=common),
    Route("procedures:calendar", SEERS),
    Route("procedures:calendar", "admin", method="post"),
]
