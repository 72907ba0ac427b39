from tests.routes import READERS, Route

ROUTES = [
    Route("desk:standing", "township county city auditor"),
    Route("desk:news", READERS),
    Route("desk:count", READERS),
    Route("desk:nightly", "county city auditor admin"),
]
