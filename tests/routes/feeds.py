from tests.routes import EVERYONE, Route

ROUTES = [
    Route("api:schema", EVERYONE),
    Route("api:docs", EVERYONE),
    # Open to whoever brings credentials, and answers 400 to whoever brings none.
    Route("api:token", EVERYONE, method="post", status=400, public=True),
]
