from tests.routes import EVERYONE, Route

ROUTES = [
    Route("api:schema", EVERYONE),
    Route("api:docs", EVERYONE),
    # Open to whoever brings credentials, and answers 400 to whoever brings none.
    Route("api:token", EVERYONE, method="post", status=400, public=True),
    # For programs with a token; a person who is signed in brings none.
    *(
        Route(f"api:{name}", EVERYONE, status=401, public=True)
        for name in ("households", "members", "flags", "cases")
    ),
]
