from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.visits.models import Visit, VisitPhoto
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

VISITORS = "village helper township"
EXPORTERS = "township county city auditor"
PLACES = "village township county city auditor"  # who has an area of their own


def of_household(place: Place) -> dict[str, object]:
    return {"pk": place.household.pk}


def of_case(place: Place) -> dict[str, object]:
    return {"pk": begin_identification(place.household, by=None).pk}


def visit(place: Place) -> Visit:
    return factories.visit(place.household)


def of_visit(place: Place) -> dict[str, object]:
    return {"pk": visit(place).pk}


def of_photo(place: Place) -> dict[str, object]:
    photo = VisitPhoto.objects.create(visit=visit(place), file=factories.picture())
    return {"pk": photo.visit_id, "number": photo.pk}


def of_signature(place: Place) -> dict[str, object]:
    made = factories.visit(place.household, householder_signature=factories.picture())
    return {"pk": made.pk, "whose": "householder"}


def a_place(made: Place) -> dict[str, str]:
    return {"division": made.village}


def of_due(place: Place) -> dict[str, object]:
    return {"dues": factories.visit_due(place.household).pk, "to": 0}


ROUTES = [
    Route("visits:plan", READERS),
    Route("visits:plan", PLACES, data=a_place),
    Route("visits:sheet", PLACES, data=a_place),
    Route("visits:assign", "village township", data=of_due, method="post", status=302, outside=302),
    Route("visits:completion", PLACES, data=a_place),
    Route("visits:without-contact", PLACES, data=a_place),
    Route("visits:list", READERS),
    Route("visits:list", PLACES, data=a_place),
    Route("visits:round-import", "township county"),
    Route("visits:frequencies", "township county city auditor admin"),
    Route("visits:visit", VISITORS, kwargs=of_household),
    Route("visits:draft", VISITORS, kwargs=of_household, method="post", status=400),
    Route("visits:of-case", VISITORS, kwargs=of_case, status=302),
    Route("visits:detail", READERS, kwargs=of_visit),
    Route("visits:photo", READERS, kwargs=of_photo),
    Route("visits:signature", READERS, kwargs=of_signature),
]
