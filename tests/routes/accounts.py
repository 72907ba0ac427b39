from tests.routes import EVERYONE, Route

ROUTES = [
    Route("accounts:sign-in", EVERYONE, public=True),
]
