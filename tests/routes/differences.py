from tests.routes import Route
from tests.routes.world import Place


def household(place: Place) -> dict[str, int]:
    return {"pk": place.household.pk}


ROUTES = [
    # Nothing is asked there: it says so and changes nothing.
    Route(
        "differences:settle", "village township county", kwargs=household, method="post", status=302
    ),
]
