from tests.routes import EVERYONE, Route

ROUTES = [
    Route("home", EVERYONE),
    Route("me", EVERYONE),
    Route("set-language", EVERYONE, method="post", status=302, public=True),
    Route("admin:index", "admin", status=200),
]
