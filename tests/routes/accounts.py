from tests.routes import EVERYONE, Route

ROUTES = [
    Route("accounts:sign-in", EVERYONE, public=True),
    Route("accounts:sign-out", "", method="post"),  # leads everyone back to signing in
]
