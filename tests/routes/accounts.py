from accounts.models import Post
from tests import factories
from tests.routes import EVERYONE, Route
from tests.routes.world import Place

MANAGERS = "township county city admin"
READERS = "county city auditor admin"


def account(place: Place) -> dict[str, int]:
    """The cadre of the village, whom the township, county and city above manage."""
    return {"pk": factories.user("village", place.village).pk}


def post(place: Place) -> dict[str, int]:
    cadre = account(place)
    return cadre | {"post_pk": Post.objects.get(user_id=cadre["pk"]).pk}


def manage(name: str, method: str = "post", status: int = 302) -> Route:
    return Route(f"accounts:{name}", MANAGERS, kwargs=account, method=method, status=status)


ROUTES = [
    Route("accounts:sign-in", EVERYONE, public=True),
    Route("accounts:sign-out", EVERYONE, method="post", status=302),
    Route("accounts:password-change", EVERYONE),
    Route("accounts:user-list", MANAGERS),
    Route("accounts:user-list", MANAGERS, method="post", status=302),
    Route("accounts:user-create", MANAGERS),
    manage("user-detail", "get", 200),
    manage("user-change", "get", 200),
    manage("user-reset-password", status=200),
    manage("user-deactivate"),
    manage("user-reactivate"),
    manage("user-unlock"),
    manage("post-open", "get", 200),
    Route("accounts:post-close", MANAGERS, kwargs=post),
    Route(
        "accounts:division-options",
        EVERYONE,
        data=lambda place: {"division": place.village},
        outside=200,
    ),
    Route("accounts:audit-list", READERS),
    Route("accounts:audit-list", READERS, method="post", status=302),
    Route("accounts:audit-export", READERS, method="post"),
]
