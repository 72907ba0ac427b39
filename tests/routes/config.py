from tests.routes import Route

ROUTES = [
    Route("admin:index", "admin", status=200),
]
