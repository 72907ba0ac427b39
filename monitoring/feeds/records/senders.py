"""Who may send which feed by browser, and what a department office sees."""

from django.db.models import Model, Q

from accounts.models import Division, Post, User
from accounts.permissions import MAY, roles
from accounts.posts import held
from accounts.scope import areas, inside
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.models import Push, Record

PERMISSION = "feeds.send"
OF_ALL = MAY[PERMISSION] - {Post.Role.DEPARTMENT}  # who sends whatever department's feeds
FIELDS: dict[type[Model], str] = {Push: "feed", Record: "feed", Batch: "kind"}


def feeds_of(user: User) -> list[str]:
    """The codes of the feeds whose records the user works with."""
    if roles(user) & OF_ALL:
        return list(FEEDS)
    departments = {post.department for post in held(user) if post.role == Post.Role.DEPARTMENT}
    return [feed.code for feed in FEEDS.values() if feed.department in departments]


def area_of(user: User, permission: str = PERMISSION) -> Division | None:
    """Where the user sends records for: the widest of their areas."""
    return min(areas(user, MAY[permission]), key=lambda area: len(area.prefix), default=None)


def own_feeds(model: type[Model], user: User) -> Q | None:
    """A department office sees what its own feeds brought in its area."""
    if model not in FIELDS:
        return None
    place = inside(areas(user, [Post.Role.DEPARTMENT]), getattr(model, "area_field", ""))
    return place & Q(**{f"{FIELDS[model]}__in": feeds_of(user)})
