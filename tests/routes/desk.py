from tests.routes import READERS, Route
from tests.routes.world import Place

SUPERVISORS = "township county city auditor"


def place(made: Place) -> dict[str, str]:
    return {"division": made.village}


ROUTES = [
    Route("desk:standing", SUPERVISORS),
    Route("desk:standing", SUPERVISORS, data=place),
    Route("desk:news", READERS),
    Route("desk:count", f"{READERS} department"),
    Route("desk:nightly", "county city auditor admin"),
]
