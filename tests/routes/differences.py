from tests.routes import Route
from tests.routes.world import Place


def household(place: Place) -> dict[str, int]:
    return {"pk": place.household.pk}


def order(_place: Place) -> dict[str, object]:
    return {"place0": "visit", "valid_from": "2099-01-01", "document": "冀办〔2026〕1号"}


ROUTES = [
    Route("differences:orders", "township county city auditor admin"),
    # Without a field nothing is set: the page comes again.
    Route("differences:orders", "admin", data=order, method="post", outside=200),
    # Nothing is asked there: it says so and changes nothing.
    Route(
        "differences:settle", "village township county", kwargs=household, method="post", status=302
    ),
]
